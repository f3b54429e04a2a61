import type { BotFiles } from "../../src/app/open-files.ts";

/** One call of a store: when it began, and how long it took, in milliseconds. */
export interface StoreCall {
  readonly at: number;
  readonly ms: number;
}

/** Watches how long the bot's stores take: all that SQLite does is synchronous and behind them. */
export class SqliteTime {
  #calls: StoreCall[] = [];
  #files: BotFiles | undefined;

  /** The same files, with every call of a store noted. */
  watch(files: BotFiles): BotFiles {
    this.#files = files;
    const stores = Object.entries(files).filter(
      ([name]) => !["database", "library", "cards"].includes(name),
    );
    return {
      ...files,
      ...Object.fromEntries(stores.map(([name, store]) => [name, this.#timed(store)])),
    };
  }

  /** Forgets what was noted so far. */
  start(): void {
    this.#calls = [];
  }

  /** Since the start, the earliest first. */
  calls(): readonly StoreCall[] {
    return this.#calls;
  }

  /** Puts so many turns into a channel's conversation, past the bot. */
  fill(channelId: string, turns: number): void {
    const files = this.#files;
    const conversation = files?.store.ofChannel(channelId);
    if (files === undefined || conversation === undefined)
      throw new Error("there is no conversation to fill");
    files.database.write(() => {
      for (let turn = 0; turn < turns; turn++)
        files.store.hear(
          {
            conversationId: conversation.id,
            messageId: `fill-${turn}`,
            channelId,
            authorId: "filler",
            speakerName: "Tom",
            text: `It is the ${turn}. evening at the inn, and it rains.`,
          },
          null,
        );
    });
  }

  /** Whether every turn has been answered and shown. */
  get isQuiet(): boolean {
    const files = this.#files;
    return files !== undefined && files.store.owedTurns().length === 0;
  }

  #timed<T extends object>(store: T): T {
    return new Proxy(store, {
      get: (target, name) => {
        const value: unknown = Reflect.get(target, name);
        // Some stores are several, as that of memory is.
        if (typeof value === "object" && value !== null) return this.#timed(value);
        if (typeof value !== "function") return value;
        return (...input: unknown[]) => {
          const at = performance.now();
          try {
            return value.apply(target, input);
          } finally {
            this.#calls.push({ at, ms: performance.now() - at });
          }
        };
      },
    });
  }
}
