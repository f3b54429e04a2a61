/** A lorebook that someone imported or wrote here, without its content. */
export interface LorebookSummary {
  readonly id: string;
  readonly name: string;
  /** Discord id of who brought it. */
  readonly ownerId: string;
  readonly scope: LorebookScope;
  /** Rises with each change of the content. */
  readonly revision: number;
  /** Size of the content, in UTF-8. */
  readonly bytes: number;
}

/** Who may attach a book: every conversation of a server, or one alone. */
export type LorebookScope =
  | { readonly kind: "guild"; readonly guildId: string }
  | { readonly kind: "conversation"; readonly conversationId: string };

export interface StoredLorebook extends LorebookSummary {
  /** The file as it was imported: JSON of any format that is read. */
  readonly content: string;
}

export type NewLorebook = Pick<StoredLorebook, "name" | "ownerId" | "scope" | "content">;

/** The lorebooks that people brought. Calls are synchronous and durable; each is one transaction. */
export interface LorebookStore {
  add(book: NewLorebook): LorebookSummary;
  /** Gives a book another content. Undefined when there is no such book: then nothing changes. */
  replace(id: string, content: string): LorebookSummary | undefined;
  /** False when there is no such book. */
  rename(id: string, name: string): boolean;
  /** Takes a book away, and out of every conversation. False when there is no such book. */
  remove(id: string): boolean;
  get(id: string): StoredLorebook | undefined;
  /** The books that a conversation may use, by name. Without a conversation: the server's. */
  visible(place: LorebookPlace): readonly LorebookSummary[];
  /** False when it was attached before. */
  attach(conversationId: string, lorebookId: string): boolean;
  /** False when it wasn't attached. */
  detach(conversationId: string, lorebookId: string): boolean;
  /** In the order in which they were attached. */
  attached(conversationId: string): readonly LorebookSummary[];
}

export interface LorebookPlace {
  readonly guildId: string | null;
  readonly conversationId: string | null;
}
