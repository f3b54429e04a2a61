import type { EntryRef, InactiveReason } from "./activation.ts";

/** An entry that wants room. */
export interface RoomRequest {
  readonly ref: EntryRef;
  readonly bookId: string;
  readonly tokens: number;
  readonly ignoreBudget: boolean;
  /** Its author said how much it matters; null when not. */
  readonly priority: number | null;
  /** Makes room for any other. */
  readonly yields: boolean;
}

export type Room =
  | { readonly granted: true; readonly displaced: readonly EntryRef[] }
  | { readonly granted: false; readonly reason: Extract<InactiveReason, { kind: "budget" }> };

/**
 * Hands out the token budget: one for all books and one for each book that has its own. As in SillyTavern, the first
 * entry that doesn't fit closes the budget for those after it. As in V2 and V3, an entry with a priority takes the room
 * of entries with a lower one.
 */
export class TokenAllowance {
  readonly #total: number;
  readonly #perBook: ReadonlyMap<string, number>;
  readonly #granted = new Set<RoomRequest>();
  readonly #usedPerBook = new Map<string, number>();
  readonly #closedBooks = new Set<string>();
  #closed = false;
  #used = 0;
  /** At most the lowest priority that was granted. */
  #lowest = Number.POSITIVE_INFINITY;
  /** How many were granted that make room for any other. */
  #yielding = 0;

  /** Infinity where there is no limit. */
  constructor(total: number, perBook: ReadonlyMap<string, number>) {
    this.#total = total;
    this.#perBook = perBook;
  }

  /** The budget of all books is closed. */
  get overflowed(): boolean {
    return this.#closed;
  }

  get usedTokens(): number {
    return this.#used;
  }

  request(wanted: RoomRequest): Room {
    if (wanted.ignoreBudget) return this.#grant(wanted, []);
    const { bookId, tokens } = wanted;
    const left = this.#left(bookId);
    if (
      !this.#closed &&
      !this.#closedBooks.has(bookId) &&
      tokens <= Math.min(left.total, left.book)
    ) {
      return this.#grant(wanted, []);
    }
    const displaced = this.#lesser(wanted, left);
    if (displaced !== undefined) return this.#grant(wanted, displaced);
    const scope = this.#closed || tokens > left.total ? "total" : "book";
    if (scope === "total") this.#closed = true;
    else this.#closedBooks.add(bookId);
    const room = Math.max(0, scope === "total" ? left.total : left.book);
    return { granted: false, reason: { kind: "budget", scope, tokens, left: room } };
  }

  #left(bookId: string): { total: number; book: number } {
    const bookTotal = this.#perBook.get(bookId) ?? Number.POSITIVE_INFINITY;
    return {
      total: this.#total - this.#used,
      book: bookTotal - (this.#usedPerBook.get(bookId) ?? 0),
    };
  }

  /** The entries that have to go so that this one fits, least important first; undefined when that isn't enough. */
  #lesser(wanted: RoomRequest, left: { total: number; book: number }): RoomRequest[] | undefined {
    // Requests mostly come best first, and then there is no lesser one to look for.
    if (!wanted.yields && this.#yielding === 0 && (wanted.priority ?? -Infinity) <= this.#lowest) {
      return undefined;
    }
    const lesser = [...this.#granted]
      .filter((room) => !room.ignoreBudget && isLesser(room, wanted))
      .sort((one, other) => rank(one) - rank(other));
    const chosen: RoomRequest[] = [];
    for (const room of lesser) {
      const short = wanted.tokens - left.total - sum(chosen);
      const ownBook = chosen.filter(({ bookId }) => bookId === wanted.bookId);
      const bookShort = wanted.tokens - left.book - sum(ownBook);
      if (short <= 0 && bookShort <= 0) break;
      if (short > 0 || room.bookId === wanted.bookId) chosen.push(room);
    }
    const ownBook = chosen.filter(({ bookId }) => bookId === wanted.bookId);
    const fits =
      chosen.length > 0 &&
      wanted.tokens <= left.total + sum(chosen) &&
      wanted.tokens <= left.book + sum(ownBook);
    return fits ? chosen : undefined;
  }

  #grant(wanted: RoomRequest, displaced: readonly RoomRequest[]): Room {
    for (const room of displaced) {
      this.#granted.delete(room);
      this.#charge(room.bookId, -room.tokens);
    }
    this.#granted.add(wanted);
    if (wanted.yields) this.#yielding += 1;
    this.#lowest = Math.min(this.#lowest, wanted.priority ?? this.#lowest);
    this.#charge(wanted.bookId, wanted.tokens);
    return { granted: true, displaced: displaced.map(({ ref }) => ref) };
  }

  #charge(bookId: string, tokens: number): void {
    this.#used += tokens;
    this.#usedPerBook.set(bookId, (this.#usedPerBook.get(bookId) ?? 0) + tokens);
  }
}

function isLesser(room: RoomRequest, wanted: RoomRequest): boolean {
  if (room.yields !== wanted.yields) return room.yields;
  return room.priority !== null && wanted.priority !== null && room.priority < wanted.priority;
}

function rank({ yields, priority }: RoomRequest): number {
  return yields ? Number.NEGATIVE_INFINITY : (priority ?? 0);
}

function sum(rooms: readonly RoomRequest[]): number {
  return rooms.reduce((total, room) => total + room.tokens, 0);
}
