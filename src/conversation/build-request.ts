import type { GenerationRequest } from "../generation/request.ts";
import type { SamplingChoice } from "../generation/sampling-defaults.ts";
import { type Character, characterName } from "../roleplay/character/character.ts";
import type { LoreState } from "../roleplay/lorebook/timed-effects.ts";
import { assemblePrompt } from "../roleplay/prompt/assemble-prompt.ts";
import type { PromptLayout } from "../roleplay/prompt/prompt-input.ts";
import { quoteLabels } from "../roleplay/prompt/quote-labels.ts";
import type { ReplyRoster } from "../roleplay/reply/cut-at-labels.ts";
import { stopStrings } from "../roleplay/reply/stop-strings.ts";
import type { Bookshelf } from "./lore/bookshelf.ts";
import { loreOfScene } from "./lore/lore-of-scene.ts";
import type { LoreSettings } from "./lore/lore-settings.ts";
import { recordLore } from "./lore/record-lore.ts";
import { memoryTraces, promptMemory } from "./memory/memory-traces.ts";
import { type MemoryOfReply, rememberInScene } from "./memory/remember-in-scene.ts";
import { promptPersonas } from "./people/personas-present.ts";
import type { PersonaStore } from "./personas/persona-store.ts";
import type { Conversation, ConversationStore, Turn } from "./ports.ts";
import type { VariableChanges } from "./scene/chat-variables.ts";
import type { GenerationKind } from "./scene/generation-kind.ts";
import type { SceneStore } from "./scene/scene-store.ts";
import { type Scene, setScene } from "./scene/set-scene.ts";
import { type SentPrompt, sentSections } from "./sent-prompt.ts";

export interface RequestSettings {
  readonly maxReplyTokens: number;
  /** Whether a reply that ran out of tokens loses its unfinished last sentence. */
  readonly trimIncomplete: boolean;
  readonly layout: PromptLayout;
  /** For macros that tell the time. */
  readonly timeZone: string;
  readonly locale: string;
  readonly lore: LoreSettings;
}

export interface ReplyPlan {
  readonly request: GenerationRequest;
  readonly roster: ReplyRoster;
  /** The request's prompt as it is kept with the reply. */
  readonly sent: SentPrompt;
  /** What the lorebooks remember once the reply is there; undefined when none takes part. */
  readonly loreState: LoreState | undefined;
  /** What the card's variables are once the reply is there; undefined when none was set. */
  readonly variables: VariableChanges | undefined;
}

export interface RequestInput {
  readonly turn: Turn;
  readonly conversation: Conversation;
  /** Who speaks. */
  readonly character: Character;
  /** All characters of the conversation, the one who speaks included. */
  readonly cast: readonly Character[];
  readonly generation: GenerationKind;
  readonly store: Pick<
    ConversationStore,
    "historyBefore" | "turnCounts" | "promptFacts" | "loreState" | "authorsNote"
  >;
  readonly scenes: SceneStore;
  readonly personas: Pick<PersonaStore, "get">;
  readonly books: Pick<Bookshelf, "booksFor">;
  /** The model that was chosen for this channel; null: the workers' own default. */
  readonly model: string | null;
  /** What the reply is sampled with. */
  readonly sampling: SamplingChoice;
  /** Left out: nothing is remembered beyond the history. */
  readonly memory?: MemoryOfReply | undefined;
  /** The model's name, where it is known. */
  readonly modelName: string | undefined;
  /** Tokens of the model's context. */
  readonly contextSize: number;
  readonly settings: RequestSettings;
  /** What somebody wishes for this one reply. */
  readonly instruction: string | null;
  /** The text that is written on; null for a new one. */
  readonly base: string | null;
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
  const { conversation, character, settings } = input;
  const scene = setScene(input);
  const lore = loreOfScene(input, scene);
  const remembered = rememberInScene(input, scene);
  const name = characterName(character);
  const otherNames = [...scene.otherCharacters, ...scene.people.labels];
  const prompt = assemblePrompt({
    character,
    userNames: scene.people.now.map((person) => person.name),
    history: promptTurns(scene, character, [name, ...otherNames]),
    lore: lore?.activation.lore,
    disabledPrompts: lore?.activation.disabledPrompts,
    memory: promptMemory(remembered, [name, ...otherNames]),
    authorsNote: scene.note,
    personas: promptPersonas(scene.personas),
    groupMembers: scene.groupMembers,
    instruction: input.instruction,
    replyBegins: input.base,
    lastPrompt: scene.lastPrompt,
    layout: settings.layout,
    macros: scene.macros,
  });
  const request: GenerationRequest = {
    version: 1,
    id: input.requestId,
    conversationKey: conversation.id,
    fairnessKey: conversation.guildId ?? conversation.hostId,
    priority: "interactive",
    model: input.model,
    prompt,
    stop: stopStrings([...otherNames, name]),
    sampling: { ...input.sampling, seed: input.seed },
    maxTokens: settings.maxReplyTokens,
    // Whoever asks for more wants more, also of a model that would end at once.
    ...(input.base === null ? {} : { leastTokens: leastAdded }),
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
      memory: memoryTraces(remembered, prompt.sections),
    },
    loreState: lore?.activation.state,
    variables: scene.variables.changes(),
  };
}

/** Tokens: a few words, behind which the model may end as it likes. */
const leastAdded = 8;

/** The history with everyone under one name, where nobody can speak for anybody else. */
function promptTurns(scene: Scene, character: Character, names: readonly string[]) {
  return scene.history.map((past) => {
    const ownTurn = past.kind === "character" && past.authorId === character.id;
    return {
      id: past.id,
      speakerName: past.speakerName,
      text: ownTurn ? past.text : quoteLabels(past.text, names),
      ownTurn,
    };
  });
}
