import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { LlamaContextSequence, Token } from "node-llama-cpp";
import { coerceError } from "../../lib/errors.ts";
import type { Logger } from "../../lib/logger.ts";
import { makeStateFolder } from "./state-folders.ts";

/** What a sequence knew at some point, in a file. */
export interface KeptState {
  readonly key: string;
  readonly tokens: readonly Token[];
  readonly bytes: number;
  readonly file: string;
}

/**
 * Sequences' states in files, within a budget; the one unused for longest goes first. The files hold what was said, so
 * they lie in a folder that nobody else may enter, and go with the engine. What a killed process has left is removed by
 * the next one. The folder may be in memory (a tmpfs).
 */
export class KeptStates implements AsyncDisposable {
  readonly #folder: string;
  readonly #budgetBytes: number;
  readonly #logger: Logger;
  /** The one unused for longest coming first. */
  readonly #states = new Map<string, KeptState>();
  #files = 0;
  #bytes = 0;
  /** The disk doesn't take them. */
  #broken = false;

  private constructor(options: {
    readonly folder: string;
    readonly budgetBytes: number;
    readonly logger: Logger;
  }) {
    this.#folder = options.folder;
    this.#budgetBytes = options.budgetBytes;
    this.#logger = options.logger;
  }

  /** `parent`: where the folder is made. Rejects when that isn't possible. */
  static async open(options: {
    readonly parent: string;
    readonly budgetBytes: number;
    readonly logger: Logger;
  }): Promise<KeptStates> {
    return new KeptStates({ ...options, folder: await makeStateFolder(options.parent) });
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** All of them, the one unused for longest first. */
  all(): Iterable<KeptState> {
    return this.#states.values();
  }

  has(key: string): boolean {
    return this.#states.has(key);
  }

  /** Saves what an idle sequence knows, in place of what was kept under this key. Undefined when that isn't possible. */
  async keep(key: string, sequence: LlamaContextSequence): Promise<KeptState | undefined> {
    await this.drop(key);
    if (this.#broken) return undefined;
    const file = join(this.#folder, `${this.#files++}.state`);
    try {
      const tokens = sequence.contextTokens;
      const { fileSize } = await sequence.saveStateToFile(file);
      const state: KeptState = { key, tokens, bytes: fileSize, file };
      this.#states.set(key, state);
      this.#bytes += fileSize;
      await this.#keepToBudget();
      return this.#states.get(key);
    } catch (thrown) {
      // A full disk, most likely; chats go on, only slower.
      this.#broken = true;
      this.#logger.warn({ error: coerceError(thrown) }, "States of chats can't be kept any more");
      await rm(file, { force: true });
      return undefined;
    }
  }

  /** Puts a state into an idle sequence. False when its file is broken; then nothing is known of the sequence. */
  async restore(state: KeptState, sequence: LlamaContextSequence): Promise<boolean> {
    try {
      await sequence.loadStateFromFile(state.file, { acceptRisk: true });
    } catch (thrown) {
      this.#logger.warn({ error: coerceError(thrown) }, "The kept state of a chat is broken");
      await this.drop(state.key);
      return false;
    }
    // To the end: used just now.
    if (this.#states.delete(state.key)) this.#states.set(state.key, state);
    return true;
  }

  async drop(key: string): Promise<void> {
    const state = this.#states.get(key);
    if (state === undefined) return;
    this.#states.delete(key);
    this.#bytes -= state.bytes;
    await rm(state.file, { force: true });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#states.clear();
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #keepToBudget(): Promise<void> {
    for (const { key } of this.#states.values()) {
      if (this.#bytes <= this.#budgetBytes) return;
      await this.drop(key);
    }
  }
}
