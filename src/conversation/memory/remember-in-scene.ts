import { nothingRemembered, type RememberedTexts } from "../../memory/memory-lines.ts";
import type { Conversation, Turn } from "../ports.ts";
import type { PromptFacts } from "../sent-prompt.ts";
import type { EmbeddedQuery } from "./embed-query.ts";
import { type MemoryStores, type RememberInput, remember } from "./remember.ts";

export interface MemoryOfReply extends MemoryStores, Pick<RememberInput, "isAdult"> {
  /** What is asked, as a vector; left out where there is no embedding model. */
  readonly vector?: EmbeddedQuery | undefined;
}

/** Of a prompt's tokens. */
const shareOfContext = 0.15;
const usualCharactersPerToken = 3.5;

/** What a reply remembers of what its prompt doesn't show; nothing where memory isn't there. */
export function rememberInScene(
  input: {
    readonly memory?: MemoryOfReply | undefined;
    readonly conversation: Conversation;
    readonly character: { readonly id: string };
    readonly contextSize: number;
    readonly nowMs: number;
    readonly settings: { readonly timeZone: string; readonly locale: string };
  },
  scene: { readonly history: readonly Turn[]; readonly lastPrompt: PromptFacts | undefined },
): RememberedTexts {
  const { memory, settings } = input;
  if (memory === undefined) return nothingRemembered;
  const perToken = scene.lastPrompt?.charactersPerToken ?? usualCharactersPerToken;
  return remember({
    ...memory,
    conversation: input.conversation,
    characterId: input.character.id,
    windowStart: windowStart(scene, input.contextSize * perToken),
    asked: askedLast(scene.history, input.character.id),
    recalledBefore: scene.lastPrompt?.recalled,
    room: Math.floor(input.contextSize * shareOfContext * perToken),
    nowMs: input.nowMs,
    timeZone: settings.timeZone,
    locale: settings.locale,
  });
}

/** What people said since the character spoke last. */
export function askedLast(history: readonly Turn[], characterId: string): readonly Turn[] {
  const own = history.findLastIndex(
    ({ kind, authorId }) => kind === "character" && authorId === characterId,
  );
  return history.slice(own + 1).slice(-4);
}

/**
 * Where the last prompt's history began or, where much was said since, where what is newer fills the whole context by
 * itself. The rest that the worker drops is remembered from the next reply on: nothing is said twice.
 */
function windowStart(
  {
    history,
    lastPrompt,
  }: { readonly history: readonly Turn[]; readonly lastPrompt: PromptFacts | undefined },
  characters: number,
): number {
  const began = history.find(({ id }) => id === lastPrompt?.firstTurn) ?? history[0];
  let left = characters;
  const dropped = history.findLast(({ speakerName, text }) => {
    left -= speakerName.length + text.length + aroundTurn;
    return left < 0;
  });
  return Math.max(began?.position ?? Number.MAX_SAFE_INTEGER, (dropped?.position ?? -1) + 1);
}

/** Characters of a turn's label and marks, at the least. */
const aroundTurn = 4;
