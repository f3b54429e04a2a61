import { randomUUID } from "node:crypto";
import { MemoryKeeper } from "../../../src/conversation/memory/memory-keeper.ts";
import { SummaryWriter } from "../../../src/conversation/memory/summary-writer.ts";
import { PrivacyDesk } from "../../../src/conversation/privacy/privacy-desk.ts";
import { createScriptedEmbedder } from "../../../src/generation/scripted-embedder.ts";
import { createScriptedEngine } from "../../../src/generation/scripted-engine.ts";
import { systemClock } from "../../../src/lib/clock.ts";
import { silentLogger } from "../../../src/lib/logger.ts";
import { createInProcessQueue } from "../../../src/queue/in-process-queue.ts";
import { createConversationStore } from "../../../src/store/conversation-store.ts";
import { type Database, openDatabase } from "../../../src/store/database.ts";
import { createRecallStore } from "../../../src/store/memory/recall-store.ts";
import { createSummaryStore } from "../../../src/store/memory/summary-store.ts";
import { createPrivacyStore } from "../../../src/store/privacy-store.ts";
import { placeSettingsDesk } from "../place-settings.ts";
import { sayLast } from "./populate.ts";
import { steppedDatabase } from "./stepped-database.ts";

/** What memory does behind people's backs, in the order in which a life has it. */
export const works = [
  "indexing",
  "embedding",
  "summarising",
  "re-embedding",
  "forgetting",
] as const;
export type Work = (typeof works)[number];

/** `promised`: it is written down, and owed to her from now on. */
export const forgettingSteps = ["promised", "gone from a chat", "gone"] as const;
export type ForgettingStep = (typeof forgettingSteps)[number];

export interface LifeOptions {
  readonly file: string;
  /** Called before statements, after transactions, and whenever a model is asked. */
  readonly step?: () => void;
  /** Called after each step of forgetting Ada. */
  readonly onForgetting?: (done: ForgettingStep) => void;
  /** An earlier run has written that down. */
  readonly promised?: boolean;
}

/** A bot's memory on a database file, with the real code and scripted models. */
export class MemoryLife implements Disposable {
  readonly database: Database;
  readonly #options: LifeOptions;
  readonly #step: () => void;

  constructor(options: LifeOptions) {
    this.#options = options;
    this.#step = options.step ?? (() => {});
    const { file } = options;
    const database = openDatabase({ file, logger: silentLogger, onStatement: this.#step });
    this.database = steppedDatabase(database, this.#step);
  }

  /** Begins a work, or goes on with what an earlier run left of it. Resolves when there is nothing left to do. */
  async run(work: Work): Promise<void> {
    if (work === "indexing") await this.#keep({ dimensions: null, contextSize: 0 });
    if (work === "embedding") await this.#keep({ dimensions: 16, contextSize: 0 });
    if (work === "summarising") await this.#keep({ dimensions: 16, contextSize: 8192 });
    if (work === "re-embedding") await this.#keep({ dimensions: 24, contextSize: 8192 });
    if (work === "forgetting") await this.#forget();
  }

  async #forget(): Promise<void> {
    const store = this.#conversations();
    // Somebody goes on talking, so that memory is at work meanwhile.
    for (const conversation of store.active()) sayLast(this.database, conversation, "meanwhile");
    const models = { dimensions: 24, contextSize: 8192 };
    await Promise.all([this.#keep(models), this.#forgetAda()]);
    for (const conversation of store.active()) sayLast(this.database, conversation, "afterwards");
    await this.#keep(models);
  }

  async #forgetAda(): Promise<void> {
    const { onForgetting, promised } = this.#options;
    const store = createPrivacyStore(this.database, { now: () => 1_000 });
    const desk = new PrivacyDesk({
      store: {
        ...store,
        askToForget: (userId) => {
          store.askToForget(userId);
          onForgetting?.("promised");
        },
        forgetIn: (conversationId, userId) => {
          const turns = store.forgetIn(conversationId, userId);
          onForgetting?.("gone from a chat");
          return turns;
        },
        forgetRest: (userId) => {
          store.forgetRest(userId);
          onForgetting?.("gone");
        },
      },
      queue: { discard: async () => {} },
      replies: { beginAgain: () => [], scheduleAll: () => {} },
      keeper: { beginAgain: async () => {} },
      retentionDays: 0,
      logger: silentLogger,
    });
    if (promised) await desk.resume();
    else await desk.forget("ada");
  }

  #conversations() {
    return createConversationStore(this.database, { newId: randomUUID, now: () => 1_000 });
  }

  async #keep(models: {
    readonly dimensions: number | null;
    readonly contextSize: number;
  }): Promise<void> {
    const embedder =
      models.dimensions === null
        ? undefined
        : createScriptedEmbedder({ dimensions: models.dimensions });
    await using engine = createScriptedEngine({
      // What it was asked: a summary that is out of date can't look right.
      replies: ({ prompt }) => {
        this.#step();
        return prompt.sections.at(-1)?.text.replaceAll("\n", " ") ?? "";
      },
      contextSize: 100_000,
    });
    await using queue = createInProcessQueue({ engine, clock: systemClock, logger: silentLogger });
    const store = this.#conversations();
    const keeper = new MemoryKeeper({
      recall: createRecallStore(this.database),
      embedder: embedder && {
        info: embedder.info,
        embed: (texts, signal) => {
          this.#step();
          return embedder.embed(texts, signal);
        },
        [Symbol.asyncDispose]: () => embedder[Symbol.asyncDispose](),
      },
      summaries: new SummaryWriter({
        store,
        summaries: createSummaryStore(this.database, { newId: randomUUID, now: () => 1_000 }),
        queue,
        modelContext: { size: () => models.contextSize, name: () => "scripted" },

        places: placeSettingsDesk(),
        logger: silentLogger,
      }),
      logger: silentLogger,
    });
    keeper.wakeAll(store.active());
    await keeper.idle();
    await keeper.close();
  }

  [Symbol.dispose](): void {
    this.database.close();
  }
}
