import type { ActivationInput, AttachedBook, BookSource, EntryRef } from "./activation.ts";
import { compareIds } from "./book-reading.ts";
import {
  byImportance,
  type CompiledBook,
  type CompiledEntry,
  compileBook,
} from "./compile-book.ts";
import { type EntryStanding, standingOf } from "./entry-gates.ts";
import type { LoreState } from "./timed-effects.ts";

/** An entry that takes part in one activation. */
export interface Candidate {
  readonly ref: EntryRef;
  readonly attached: AttachedBook;
  readonly bookIndex: number;
  readonly compiled: CompiledEntry;
  readonly standing: EntryStanding;
  /** What its book, or else the settings, say about recursion. */
  readonly recursive: boolean;
}

export interface CandidateBooks {
  /** By `bookIndex`. */
  readonly books: readonly CompiledBook[];
  /** The one that the budget serves first comes first; the order within the files plays no part. */
  readonly candidates: readonly Candidate[];
}

export function entryRef(bookId: string, entryId: string): EntryRef {
  return `${bookId}/${entryId}`;
}

/** All entries of all books. `state` is already that of this turn. */
export function listCandidates(input: ActivationInput, state: LoreState): CandidateBooks {
  const { books: attachedBooks, chat, settings } = input;
  const books = attachedBooks.map(({ book }) => compileBook(book, settings));
  const candidates = attachedBooks.flatMap((attached, bookIndex) =>
    (books[bookIndex]?.entries ?? []).map((compiled): Candidate => {
      const ref = entryRef(attached.id, compiled.entry.id);
      const standing = standingOf(ref, compiled, chat, state);
      const recursive = attached.book.recursiveScanning ?? settings.recursive;
      return { ref, attached, bookIndex, compiled, standing, recursive };
    }),
  );
  const rankOf = sourceRanks(settings.insertionStrategy);
  return { books, candidates: candidates.sort((one, other) => byRank(one, other, rankOf)) };
}

/** Which of two books is served first. A conversation's own comes first, then the persona's. */
function sourceRanks(
  strategy: ActivationInput["settings"]["insertionStrategy"],
): (source: BookSource) => number {
  const ranks: Record<BookSource, number> = {
    conversation: 0,
    persona: 1,
    character: strategy === "sharedFirst" ? 3 : 2,
    shared: strategy === "characterFirst" ? 3 : 2,
  };
  return (source) => ranks[source];
}

/** Books are served one after another, but what yields to all others comes last whichever book it is in. */
function byRank(one: Candidate, other: Candidate, rankOf: (source: BookSource) => number): number {
  return (
    yielding(one) - yielding(other) ||
    rankOf(one.attached.source) - rankOf(other.attached.source) ||
    byImportance(one.compiled, other.compiled) ||
    byIdentity(one, other)
  );
}

/** Reading order: lower insertion orders stand higher in the prompt. */
export function byInsertionOrder(one: Candidate, other: Candidate): number {
  return (
    one.compiled.entry.insertionOrder - other.compiled.entry.insertionOrder ||
    byIdentity(one, other)
  );
}

function yielding({ compiled }: Candidate): number {
  return compiled.decorators.ignoreOnMaxContext ? 1 : 0;
}

function byIdentity(one: Candidate, other: Candidate): number {
  return (
    (one.bookIndex === other.bookIndex ? 0 : compareIds(one.attached.id, other.attached.id)) ||
    one.compiled.rank - other.compiled.rank
  );
}
