import { UserError } from "../../lib/errors.ts";
import { readQuestion } from "../../memory/read-question.ts";
import { searchTurns } from "../../memory/search-turns.ts";
import { existingConversation } from "../existing-conversation.ts";
import type { ConversationStore } from "../ports.ts";
import type { Fact } from "./fact-store.ts";
import type { MemoryKeeper } from "./memory-keeper.ts";
import { readMemoryFile } from "./read-memory-file.ts";
import type { MemoryStores } from "./remember.ts";
import type { Summary } from "./summary-store.ts";

/** What people can do with the memory of a channel's conversation. Wrong input ends in a `UserError`. */
export interface MemoryService {
  pin(channelId: string, fact: PinnedBy & { readonly text: string }): Fact;
  /** Pins what a turn says. */
  pinTurn(channelId: string, turnId: string, by: PinnedBy): Fact;
  show(channelId: string): ShownMemory;
  /** What was said that fits, best first. */
  search(channelId: string, text: string, nowMs: number): readonly FoundTurn[];
  facts(channelId: string): readonly Fact[];
  /** A pinned fact, by its id or by what it says, word for word. */
  fact(channelId: string, given: string): Fact;
  edit(channelId: string, given: string, text: string): Fact;
  forget(channelId: string, given: string): Fact;
  /** Facts and summaries go; what was said stays. */
  clear(channelId: string): { readonly facts: number; readonly summaries: number };
  share(channelId: string, shared: boolean, adult: boolean): void;
  /** Has everything summed up that no summary stands for. Returns how many summaries were written. */
  summarize(channelId: string): Promise<number>;
  /** Takes the Memory and the Author's Note of a KoboldAI or SillyTavern file. */
  import(
    channelId: string,
    file: { readonly name: string; readonly bytes: Uint8Array },
    by: PinnedBy,
  ): { readonly facts: number; readonly note: boolean };
}

export interface PinnedBy {
  readonly authorId: string;
  readonly authorName: string;
  /** Null: for every character here. */
  readonly characterId: string | null;
}

export interface ShownMemory {
  readonly facts: readonly Fact[];
  readonly summaries: readonly Summary[];
  /** Turns that are taken in. */
  readonly turns: number;
  readonly shared: boolean;
}

export interface FoundTurn {
  readonly turnId: string;
  readonly speakerName: string;
  readonly at: number;
  readonly text: string;
}

export const factLimits = { text: 2000, facts: 100 } as const;
const mostFound = 8;

export class MemoryDesk implements MemoryService {
  readonly #store: ConversationStore;
  readonly #memory: MemoryStores;
  readonly #keeper: Pick<MemoryKeeper, "sumUpNow">;

  constructor(options: {
    readonly store: ConversationStore;
    readonly memory: MemoryStores;
    readonly keeper: Pick<MemoryKeeper, "sumUpNow">;
  }) {
    this.#store = options.store;
    this.#memory = options.memory;
    this.#keeper = options.keeper;
  }

  pin(channelId: string, { text, ...by }: PinnedBy & { readonly text: string }): Fact {
    return this.#pin(this.#conversation(channelId).id, checkFact(text), by, null);
  }

  pinTurn(channelId: string, turnId: string, by: PinnedBy): Fact {
    const conversation = this.#conversation(channelId);
    const turn = this.#store.turn(turnId);
    if (turn === undefined || turn.conversationId !== conversation.id || turn.text === "")
      throw new UserError(
        "memory-no-such-message",
        "This message is no part of the chat here, so there is nothing to pin.",
      );
    const text = `${turn.speakerName}: ${turn.text}`.slice(0, factLimits.text);
    return this.#pin(conversation.id, checkFact(text), by, turn.id);
  }

  show(channelId: string): ShownMemory {
    const { id } = this.#conversation(channelId);
    const range = this.#memory.recall.passages.range(id);
    return {
      facts: this.#memory.facts.facts(id, null),
      summaries: this.#memory.summaries.summaries(id),
      turns: range === undefined ? 0 : range.last - range.first + 1,
      shared: this.#memory.recall.isShared(id),
    };
  }

  search(channelId: string, text: string, nowMs: number): readonly FoundTurn[] {
    const { id, excludedBefore } = this.#conversation(channelId);
    const { recall } = this.#memory;
    const { passages } = recall;
    const ranked = searchTurns(passages, {
      conversationId: id,
      question: readQuestion({ text, speakers: passages.speakers(id), nowMs }),
      range: { first: excludedBefore + 1, last: Number.MAX_SAFE_INTEGER },
      most: mostFound,
    });
    const silent = recall.optedOut(ranked.map(({ passage }) => passage.authorId));
    const texts = recall.tell(ranked.map(({ passage }) => passage.turnId));
    return ranked
      .filter(({ passage }) => !silent.has(passage.authorId))
      .map(({ passage: { turnId, speakerName, at } }) => ({
        turnId,
        speakerName,
        at,
        text: texts.get(turnId)?.text ?? "",
      }));
  }

  facts(channelId: string): readonly Fact[] {
    const conversation = this.#store.ofChannel(channelId);
    return conversation === undefined ? [] : this.#memory.facts.facts(conversation.id, null);
  }

  fact(channelId: string, given: string): Fact {
    const pinned = this.#memory.facts.facts(this.#conversation(channelId).id, null);
    const wanted = given.trim().toLowerCase();
    const found =
      pinned.find(({ id }) => id === given) ??
      pinned.find(({ text }) => text.toLowerCase() === wanted);
    if (found !== undefined) return found;
    throw new UserError(
      "memory-no-such-fact",
      "This fact isn't pinned here. `/memory show` lists the ones that are.",
    );
  }

  edit(channelId: string, given: string, text: string): Fact {
    const fact = this.fact(channelId, given);
    const checked = checkFact(text);
    this.#memory.facts.edit(fact.id, checked);
    return { ...fact, text: checked };
  }

  forget(channelId: string, given: string): Fact {
    const fact = this.fact(channelId, given);
    this.#memory.facts.remove(fact.id);
    return fact;
  }

  clear(channelId: string): { readonly facts: number; readonly summaries: number } {
    const { id } = this.#conversation(channelId);
    return {
      facts: this.#memory.facts.clear(id, null),
      summaries: this.#memory.summaries.clear(id),
    };
  }

  share(channelId: string, shared: boolean, adult: boolean): void {
    const conversation = this.#conversation(channelId);
    if (shared && conversation.guildId === null)
      throw new UserError(
        "memory-not-shared-here",
        "Memory is shared among the channels of a server; this is a direct message.",
      );
    this.#memory.recall.share(conversation.id, shared, adult);
  }

  summarize(channelId: string): Promise<number> {
    return this.#keeper.sumUpNow(this.#conversation(channelId).id);
  }

  import(
    channelId: string,
    file: { readonly name: string; readonly bytes: Uint8Array },
    by: PinnedBy,
  ): { readonly facts: number; readonly note: boolean } {
    const { id } = this.#conversation(channelId);
    const { memory, note } = readMemoryFile(file.bytes, file.name);
    for (const text of memory) this.#pin(id, checkFact(text), by, null);
    if (note !== null) this.#store.setAuthorsNote(id, note, by.authorId);
    return { facts: memory.length, note: note !== null };
  }

  #pin(conversationId: string, text: string, by: PinnedBy, turnId: string | null): Fact {
    const pinned = this.#memory.facts.facts(conversationId, null);
    const same = pinned.find((fact) => fact.text === text && fact.characterId === by.characterId);
    if (same !== undefined) return same;
    if (pinned.length >= factLimits.facts)
      throw new UserError(
        "memory-full",
        `${factLimits.facts} facts are pinned here, and no more can be. \`/memory forget\` makes room.`,
        { values: { count: factLimits.facts } },
      );
    return this.#memory.facts.pin({ conversationId, text, turnId, ...by });
  }

  #conversation(channelId: string) {
    return existingConversation(this.#store, channelId);
  }
}

function checkFact(text: string): string {
  const checked = text.trim();
  if (checked === "")
    throw new UserError("memory-fact-empty", "There is nothing to remember: the text is empty.");
  if (checked.length > factLimits.text)
    throw new UserError(
      "memory-fact-too-long",
      `The fact has ${checked.length} characters; the limit is ${factLimits.text}. Shorten it.`,
      { values: { length: checked.length, limit: factLimits.text } },
    );
  return checked;
}
