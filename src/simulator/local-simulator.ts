import { randomBytes } from "node:crypto";
import { systemClock } from "../lib/clock.ts";
import { silentLogger } from "../lib/logger.ts";
import { sharedAbortController } from "../lib/shared-abort-controller.ts";
import type { Actor } from "./actors/actor.ts";
import { PersonActor } from "./actors/person-actor.ts";
import { EventStream } from "./event-stream.ts";
import type { SimulatorListener } from "./events.ts";
import type { Faults } from "./faults.ts";
import { Gateway } from "./gateway/gateway.ts";
import { intentBits } from "./gateway/intents.ts";
import { RequestFaults } from "./http/request-faults.ts";
import { type LoggedRequest, RequestLog } from "./http/request-log.ts";
import { RestApi } from "./http/rest-api.ts";
import { Router } from "./http/router.ts";
import { SimulatorServer } from "./http/simulator-server.ts";
import { WorldBuild } from "./platform/build-world.ts";
import { LocalPlatform } from "./platform/local-platform.ts";
import { routes } from "./routes/routes.ts";
import type {
  ExpectedMessage,
  PrivilegedIntent,
  Simulator,
  SimulatorOptions,
  WaitOptions,
} from "./simulator.ts";
import { ViolationLog } from "./violation-log.ts";
import type { RuleName, Violation } from "./violations.ts";
import { findMatchingMessage } from "./world/find-matching-message.ts";
import { IdSource } from "./world/id-source.ts";
import { populateHearthside } from "./world/populate-hearthside.ts";
import type { SimMessage, SimUser } from "./world/records.ts";
import { restoreWorld, snapshotWorld } from "./world/save-world.ts";
import { World } from "./world/world.ts";
import type { WorldBuilder } from "./world/world-builder.ts";
import type { WorldSnapshot } from "./world/world-snapshot.ts";

const requestLogCapacity = 1000;

const intentOf: Readonly<Record<PrivilegedIntent, number>> = {
  "message-content": intentBits.messageContent,
  "guild-members": intentBits.guildMembers,
  presences: intentBits.presences,
};

/** Puts the parts together; see `Simulator` for what they are together. */
export class LocalSimulator implements Simulator {
  readonly token: string;
  readonly applicationId: string;
  readonly botUserId: string;
  readonly world: World;
  readonly build: WorldBuilder;
  readonly faults: Faults;
  readonly #port: number;
  readonly #waitTimeoutMs: number;
  readonly #ids: IdSource;
  readonly #events = new EventStream();
  readonly #violations = new ViolationLog();
  readonly #log = new RequestLog(requestLogCapacity);
  readonly #stopping = sharedAbortController();
  readonly #platform: LocalPlatform;
  readonly #gateway: Gateway;
  readonly #server: SimulatorServer;

  constructor(options: SimulatorOptions) {
    const clock = options.clock ?? systemClock;
    const logger = options.logger ?? silentLogger;
    const grantedIntents = bitsOf(options.grantedIntents ?? ["message-content"]);
    const requestFaults = new RequestFaults();
    this.token = options.token ?? randomBytes(48).toString("base64url");
    this.#port = options.port ?? 0;
    this.#waitTimeoutMs = options.waitTimeoutMs ?? 5000;
    this.world = new World();
    this.#ids = new IdSource(clock, options.snapshot?.builtIds);
    if (options.snapshot !== undefined) restoreWorld(options.snapshot, this.world, this.#ids);
    const bot = this.#findOrCreateBot(options.botName);
    this.applicationId = bot.id;
    this.botUserId = bot.id;
    this.#platform = new LocalPlatform({
      world: this.world,
      clock,
      ids: this.#ids,
      bot,
      messageContentGranted: (grantedIntents & intentBits.messageContent) !== 0,
      ackDeadlineMs: options.ackDeadlineMs ?? 3000,
      interactionTokenMs: options.interactionTokenMs ?? 15 * 60_000,
      events: this.#events,
      violations: this.#violations,
    });
    const platform = this.#platform;
    this.#gateway = new Gateway({
      platform,
      token: this.token,
      grantedIntents,
      heartbeatIntervalMs: options.heartbeatIntervalMs ?? 41_250,
    });
    platform.joinGateway(this.#gateway);
    const rest = new RestApi({
      platform,
      router: new Router(routes),
      token: this.token,
      rateLimited: options.rateLimits !== "off",
      faults: requestFaults,
      log: this.#log,
      logger,
      schemaCheck: options.schemaCheck,
      signal: this.#stopping.signal,
    });
    this.#events.on((event) => {
      if (event.type === "bot-connected" && !event.resumed) rest.beginSession();
    });
    this.#server = new SimulatorServer({ rest, gateway: this.#gateway, world: this.world, logger });
    this.faults = {
      request: (fault) => requestFaults.add(fault),
      gateway: this.#gateway,
    };
    this.build = new WorldBuild(platform);
    if (options.snapshot === undefined) (options.populate ?? populateHearthside)(this.build);
  }

  get apiBase(): string {
    return `http://${this.#platform.address}/api`;
  }

  get cdnBase(): string {
    return this.#platform.cdnBase;
  }

  get botConnected(): boolean {
    return this.#gateway.isConnected;
  }

  get violations(): readonly Violation[] {
    return this.#violations.entries;
  }

  get requests(): readonly LoggedRequest[] {
    return this.#log.entries;
  }

  async start(): Promise<Simulator> {
    this.#platform.listensAt(await this.#server.listen(this.#port));
    return this;
  }

  async stop(): Promise<void> {
    if (this.#stopping.signal.aborted) return;
    this.#stopping.abort();
    await this.#server.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  forgive(rule: RuleName): readonly Violation[] {
    return this.#violations.forgive(rule);
  }

  on(listener: SimulatorListener): () => void {
    return this.#events.on(listener);
  }

  user(name: string): Actor {
    const user = this.world.user(name);
    if (user === undefined) throw new Error(`There is no user ${name} in the simulator.`);
    return new PersonActor(user, {
      platform: this.#platform,
      events: this.#events,
      waitTimeoutMs: this.#waitTimeoutMs,
      signal: this.#stopping.signal,
    });
  }

  waitFor<T>(check: () => T | undefined | false, options: WaitOptions = {}): Promise<T> {
    return this.#events.waitFor(check, {
      timeoutMs: options.timeoutMs ?? this.#waitTimeoutMs,
      what: options.what ?? "a condition",
    });
  }

  expectMessage(expected: ExpectedMessage, options?: WaitOptions): Promise<SimMessage> {
    return this.waitFor(() => findMatchingMessage(expected, this.world), {
      what: `a message like ${describe(expected)}`,
      ...options,
    });
  }

  async botReady(options?: WaitOptions): Promise<void> {
    await this.waitFor(() => this.botConnected, { what: "the bot's READY", ...options });
  }

  snapshot(): WorldSnapshot {
    return snapshotWorld(this.world, this.#ids);
  }

  /** The bot is the first user of every world. */
  #findOrCreateBot(name: string | undefined): SimUser {
    const known = this.world.users.find((user) => user.bot);
    if (known !== undefined) return known;
    const bot: SimUser = {
      id: this.#ids.nextBuilt(),
      username: name ?? "Hearthside",
      globalName: null,
      bot: true,
      avatar: null,
      acceptsDirectMessages: true,
    };
    this.world.userById.set(bot.id, bot);
    return bot;
  }
}

function bitsOf(intents: readonly PrivilegedIntent[]): number {
  return intents.reduce((bits, name) => bits | intentOf[name], 0);
}

function describe({ channel, author, content }: ExpectedMessage): string {
  const place = typeof channel === "string" ? channel : channel?.name;
  return JSON.stringify({ channel: place, author, content: content?.toString() });
}
