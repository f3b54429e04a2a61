import type { Clock } from "../lib/clock.ts";
import type { Logger } from "../lib/logger.ts";
import type { Actor, ChannelRef } from "./actors/actor.ts";
import type { SimulatorListener } from "./events.ts";
import type { Faults } from "./faults.ts";
import type { LoggedRequest } from "./http/request-log.ts";
import type { SchemaCheck } from "./schema-check.ts";
import type { RuleName, Violation } from "./violations.ts";
import type { SimMessage } from "./world/records.ts";
import type { WorldBuilder } from "./world/world-builder.ts";
import type { WorldReader } from "./world/world-reader.ts";
import type { WorldSnapshot } from "./world/world-snapshot.ts";

/** What the bot's owner ticked in the Developer Portal under "Privileged Gateway Intents". */
export type PrivilegedIntent = "message-content" | "guild-members" | "presences";

export interface SimulatorOptions {
  /** Time for every rule: ids, three seconds, fifteen minutes, buckets. The system's when left out. */
  readonly clock?: Clock;
  /** Port for REST, gateway and CDN together. 0, the default: any free one. It listens on 127.0.0.1 alone. */
  readonly port?: number;
  /** The only token that is let in. Left out: a random one. */
  readonly token?: string;
  /** The bot's account name; "Hearthside" when left out. */
  readonly botName?: string;
  /** `["message-content"]` when left out. Identifying with another privileged intent is closed with 4014. */
  readonly grantedIntents?: readonly PrivilegedIntent[];
  /** `discord` (the default) enforces the known buckets; `off` never answers 429. */
  readonly rateLimits?: "discord" | "off";
  /** How long an interaction may wait for its first answer; 3000 when left out. */
  readonly ackDeadlineMs?: number;
  /** How long an interaction's token lives; fifteen minutes when left out. */
  readonly interactionTokenMs?: number;
  /** How often a bot is asked to send a heartbeat; Discord's 41250 when left out. */
  readonly heartbeatIntervalMs?: number;
  /** How long the `waitFor`s and the actors' waits last, in real milliseconds; 5000 when left out. */
  readonly waitTimeoutMs?: number;
  /** Builds the world before the start. Left out: `populateHearthside`. Not called when there is a snapshot. */
  readonly populate?: (world: WorldBuilder) => void;
  /** Goes on where another simulator was. */
  readonly snapshot?: WorldSnapshot;
  readonly schemaCheck?: SchemaCheck;
  readonly logger?: Logger;
}

export interface WaitOptions {
  readonly timeoutMs?: number;
  /** What is waited for, for the error: "Rosie's greeting". */
  readonly what?: string;
}

export interface ExpectedMessage {
  readonly channel?: ChannelRef;
  /** The name that is shown. */
  readonly author?: string;
  /** The whole text, or a pattern that it matches. */
  readonly content?: string | RegExp;
  /** Only messages newer than this one. */
  readonly after?: SimMessage;
}

/**
 * A Discord of its own on 127.0.0.1: REST, gateway and CDN on one port. The bot under test gets `token`, `apiBase` and
 * `cdnBase` and nothing else; it can't tell the difference. Whatever real Discord would have refused, or bans for, is
 * kept in `violations`, whether or not it was also answered with an error.
 */
export interface Simulator extends AsyncDisposable {
  /** `http://127.0.0.1:PORT/api`. Throws before the start. */
  readonly apiBase: string;
  /** `http://127.0.0.1:PORT/cdn`. Throws before the start. */
  readonly cdnBase: string;
  readonly token: string;
  readonly applicationId: string;
  readonly botUserId: string;
  /** Whether a bot is connected to the gateway and got its READY. */
  readonly botConnected: boolean;

  /** Listens. Resolves with the simulator itself: `await using sim = await createSimulator().start()`. */
  start(): Promise<Simulator>;
  /** Closes every connection. Idempotent; the world stays readable. */
  stop(): Promise<void>;

  /** What is there now. */
  readonly world: WorldReader;
  /** Changes it. */
  readonly build: WorldBuilder;
  readonly faults: Faults;
  readonly violations: readonly Violation[];
  /** Takes the violations of one rule out and returns them: for tests that provoke one. */
  forgive(rule: RuleName): readonly Violation[];
  /** The bot's last thousand requests, oldest first. */
  readonly requests: readonly LoggedRequest[];
  /** Returns a function that ends the subscription. */
  on(listener: SimulatorListener): () => void;

  /** A person of the world, by username or id. Throws when there is none. */
  user(name: string): Actor;

  /**
   * Resolves with the first value of `check` that is neither undefined nor false; asks now and after every event.
   * Rejects with a `WaitTimeoutError`.
   */
  waitFor<T>(check: () => T | undefined | false, options?: WaitOptions): Promise<T>;
  /** Waits for a standing message like this one; with several, the oldest. */
  expectMessage(expected: ExpectedMessage, options?: WaitOptions): Promise<SimMessage>;
  /** Resolves when the bot got its READY. */
  botReady(options?: WaitOptions): Promise<void>;

  /**
   * The world as JSON-ready data. Not in it: sessions, requests, interactions, what messages said before their edits,
   * and all but a channel's last thousand messages.
   */
  snapshot(): WorldSnapshot;
}
