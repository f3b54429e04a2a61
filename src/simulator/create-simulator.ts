import { systemClock } from "../lib/clock.ts";
import { silentLogger } from "../lib/logger.ts";
import { PersonActor } from "./actors/person-actor.ts";
import { EventStream } from "./event-stream.ts";
import { Gateway } from "./gateway/gateway.ts";
import { intentBits } from "./gateway/intents.ts";
import { RequestFaults } from "./http/request-faults.ts";
import { RequestLog } from "./http/request-log.ts";
import { RestApi } from "./http/rest-api.ts";
import { Router } from "./http/router.ts";
import { SimulatorServer } from "./http/simulator-server.ts";
import { WorldBuild } from "./platform/build-world.ts";
import type { Platform } from "./platform/platform.ts";
import { routes } from "./routes/routes.ts";
import type { PrivilegedIntent, Simulator, SimulatorOptions } from "./simulator.ts";
import type { Violation } from "./violations.ts";
import { findMatchingMessage } from "./world/find-matching-message.ts";
import { IdSource } from "./world/id-source.ts";
import { populateHearthside } from "./world/populate-hearthside.ts";
import type { SimUser } from "./world/records.ts";
import { restoreWorld, snapshotWorld } from "./world/save-world.ts";
import { World } from "./world/world.ts";

const requestLogCapacity = 1000;

const intentOf: Readonly<Record<PrivilegedIntent, number>> = {
  "message-content": intentBits.messageContent,
  "guild-members": intentBits.guildMembers,
  presences: intentBits.presences,
};

/** A local Discord; `start()` opens it. See `Simulator`. */
export function createSimulator(options: SimulatorOptions = {}): Simulator {
  const clock = options.clock ?? systemClock;
  const logger = options.logger ?? silentLogger;
  const token = options.token ?? "simulated.bot.token";
  const waitTimeoutMs = options.waitTimeoutMs ?? 5000;
  const grantedIntents = (options.grantedIntents ?? ["message-content"]).reduce(
    (bits, name) => bits | intentOf[name],
    0,
  );

  const world = new World();
  const ids = new IdSource(clock, options.snapshot?.builtIds);
  const events = new EventStream();
  const violations: Violation[] = [];
  const log = new RequestLog(requestLogCapacity);
  const requestFaults = new RequestFaults();
  const stopping = new AbortController();
  let port: number | null = null;

  const origin = () => {
    if (port === null) throw new Error("The simulator has no address before it is started.");
    return `127.0.0.1:${port}`;
  };
  const cdnBase = () => `http://${origin()}/cdn`;

  if (options.snapshot !== undefined) {
    restoreWorld(options.snapshot, world);
    for (const id of world.messageById.keys()) ids.continueAfter(id);
  }
  const bot = world.users.find((user) => user.bot) ?? createBot(options.botName, ids, world);

  const platform: Platform = {
    world,
    clock,
    ids,
    bot,
    messageContentGranted: (grantedIntents & intentBits.messageContent) !== 0,
    ackDeadlineMs: options.ackDeadlineMs ?? 3000,
    interactionTokenMs: options.interactionTokenMs ?? 15 * 60_000,
    missedWebhooks: new Set(),
    cdnUrl: (path) => `${cdnBase()}${path}`,
    cdnPath: (url) =>
      url.startsWith(`${cdnBase()}/`) ? new URL(url).pathname.slice("/cdn".length) : null,
    gatewayInfo: () => ({ url: `ws://${origin()}`, sessionStartsLeft: gateway.sessionStartsLeft }),
    emit: (event) => events.emit(event),
    dispatch: (dispatch) => gateway.broadcast(dispatch),
    violate: (rule, where, detail) => {
      const violation = { at: clock.now(), rule, where, detail };
      violations.push(violation);
      events.emit({ type: "violation", violation });
    },
  };
  const gateway = new Gateway({ platform, token, grantedIntents });
  const server = new SimulatorServer({
    gateway,
    world,
    logger,
    rest: new RestApi({
      platform,
      router: new Router(routes),
      token,
      rateLimited: options.rateLimits !== "off",
      faults: requestFaults,
      log,
      logger,
      schemaCheck: options.schemaCheck,
      signal: stopping.signal,
    }),
  });
  const build = new WorldBuild(platform);
  if (options.snapshot === undefined) (options.populate ?? populateHearthside)(build);

  const simulator: Simulator = {
    get apiBase() {
      return `http://${origin()}/api`;
    },
    get cdnBase() {
      return cdnBase();
    },
    token,
    applicationId: bot.id,
    botUserId: bot.id,
    get botConnected() {
      return gateway.isConnected;
    },
    world,
    build,
    faults: { request: (fault) => requestFaults.add(fault), gateway },
    violations,
    requests: log.entries,
    start: async () => {
      port = await server.listen(options.port ?? 0);
      return simulator;
    },
    stop: async () => {
      if (stopping.signal.aborted) return;
      stopping.abort();
      if (port !== null) await server.close();
    },
    forgive: (rule) => {
      const forgiven = violations.filter((violation) => violation.rule === rule);
      const kept = violations.filter((violation) => violation.rule !== rule);
      violations.splice(0, violations.length, ...kept);
      return forgiven;
    },
    on: (listener) => events.on(listener),
    user: (name) => {
      const user = world.user(name);
      if (user === undefined) throw new Error(`There is no user ${name} in the simulator.`);
      return new PersonActor(user, { platform, events, waitTimeoutMs, signal: stopping.signal });
    },
    waitFor: (check, wait = {}) =>
      events.waitFor(check, {
        timeoutMs: wait.timeoutMs ?? waitTimeoutMs,
        what: wait.what ?? "a condition",
      }),
    expectMessage: (expected, wait) =>
      simulator.waitFor(() => findMatchingMessage(expected, world), {
        what: `a message like ${JSON.stringify(expected, (_, value: unknown) => (value instanceof RegExp ? String(value) : value))}`,
        ...wait,
      }),
    botReady: async (wait) => {
      await simulator.waitFor(() => gateway.isConnected, { what: "the bot's READY", ...wait });
    },
    snapshot: () => snapshotWorld(world, ids),
    [Symbol.asyncDispose]: () => simulator.stop(),
  };
  return simulator;
}

function createBot(name: string | undefined, ids: IdSource, world: World): SimUser {
  const bot: SimUser = {
    id: ids.nextBuilt(),
    username: name ?? "Hearthside",
    globalName: null,
    bot: true,
    avatar: null,
    acceptsDirectMessages: true,
  };
  world.userById.set(bot.id, bot);
  return bot;
}
