/** What somebody wanted to be kept in mind. */
export interface Fact {
  readonly id: string;
  readonly conversationId: string;
  /** Null: every character of the conversation knows it. */
  readonly characterId: string | null;
  readonly text: string;
  /** Who pinned it. */
  readonly authorId: string;
  readonly authorName: string;
  /** The turn that said it; null when it was written down without one. */
  readonly turnId: string | null;
}

export type NewFact = Omit<Fact, "id">;

/** Facts of conversations, oldest first. Each call is one transaction, durable when it returns. */
export interface FactStore {
  pin(fact: NewFact): Fact;
  /** Those that a prompt of a character may hold: none of people who opted out, nor what was pinned of their turns. */
  known(conversationId: string, characterId: string): readonly Fact[];
  /** Those for a character; with null, all. */
  facts(conversationId: string, characterId: string | null): readonly Fact[];
  fact(id: string): Fact | undefined;
  /** False when it is gone. */
  edit(id: string, text: string): boolean;
  /** False when it was gone. */
  remove(id: string): boolean;
  /** Takes all facts of a conversation away; with a user, those that this one pinned. Returns how many there were. */
  clear(conversationId: string, authorId: string | null): number;
}
