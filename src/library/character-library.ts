import { basename } from "node:path";
import { type FSWatcher, watch } from "chokidar";
import type { Avatar, CharacterLibrary, CharacterProblem } from "../conversation/ports.ts";
import { coerceError, UserError } from "../lib/errors.ts";
import type { Logger } from "../lib/logger.ts";
import type { Character } from "../roleplay/character/character.ts";
import { inEnglish } from "../roleplay/remarks.ts";
import { arrangeCards, type CardShelf, emptyShelf } from "./arrange-cards.ts";
import { AvatarCache } from "./avatar-cache.ts";
import { type CardFile, isCardFileName, readCardFiles, systemCode } from "./card-files.ts";

export interface CharacterLibraryOptions {
  /** The folder of cards; folders inside it aren't looked at. */
  readonly directory: string;
  readonly logger: Logger;
}

/** Characters from a folder that people edit while the bot runs. */
export interface FolderLibrary extends CharacterLibrary, AsyncDisposable {
  /**
   * Reads all cards and begins to watch the folder.
   *
   * @throws UserError `characters-folder` when there is no such folder.
   */
  start(): Promise<void>;
  /** Stops watching; what was read stays. Does nothing the second time. */
  close(): Promise<void>;
  /** Reads what has changed now, without waiting for the system to say so. */
  refresh(): Promise<void>;
  /** The file that a character was read from and the one that has its picture. */
  filesOf(id: string): { readonly card: string; readonly picture: string | undefined } | undefined;
  /** Calls `listener` after the folder's files have changed and were read. Returns how to stop that. */
  onChange(listener: () => void): () => void;
}

export function createCharacterLibrary(options: CharacterLibraryOptions): FolderLibrary {
  return new WatchedFolder(options);
}

/**
 * An event of the watcher only says that something happened; the folder itself is then read as a whole, so that lost,
 * doubled or reordered events do no harm. Unchanged files aren't read again.
 */
class WatchedFolder implements FolderLibrary {
  readonly #directory: string;
  readonly #logger: Logger;
  readonly #avatars: AvatarCache;
  readonly #listeners = new Set<() => void>();
  #files: ReadonlyMap<string, CardFile> = new Map();
  #shelf: CardShelf = emptyShelf;
  #watcher: FSWatcher | undefined;
  #reading: Promise<void> | undefined;
  #readAgain = false;

  constructor({ directory, logger }: CharacterLibraryOptions) {
    this.#directory = directory;
    this.#logger = logger;
    this.#avatars = new AvatarCache(directory);
  }

  async start(): Promise<void> {
    await this.#read();
    this.#watcher = await this.#watch();
    // What changed before the watcher was ready.
    await this.#read();
  }

  async close(): Promise<void> {
    await this.#watcher?.close();
    await this.#reading;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  list(): readonly Character[] {
    return [...this.#shelf.characters.values()]
      .map(({ character }) => character)
      .toSorted((a, b) => a.name.localeCompare(b.name) || a.id.localeCompare(b.id));
  }

  get(id: string): Character | undefined {
    return this.#shelf.characters.get(id)?.character;
  }

  problems(): readonly CharacterProblem[] {
    return [...this.#shelf.problems, ...this.#avatars.problems(this.#files)];
  }

  async avatar(id: string): Promise<Avatar | null> {
    const picture = this.#shelf.characters.get(id)?.picture;
    return picture === undefined ? null : this.#avatars.get(picture);
  }

  async refresh(): Promise<void> {
    this.#readSoon();
    await this.#reading;
  }

  filesOf(id: string): ReturnType<FolderLibrary["filesOf"]> {
    const shelved = this.#shelf.characters.get(id);
    return shelved && { card: shelved.file, picture: shelved.picture?.name };
  }

  async #watch(): Promise<FSWatcher> {
    const watcher = watch(this.#directory, {
      ignoreInitial: true,
      depth: 0,
      ignored: (path, status) => status?.isFile() === true && !isCardFileName(basename(path)),
      // An editor that writes a file in pieces would otherwise be reported for the first of them.
      awaitWriteFinish: { stabilityThreshold: 100, pollInterval: 20 },
    });
    // Without events the cards that were read still serve, for instance where the system has no watches left.
    watcher.on("error", (error) => {
      this.#logger.warn({ err: coerceError(error) }, "watching the characters folder failed");
    });
    watcher.on("all", () => this.#readSoon());
    await new Promise<void>((resolve) => {
      watcher.once("ready", resolve);
      watcher.once("error", () => resolve());
    });
    return watcher;
  }

  /** One reading at a time; events that come during one ask for one more. */
  #readSoon(): void {
    this.#readAgain = true;
    this.#reading ??= this.#readWhileAsked().finally(() => {
      this.#reading = undefined;
    });
  }

  async #readWhileAsked(): Promise<void> {
    while (this.#readAgain) {
      this.#readAgain = false;
      try {
        await this.#read();
      } catch (error) {
        this.#logger.warn({ err: coerceError(error) }, "reading the characters folder failed");
      }
    }
  }

  async #read(): Promise<void> {
    const before = this.#files;
    const files = await this.#readFiles(before);
    this.#files = new Map(files.map((file) => [file.name, file]));
    const changed = files.filter((file) => before.get(file.name) !== file);
    const removed = [...before.keys()].filter((name) => !this.#files.has(name));
    if (changed.length === 0 && removed.length === 0) return;
    this.#shelf = arrangeCards(files, this.#shelf);
    this.#avatars.keep(this.#files);
    this.#report(changed, removed);
    for (const listener of this.#listeners) listener();
  }

  async #readFiles(known: ReadonlyMap<string, CardFile>): Promise<readonly CardFile[]> {
    try {
      return await readCardFiles(this.#directory, known);
    } catch (error) {
      if (systemCode(error) === undefined) throw error;
      throw new UserError(
        "characters-folder",
        `The folder of characters ${this.#directory} can't be read. Make it and put character cards in it, or set CHARACTERS_DIR to another folder.`,
        { cause: error },
      );
    }
  }

  #report(changed: readonly CardFile[], removed: readonly string[]): void {
    const files = changed.map(({ name }) => name);
    this.#logger.info({ files, removed, characters: this.#shelf.characters.size }, "cards read");
    for (const { content } of changed)
      if (content.kind === "card" && content.warnings.length > 0)
        this.#logger.info(
          { warnings: content.warnings.map(inEnglish) },
          "a card is odd and was read nevertheless",
        );
    for (const { file, what } of this.#shelf.problems)
      if (files.includes(file))
        this.#logger.warn({ file, problem: inEnglish(what) }, "a card can't be used");
  }
}
