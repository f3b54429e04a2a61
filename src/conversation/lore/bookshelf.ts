import { UserError } from "../../lib/errors.ts";
import type { Logger } from "../../lib/logger.ts";
import type { Character } from "../../roleplay/character/character.ts";
import type { AttachedBook } from "../../roleplay/lorebook/activation.ts";
import type { ReadLorebook } from "../../roleplay/lorebook/book-reading.ts";
import { readCharacterBook } from "../../roleplay/lorebook/read-character-book.ts";
import type { Conversation } from "../ports.ts";
import type { LorebookStore, LorebookSummary } from "./lorebook-store.ts";
import { parseLorebook } from "./parse-lorebook.ts";

/** A book that takes part in a conversation, with its name. */
export interface ShelvedBook extends AttachedBook {
  readonly name: string;
}

/** Parsed books in memory; the least recently used go first. */
const mostParsedBooks = 64;

/**
 * The lorebooks of conversations, parsed. A book is parsed once for as long as it stays the same, and the same object is
 * given out again, because what is compiled from it is kept by the object's identity.
 */
export class Bookshelf {
  readonly #store: Pick<LorebookStore, "attached" | "get">;
  readonly #logger: Logger;
  readonly #parsed = new Map<string, { readonly revision: number; readonly read: ReadLorebook }>();
  readonly #ofCards = new WeakMap<object, ReadLorebook | null>();

  constructor(store: Pick<LorebookStore, "attached" | "get">, logger: Logger) {
    this.#store = store;
    this.#logger = logger;
  }

  /** The character's own book and the attached ones. One that can't be read is left out. */
  booksFor(conversation: Pick<Conversation, "id">, character: Character): readonly ShelvedBook[] {
    const own = this.ownBook(character);
    const attached = this.#store.attached(conversation.id).flatMap((summary): ShelvedBook[] => {
      const read = this.#readAttached(summary);
      if (read === undefined) return [];
      const source = summary.scope.kind === "guild" ? "shared" : "conversation";
      return [{ id: summary.id, name: summary.name, source, book: read.book }];
    });
    if (own === undefined) return attached;
    const name = own.book.name || character.name;
    return [{ id: ownBookId(character), name, source: "character", book: own.book }, ...attached];
  }

  /** The book in the character's card; undefined when there is none or it can't be read. */
  ownBook(character: Character): ReadLorebook | undefined {
    const { characterBook } = character;
    if (typeof characterBook !== "object" || characterBook === null) return undefined;
    const known = this.#ofCards.get(characterBook);
    if (known !== undefined) return known ?? undefined;
    const read = this.#attempt(() => readCharacterBook(characterBook), { card: character.id });
    this.#ofCards.set(characterBook, read ?? null);
    return read;
  }

  /** @throws UserError when the book can't be read, or was deleted. */
  read(summary: LorebookSummary): ReadLorebook {
    const known = this.#parsed.get(summary.id);
    if (known?.revision === summary.revision) {
      this.#keep(summary, known.read);
      return known.read;
    }
    const stored = this.#store.get(summary.id);
    if (stored === undefined)
      throw new UserError("no-such-lorebook", `The lorebook "${summary.name}" is gone.`);
    const read = parseLorebook(stored.content, stored.name);
    this.#keep(stored, read);
    return read;
  }

  #readAttached(summary: LorebookSummary): ReadLorebook | undefined {
    return this.#attempt(() => this.read(summary), { lorebookId: summary.id });
  }

  #attempt(read: () => ReadLorebook, fields: object): ReadLorebook | undefined {
    try {
      return read();
    } catch (thrown) {
      if (!(thrown instanceof UserError)) throw thrown;
      this.#logger.warn({ ...fields, problem: thrown.message }, "a lorebook can't be used");
      return undefined;
    }
  }

  #keep({ id, revision }: LorebookSummary, read: ReadLorebook): void {
    this.#parsed.delete(id);
    this.#parsed.set(id, { revision, read });
    const [oldest] = this.#parsed.keys();
    if (this.#parsed.size > mostParsedBooks && oldest !== undefined) this.#parsed.delete(oldest);
  }
}

/** Stays the same over edits of the card, so that timed effects go on. */
export function ownBookId(character: Character): string {
  return `card:${character.id}`;
}
