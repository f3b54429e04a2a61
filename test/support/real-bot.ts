import { cpSync } from "node:fs";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { fixedModel } from "../../src/app/models/fixed-model.ts";
import type { OpenedEngine } from "../../src/app/open-engine.ts";
import { type BotFiles, openFiles } from "../../src/app/open-files.ts";
import type { Running } from "../../src/app/running.ts";
import { startBot } from "../../src/app/start-bot.ts";
import { startParts } from "../../src/app/start-parts.ts";
import { loadSettings } from "../../src/config/load-settings.ts";
import type { GenerationQueue } from "../../src/generation/generation-queue.ts";
import { createScriptedEngine, type ScriptedEngine } from "../../src/generation/scripted-engine.ts";
import type { ScriptedReplies } from "../../src/generation/scripted-reply.ts";
import type { TextEngine } from "../../src/generation/text-engine.ts";
import { type Clock, systemClock } from "../../src/lib/clock.ts";
import type { Closer } from "../../src/lib/closer.ts";
import { type Logger, silentLogger } from "../../src/lib/logger.ts";
import { createInProcessQueue } from "../../src/queue/in-process-queue.ts";
import type { ActorInChannel } from "../../src/simulator/actors/actor.ts";
import { createSimulator } from "../../src/simulator/create-simulator.ts";
import type { Simulator, SimulatorOptions } from "../../src/simulator/simulator.ts";
import type { SimMessage } from "../../src/simulator/world/records.ts";
import { expectLawful } from "./checked-simulator.ts";
import { discordSchemaCheck } from "./discord-schema-check.ts";
import { temporaryFolder } from "./temporary-folder.ts";

export interface StageOptions {
  /** What the scripted engine says. */
  readonly replies?: ScriptedReplies;
  /** A real engine in its place; the stage disposes of it. */
  readonly engine?: TextEngine;
  /** The same with its models. */
  readonly opened?: OpenedEngine;
  readonly simulator?: SimulatorOptions;
  readonly environment?: Readonly<Record<string, string>>;
  /** The bot's clock; the system's when left out. */
  readonly clock?: Clock;
  readonly logger?: Logger;
  /** What decides by chance; real dice when left out. */
  readonly dice?: () => number;
}

/**
 * The real bot, from the gateway to SQLite, on a simulator, with its files in a folder of its own. Only the engine may be
 * a scripted one. A violation of Discord's rules that the test doesn't forgive fails it.
 */
export class Stage {
  readonly simulator: Simulator;
  readonly folder: string;
  readonly engine: TextEngine;
  readonly #options: StageOptions;
  #running: Running | undefined;
  #files: BotFiles | undefined;

  private constructor(simulator: Simulator, folder: string, options: StageOptions) {
    this.simulator = simulator;
    this.folder = folder;
    this.#options = options;
    this.engine =
      options.opened?.engine ??
      options.engine ??
      createScriptedEngine({ replies: options.replies ?? "Of course.", contextSize: 100_000 });
  }

  static async open(options: StageOptions = {}): Promise<Stage> {
    const schemaCheck = discordSchemaCheck();
    const simulator = createSimulator({
      waitTimeoutMs: 20_000,
      ...(schemaCheck === undefined ? {} : { schemaCheck }),
      ...options.simulator,
    });
    const folder = temporaryFolder();
    // A copy: what a test imports or edits is no card that ships.
    cpSync("characters", join(folder.path, "characters"), { recursive: true });
    const stage = new Stage(await simulator.start(), folder.path, options);
    onTestFinished(async () => {
      await stage.stopBot();
      await stage.engine[Symbol.asyncDispose]();
      await simulator.stop();
      folder[Symbol.dispose]();
      expectLawful(simulator);
    });
    await stage.startBot();
    return stage;
  }

  get scripted(): ScriptedEngine {
    return this.engine as ScriptedEngine;
  }

  get running(): Running {
    if (this.#running === undefined) throw new Error("the bot isn't running");
    return this.#running;
  }

  /** What the running bot has on disk. */
  get files(): BotFiles {
    if (this.#files === undefined) throw new Error("the bot isn't running");
    return this.#files;
  }

  /** Starts the bot, again if it was stopped before: with the same files and an empty queue. */
  async startBot(environment: Readonly<Record<string, string>> = {}): Promise<void> {
    const settings = loadSettings({
      DISCORD_API_BASE: this.simulator.apiBase,
      DISCORD_CDN_BASE: this.simulator.cdnBase,
      DATABASE_FILE: join(this.folder, "hearthside.db"),
      CHARACTERS_DIR: join(this.folder, "characters"),
      SHUTDOWN_TIMEOUT_MS: "1",
      // In these tests each message gets its own reply, unless a test says otherwise.
      PLACE_DEFAULTS: '{"together":false}',
      ...this.#options.environment,
      ...environment,
    });
    const context = {
      logger: this.#options.logger ?? silentLogger,
      clock: this.#options.clock ?? systemClock,
      print: () => {},
      signal: new AbortController().signal,
    };
    this.#running = await startParts(async (closer, fail) => {
      const queue = this.#openQueue(closer);
      const models = this.#options.opened?.control ?? fixedModel(this.engine.info);
      const files = await openFiles(settings, context, closer);
      this.#files = files;
      const token = settings.DISCORD_TOKEN ?? this.simulator.token;
      await startBot({
        settings,
        context,
        openQueue: async () => ({ queue, models }),
        files,
        token,
        hurry: true,
        ...(this.#options.dice && { dice: this.#options.dice }),
        closer,
        fail,
      });
    });
  }

  async stopBot(): Promise<void> {
    await this.#running?.stop();
    this.#running = undefined;
  }

  /** From now on the database can't grow: SQLite's own limit gives the same answer as a disk without space. */
  fillDisk(): void {
    const [size] = this.#pragma<{ page_count: number }>("page_count");
    this.#pragma(`max_page_count = ${size?.page_count}`);
  }

  freeDisk(): void {
    this.#pragma("max_page_count = 1000000");
  }

  #pragma<Row>(pragma: string): readonly Row[] {
    if (this.#files === undefined) throw new Error("the bot isn't running");
    return this.#files.database.read((queries) => queries.all<Row>(`pragma ${pragma}`));
  }

  #openQueue(closer: Closer): GenerationQueue {
    const queue = createInProcessQueue({
      engine: this.engine,
      models: this.#options.opened?.models,
      ...(this.#options.opened && { concurrency: this.#options.opened.concurrency }),
      clock: systemClock,
      logger: silentLogger,
    });
    closer.defer(() => queue[Symbol.asyncDispose]());
    return queue;
  }

  /** Someone in a channel. */
  as(user: string, channel = "#tavern"): ActorInChannel {
    return this.simulator.user(user).in(channel);
  }

  /** Brings Rosie into the channel, to answer every message, and resolves with her greeting. */
  async invite(channel = "#tavern", character = "rosie-oakhart"): Promise<SimMessage> {
    const here = this.as("mara", channel);
    await here.slash("chat start", { character, answer: "always" }).reply();
    return this.simulator.waitFor(() => this.messages(channel).find(isGreeting), {
      what: "the greeting",
    });
  }

  /** What stands in a channel, oldest first, as `Name: text`. */
  transcript(channel = "#tavern"): string[] {
    return this.messages(channel).map(({ author, content }) => `${author.name}: ${content}`);
  }

  messages(channel = "#tavern"): readonly SimMessage[] {
    const found = this.simulator.world.channel(channel);
    const all = found === undefined ? [] : this.simulator.world.messagesIn(found.id);
    return all.filter(({ visibleTo }) => visibleTo === null);
  }

  /** Resolves when the channel's newest message, one of the bot's, matches. */
  async answered(content: string | RegExp, channel = "#tavern"): Promise<SimMessage> {
    const matches = (text: string) =>
      typeof content === "string" ? text === content : content.test(text);
    return this.simulator.waitFor(
      () => {
        const last = this.messages(channel).at(-1);
        return last !== undefined && last.author.bot && matches(last.content) ? last : undefined;
      },
      { what: `an answer like ${content}` },
    );
  }
}

/** Characters speak through webhooks, and before they have a word there is a placeholder. */
function isGreeting({ author, content }: SimMessage): boolean {
  return author.webhookId !== null && content.length > 1;
}
