import type { GenerationRequest, SamplingSettings } from "../generation/request.ts";
import { type Character, characterName } from "../roleplay/character/character.ts";
import type { LoreState } from "../roleplay/lorebook/timed-effects.ts";
import { assemblePrompt } from "../roleplay/prompt/assemble-prompt.ts";
import type { PromptLayout, PromptMacros } from "../roleplay/prompt/prompt-input.ts";
import { listNames } from "../roleplay/prompt/prompt-texts.ts";
import type { ReplyRoster } from "../roleplay/reply/cut-at-labels.ts";
import { stopStrings } from "../roleplay/reply/stop-strings.ts";
import { noteIsDue } from "./authors-note.ts";
import { activateLore, recordLore } from "./lore/activate-lore.ts";
import type { Bookshelf } from "./lore/bookshelf.ts";
import { macroFacts } from "./macro-facts.ts";
import type { Conversation, ConversationStore, Turn } from "./ports.ts";
import { type SentPrompt, sentSections } from "./sent-prompt.ts";

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
  readonly layout: PromptLayout;
  /** For macros that tell the time. */
  readonly timeZone: string;
  readonly locale: string;
}

export interface ReplyPlan {
  readonly request: GenerationRequest;
  readonly roster: ReplyRoster;
  /** The request's prompt as it is kept with the reply. */
  readonly sent: SentPrompt;
  /** What the lorebooks remember once the reply is there; undefined when none takes part. */
  readonly loreState: LoreState | undefined;
}

export interface RequestInput {
  readonly turn: Turn;
  readonly conversation: Conversation;
  readonly character: Character;
  readonly store: Pick<
    ConversationStore,
    "historyBefore" | "userNames" | "turnCounts" | "promptFacts" | "loreState" | "authorsNote"
  >;
  readonly books: Pick<Bookshelf, "booksFor">;
  /** Tokens of the model's context. */
  readonly contextSize: number;
  readonly settings: RequestSettings;
  readonly requestId: string;
  readonly seed: number;
  readonly nowMs: number;
}

/**
 * Everything a worker needs to write `turn`. The prompt ends with the turn that is answered: what was said later
 * belongs to later replies. Asked again for the same turn, after a restart for instance, it lays out the same prompt, but
 * for a card that asks for the time.
 */
export function buildRequest(input: RequestInput): ReplyPlan {
  const { turn, conversation, character, store, settings } = input;
  const history = store.historyBefore(conversation.id, turn.position, mostTurns).toReversed();
  const userNames = store.userNames(conversation.id);
  const note = noteFor(input);
  const macros = macroFacts({
    turn,
    conversationId: conversation.id,
    character,
    history,
    place: { nowMs: input.nowMs, timeZone: settings.timeZone, locale: settings.locale },
  });
  const lore = loreFor(input, { history, userNames, macros, noteShown: note !== null });
  const name = characterName(character);
  const otherNames = namesOfOthers(userNames, history, character);
  const prompt = assemblePrompt({
    character,
    userNames,
    history: history.map((past) => ({
      id: past.id,
      speakerName: past.speakerName,
      text: past.text,
      ownTurn: past.kind === "character" && past.authorId === character.id,
    })),
    lore: lore?.activation.lore,
    disabledPrompts: lore?.activation.disabledPrompts,
    authorsNote: note,
    layout: settings.layout,
    macros,
  });
  const request: GenerationRequest = {
    version: 1,
    id: input.requestId,
    conversationKey: conversation.id,
    fairnessKey: conversation.guildId ?? conversation.hostId,
    priority: "interactive",
    model: null,
    prompt,
    stop: stopStrings([...otherNames, name]),
    sampling: { ...settings.sampling, seed: input.seed },
    maxTokens: settings.maxReplyTokens,
  };
  return {
    request,
    roster: { characterName: name, otherNames },
    sent: {
      sections: sentSections(prompt),
      replyPrefix: prompt.replyPrefix,
      stop: request.stop,
      sampling: request.sampling,
      maxTokens: request.maxTokens,
      lore: lore === undefined ? null : recordLore(lore.activation, lore.books),
    },
    loreState: lore?.activation.state,
  };
}

/** The author's note where it is part of this prompt, else null. */
function noteFor({ turn, conversation, store }: RequestInput) {
  const note = store.authorsNote(conversation.id);
  if (note === undefined) return null;
  const { user } = store.turnCounts(conversation.id, turn.position);
  return noteIsDue(note, user) ? note : null;
}

function loreFor(
  { turn, conversation, character, store, books: shelf, contextSize }: RequestInput,
  scene: {
    readonly history: readonly Turn[];
    readonly userNames: readonly string[];
    readonly macros: PromptMacros;
    readonly noteShown: boolean;
  },
) {
  const books = shelf.booksFor(conversation, character);
  if (books.length === 0) return undefined;
  const activation = activateLore({
    books,
    character,
    user: listNames(scene.userNames) || "the user",
    macros: scene.macros,
    turns: scene.history,
    counts: store.turnCounts(conversation.id, turn.position),
    state: store.loreState(conversation.id),
    seed: turn.id,
    facts: store.promptFacts(conversation.id, turn.position),
    contextSize,
    authorsNoteShown: scene.noteShown,
  });
  return { books, activation };
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
