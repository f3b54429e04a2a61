import type { GenerationRequest, SamplingSettings } from "../generation/request.ts";
import { type Character, characterName } from "../roleplay/character/character.ts";
import { assemblePrompt } from "../roleplay/prompt/assemble-prompt.ts";
import type { ReplyRoster } from "../roleplay/reply/cut-at-labels.ts";
import { stopStrings } from "../roleplay/reply/stop-strings.ts";
import type { Conversation, ConversationStore, Turn } from "./ports.ts";

/**
 * More turns than any context holds need not travel; what is left out here would be trimmed by the worker anyway, and
 * the cost of a turn doesn't grow with the length of the chat.
 */
const mostTurns = 400;

export interface RequestSettings {
  readonly sampling: Omit<SamplingSettings, "seed">;
  readonly maxReplyTokens: number;
  /** Whether a reply that ran out of tokens loses its unfinished last sentence. */
  readonly trimIncomplete: boolean;
}

export interface ReplyPlan {
  readonly request: GenerationRequest;
  readonly roster: ReplyRoster;
}

/**
 * Everything a worker needs to write `turn`. The prompt ends with the turn that is answered: what was said later
 * belongs to later replies.
 */
export function buildRequest(input: {
  readonly turn: Turn;
  readonly conversation: Conversation;
  readonly character: Character;
  readonly store: Pick<ConversationStore, "historyBefore" | "userNames">;
  readonly settings: RequestSettings;
  readonly requestId: string;
  readonly seed: number;
}): ReplyPlan {
  const { turn, conversation, character, store, settings } = input;
  const history = store.historyBefore(conversation.id, turn.position, mostTurns).toReversed();
  const userNames = store.userNames(conversation.id);
  const name = characterName(character);
  const otherNames = namesOfOthers(userNames, history, character);
  return {
    request: {
      version: 1,
      id: input.requestId,
      conversationKey: conversation.id,
      fairnessKey: conversation.guildId ?? conversation.hostId,
      priority: "interactive",
      prompt: assemblePrompt({
        character,
        userNames,
        history: history.map((past) => ({
          id: past.id,
          speakerName: past.speakerName,
          text: past.text,
          ownTurn: past.kind === "character" && past.authorId === character.id,
        })),
      }),
      stop: stopStrings([...otherNames, name]),
      sampling: { ...settings.sampling, seed: input.seed },
      maxTokens: settings.maxReplyTokens,
    },
    roster: { characterName: name, otherNames },
  };
}

/** Everyone whose label must not appear in this character's reply. */
function namesOfOthers(
  userNames: readonly string[],
  history: readonly Turn[],
  character: Character,
): string[] {
  const otherCharacters = history
    .filter((turn) => turn.kind === "character" && turn.authorId !== character.id)
    .map((turn) => turn.speakerName);
  return [...new Set([...otherCharacters, ...userNames])].filter(
    (name) => name !== characterName(character),
  );
}
