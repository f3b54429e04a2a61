import type { Clock } from "../../lib/clock.ts";
import { UserError } from "../../lib/errors.ts";
import type { Character } from "../../roleplay/character/character.ts";
import type { ReadLorebook } from "../../roleplay/lorebook/book-reading.ts";
import { blankLorebook } from "../../roleplay/lorebook/lorebook.ts";
import { pictureLorebook } from "../../roleplay/lorebook/picture-lorebook.ts";
import type { RequestSettings } from "../build-request.ts";
import { existingConversation } from "../existing-conversation.ts";
import type { ModelContext } from "../model-context.ts";
import type { PersonaStore } from "../personas/persona-store.ts";
import type { CharacterLibrary, Conversation, ConversationStore, Turn } from "../ports.ts";
import type { SceneStore } from "../scene/scene-store.ts";
import { setScene } from "../scene/set-scene.ts";
import { type Bookshelf, ownBookId } from "./bookshelf.ts";
import { bookWithEntry, writeBook, writtenEntry } from "./edit-lorebook.ts";
import { longestBookName } from "./lore-editor.ts";
import { loreOfScene } from "./lore-of-scene.ts";
import type {
  ImportedLorebook,
  LorebookFile,
  LoreExport,
  LoreExportFormat,
  LoreOverview,
  LorePlaceOfPeople,
  LoreService,
  LoreTest,
  NewLoreEntry,
  SupposedWords,
} from "./lore-service.ts";
import type { LorebookScope, LorebookStore, LorebookSummary } from "./lorebook-store.ts";
import { parseLorebook } from "./parse-lorebook.ts";

export interface LoreDeskOptions {
  readonly store: ConversationStore;
  readonly lorebooks: LorebookStore;
  readonly shelf: Bookshelf;
  readonly library: Pick<CharacterLibrary, "get">;
  readonly modelContext: Pick<ModelContext, "size" | "name">;
  readonly scenes: SceneStore;
  readonly personas: Pick<PersonaStore, "get">;
  readonly settings: Pick<RequestSettings, "timeZone" | "locale" | "maxReplyTokens" | "lore">;
  readonly clock: Pick<Clock, "now">;
}

/** Most books in one conversation: each is searched for every reply. */
const mostAttached = 20;
/** Most books of one server or conversation. */
const mostBooks = 200;

/** The lorebooks of a bot as people handle them. */
export class LoreDesk implements LoreService {
  readonly #options: LoreDeskOptions;

  constructor(options: LoreDeskOptions) {
    this.#options = options;
  }

  overview(place: LorePlaceOfPeople): LoreOverview {
    const { store, lorebooks, shelf } = this.#options;
    const conversation = store.ofChannel(place.channelId);
    const character = conversation && this.#characterOf(conversation);
    const own = character && shelf.ownBook(character)?.book;
    return {
      visible: this.#visible(place, conversation),
      attachedIds: new Set(
        conversation ? lorebooks.attached(conversation.id).map(({ id }) => id) : [],
      ),
      ownBook:
        character && own
          ? {
              id: ownBookId(character),
              name: own.name || character.name,
              entries: own.entries.length,
            }
          : null,
    };
  }

  attach(place: LorePlaceOfPeople, lorebookId: string): boolean {
    const { store, lorebooks } = this.#options;
    const conversation = existingConversation(store, place.channelId);
    const book = this.#book(place, lorebookId);
    this.#requireRoom(conversation, book.id);
    return lorebooks.attach(conversation.id, book.id);
  }

  detach(place: LorePlaceOfPeople, lorebookId: string): boolean {
    const { store, lorebooks } = this.#options;
    const conversation = existingConversation(store, place.channelId);
    return lorebooks.detach(conversation.id, lorebookId);
  }

  import(place: LorePlaceOfPeople, file: LorebookFile): ImportedLorebook {
    const { store, lorebooks } = this.#options;
    const { fileName, ownerId } = file;
    const content = pictureLorebook(file.bytes) ?? decodeText(file.bytes, fileName);
    const { book: parsed, warnings } = parseLorebook(content, fileName);
    const name = nameOf(parsed.name, fileName);
    const conversation = store.ofChannel(place.channelId);
    const scope = scopeOf(place, conversation, file.scope);
    const others = this.#visible(place, conversation).filter(
      (book) => book.scope.kind === scope.kind,
    );
    const known = others.find((book) => book.name === name);
    if (known !== undefined && !file.replace)
      throw new UserError(
        "lorebook-exists",
        `${fileName}: there is a lorebook "${name}" already. Import it with \`replace\` to put this one in its place, or give the book in the file another name.`,
        { values: { name } },
      );
    if (known === undefined && others.length >= mostBooks) throw tooMany(mostBooks);
    if (conversation !== undefined) this.#requireRoom(conversation, known?.id);
    const book =
      (known && lorebooks.replace(known.id, content)) ??
      lorebooks.add({ name, ownerId, scope, content });
    if (conversation !== undefined) lorebooks.attach(conversation.id, book.id);
    return {
      book,
      entries: parsed.entries.length,
      warnings,
      replaced: known !== undefined,
      attached: conversation !== undefined,
    };
  }

  addEntry(
    place: LorePlaceOfPeople,
    lorebookId: string | null,
    entry: NewLoreEntry,
  ): { readonly book: LorebookSummary; readonly title: string } {
    const { lorebooks, shelf } = this.#options;
    const written = writtenEntry(entry);
    const book = lorebookId === null ? this.#ownNotes(place, entry) : this.#book(place, lorebookId);
    const { changed, title } = bookWithEntry(shelf.read(book).book, written);
    const content = writeBook(changed);
    // As strict as an import: what can't be read again must not be stored.
    parseLorebook(content, book.name);
    return { book: lorebooks.replace(book.id, content) ?? book, title };
  }

  export(place: LorePlaceOfPeople, lorebookId: string, format: LoreExportFormat): LoreExport {
    const { lorebooks, shelf } = this.#options;
    const own = this.#ownBook(place, lorebookId);
    if (own !== undefined) return exported(own.name, writeBook(own.read.book, format));
    const book = this.#book(place, lorebookId);
    const original = format === "original" ? lorebooks.get(book.id)?.content : undefined;
    return exported(book.name, original ?? writeBook(shelf.read(book).book, format));
  }

  test(place: LorePlaceOfPeople, said: SupposedWords): LoreTest {
    const { store, shelf, modelContext } = this.#options;
    const conversation = existingConversation(store, place.channelId);
    const character = this.#characterOf(conversation);
    if (character === undefined)
      throw new UserError("character-missing", "The card of this chat's character is missing.");
    const turn = {
      id: `test ${said.text}`,
      conversationId: conversation.id,
      position: Number.MAX_SAFE_INTEGER,
    };
    const input = {
      ...this.#options,
      books: shelf,
      turn,
      conversation,
      character,
      cast: [character],
      generation: "normal",
      modelName: modelContext.name(),
      contextSize: modelContext.size(),
      nowMs: this.#options.clock.now(),
    } as const;
    const lore = loreOfScene(input, setScene({ ...input, supposed: supposedTurn(turn, said) }));
    if (lore === undefined)
      throw new UserError(
        "no-lorebooks",
        "No lorebook takes part in this chat. `/lore import` and `/lore attach` bring one in.",
      );
    const { entries, tokens, warnings } = lore.activation;
    const bookNames = new Map(lore.books.map(({ id, name }) => [id, name]));
    return {
      entries: entries.map((entry) => ({ ...entry, bookName: bookNames.get(entry.bookId) ?? "" })),
      tokens,
      warnings,
    };
  }

  #visible(
    { guildId }: LorePlaceOfPeople,
    conversation: Conversation | undefined,
  ): readonly LorebookSummary[] {
    return this.#options.lorebooks.visible({ guildId, conversationId: conversation?.id ?? null });
  }

  /** A book that may be used here, by its id. */
  #book(place: LorePlaceOfPeople, id: string): LorebookSummary {
    const conversation = this.#options.store.ofChannel(place.channelId);
    const book = this.#visible(place, conversation).find((each) => each.id === id);
    if (book === undefined)
      throw new UserError(
        "no-such-lorebook",
        "There is no such lorebook here. `/lore list` shows the ones there are.",
      );
    return book;
  }

  #ownBook(
    { channelId }: LorePlaceOfPeople,
    id: string,
  ): { readonly name: string; readonly read: ReadLorebook } | undefined {
    const conversation = this.#options.store.ofChannel(channelId);
    const character = conversation && this.#characterOf(conversation);
    if (character === undefined || ownBookId(character) !== id) return undefined;
    const read = this.#options.shelf.ownBook(character);
    return read && { name: read.book.name || character.name, read };
  }

  /** The conversation's own book, for entries that are written here. */
  #ownNotes(place: LorePlaceOfPeople, { authorId }: NewLoreEntry): LorebookSummary {
    const { store, lorebooks } = this.#options;
    const conversation = existingConversation(store, place.channelId);
    const name = "Lore of this chat";
    const known = lorebooks
      .visible({ guildId: null, conversationId: conversation.id })
      .find((book) => book.name === name);
    this.#requireRoom(conversation, known?.id);
    const book =
      known ??
      lorebooks.add({
        name,
        ownerId: authorId,
        scope: { kind: "conversation", conversationId: conversation.id },
        content: writeBook({ ...blankLorebook, name }),
      });
    lorebooks.attach(conversation.id, book.id);
    return book;
  }

  #requireRoom(conversation: Conversation, lorebookId: string | undefined): void {
    const attached = this.#options.lorebooks.attached(conversation.id);
    if (attached.length >= mostAttached && attached.every(({ id }) => id !== lorebookId))
      throw new UserError(
        "too-many-lorebooks-attached",
        `This chat has ${mostAttached} lorebooks, and no more are possible. \`/lore detach\` takes one away.`,
        { values: { limit: mostAttached } },
      );
  }

  #characterOf({ characterId }: Conversation): Character | undefined {
    return this.#options.library.get(characterId);
  }
}

function supposedTurn(
  { id, conversationId, position }: Pick<Turn, "id" | "conversationId" | "position">,
  { by, text, personId }: SupposedWords,
): Turn {
  return {
    id,
    conversationId,
    position: position - 1,
    kind: "user",
    authorId: personId,
    speakerName: by,
    personaId: null,
    state: "done",
    text,
    answersTurnId: null,
  };
}

function scopeOf(
  { guildId }: LorePlaceOfPeople,
  conversation: Conversation | undefined,
  wanted: LorebookFile["scope"],
): LorebookScope {
  if (wanted === "server" && guildId !== null) return { kind: "guild", guildId };
  if (conversation !== undefined) return { kind: "conversation", conversationId: conversation.id };
  throw new UserError(
    "no-conversation",
    "There is no chat in this channel yet that the book could be for. Start one with `/chat start`.",
  );
}

/** The book's own name, else the file's. */
function nameOf(given: string, fileName: string): string {
  const name = given.replace(/\s+/g, " ").trim() || fileName.replace(/\.[^.]*$/, "");
  return Array.from(name).slice(0, longestBookName).join("").trim() || "Lorebook";
}

function decodeText(bytes: Uint8Array, fileName: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    throw new UserError(
      "lorebook-not-text",
      `${fileName}: this is no text in UTF-8. Export the book as JSON, and import that.`,
      { cause: error, values: { file: fileName } },
    );
  }
}

function exported(name: string, content: string): LoreExport {
  const stem = name.replace(/[^\p{L}\p{N} _-]+/gu, "").trim() || "lorebook";
  return { fileName: `${stem}.json`, bytes: new TextEncoder().encode(content) };
}

function tooMany(limit: number): UserError {
  return new UserError(
    "too-many-lorebooks",
    `There are ${limit} lorebooks here, and no more are possible. Replace one of them instead.`,
    { values: { limit } },
  );
}
