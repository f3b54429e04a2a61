import type { Remark } from "../../lib/remark.ts";
import type { EntryReport } from "../../roleplay/lorebook/activation.ts";
import type { LorebookSummary } from "./lorebook-store.ts";

/** What people can do with lorebooks, whatever the front end. Wrong input ends in a `UserError`. */
export interface LoreService {
  overview(place: LorePlaceOfPeople): LoreOverview;
  /** False when it was attached before. */
  attach(place: LorePlaceOfPeople, lorebookId: string): boolean;
  /** False when it wasn't attached. */
  detach(place: LorePlaceOfPeople, lorebookId: string): boolean;
  /** Stores a book and attaches it to the channel's conversation, where there is one. */
  import(place: LorePlaceOfPeople, file: LorebookFile): ImportedLorebook;
  /** Adds an entry to a book; null: to the conversation's own, which is made and attached on first use. */
  addEntry(
    place: LorePlaceOfPeople,
    lorebookId: string | null,
    entry: NewLoreEntry,
  ): { readonly book: LorebookSummary; readonly title: string };
  /** The book of a card has the id that {@link LoreOverview.ownBook} says. */
  export(place: LorePlaceOfPeople, lorebookId: string, format: LoreExportFormat): LoreExport;
  /** What the next reply would get of the books if someone said `text` now. Changes nothing. */
  test(place: LorePlaceOfPeople, said: SupposedWords): LoreTest;
}

/** What someone might say next. */
export interface SupposedWords {
  readonly personId: string;
  readonly by: string;
  readonly text: string;
}

/** Where a person is. */
export interface LorePlaceOfPeople {
  readonly channelId: string;
  /** Null in direct messages. */
  readonly guildId: string | null;
}

export interface LoreOverview {
  /** Every book that may be attached here, by name. */
  readonly visible: readonly LorebookSummary[];
  /** Ids of those that take part in the channel's conversation. */
  readonly attachedIds: ReadonlySet<string>;
  /** The one in the character's card. */
  readonly ownBook: { readonly id: string; readonly name: string; readonly entries: number } | null;
}

export interface LorebookFile {
  readonly fileName: string;
  readonly bytes: Uint8Array;
  readonly ownerId: string;
  /** For every chat of the server, or for the channel's conversation alone. */
  readonly scope: "server" | "chat";
  /** Take the place of the book of this name, if there is one. */
  readonly replace: boolean;
}

export interface ImportedLorebook {
  readonly book: LorebookSummary;
  readonly entries: number;
  readonly warnings: readonly Remark[];
  readonly replaced: boolean;
  readonly attached: boolean;
}

export interface NewLoreEntry {
  readonly authorId: string;
  readonly title: string;
  /** Empty: the entry is always active. */
  readonly keys: readonly string[];
  /** When there are some, one of them must be there too. */
  readonly secondaryKeys: readonly string[];
  readonly content: string;
  readonly insertionOrder: number;
}

/** `v3`: a file of its own as the V3 specification has it. `original`: as it was imported. */
export type LoreExportFormat = "v3" | "sillytavern" | "original";

export interface LoreExport {
  readonly fileName: string;
  readonly bytes: Uint8Array;
}

export interface LoreTest {
  readonly entries: readonly (EntryReport & { readonly bookName: string })[];
  /** Estimated, of the active entries. */
  readonly tokens: number;
  readonly warnings: readonly Remark[];
}
