import type { Clock } from "../lib/clock.ts";
import { coerceError, isAbort, UserError } from "../lib/errors.ts";
import type { Logger } from "../lib/logger.ts";
import { connectRedis } from "./connect-redis.ts";
import { redisKeys } from "./redis-keys.ts";
import type { RedisLine } from "./redis-line.ts";
import { withinTime } from "./within-time.ts";

export interface BotLeaseOptions {
  readonly redisUrl: string;
  readonly prefix: string;
  /** The bot's own id, the same over its restarts: what it held before a crash is its own again at once. */
  readonly owner: string;
  /** For how long the prefix is still its own after it was last heard of. Default: 15 000. */
  readonly timeToLiveMs?: number;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Aborted when the start is given up. */
  readonly signal: AbortSignal;
  /** Called while somebody else has it, before waiting for them to be gone. */
  readonly onWait: () => void;
  /** Called when somebody else has taken it over, Redis having heard nothing of this bot for too long. */
  readonly onLost: (error: UserError) => void;
}

const usualTimeToLiveMs = 15_000;
const leavingMs = 500;

/** Sets the key for a while where it is free or ours: 1, else 0. */
const takeScript = `
local owner = redis.call("get", KEYS[1])
if owner and owner ~= ARGV[1] then return 0 end
redis.call("set", KEYS[1], ARGV[1], "PX", ARGV[2])
return 1`;

const leaveScript = `
if redis.call("get", KEYS[1]) == ARGV[1] then redis.call("del", KEYS[1]) end`;

/**
 * Makes this the only bot on a prefix: two would answer every message twice, and take each other's replies. A bot that went
 * without a word is waited for until its time is over.
 *
 * @throws UserError `prefix-in-use` when another bot is still there then; an `OperationalError` when Redis can't be reached.
 */
export async function takeBotLease(options: BotLeaseOptions): Promise<AsyncDisposable> {
  const client = await connectRedis(options.redisUrl, options);
  const lease = new BotLease(client, options);
  try {
    await lease.take();
  } catch (thrown) {
    await client.hangUp(options.clock);
    throw thrown;
  }
  return lease;
}

class BotLease implements AsyncDisposable {
  readonly #client: RedisLine;
  readonly #options: BotLeaseOptions;
  readonly #key: string;
  readonly #timeToLiveMs: number;
  readonly #closing = new AbortController();

  constructor(client: RedisLine, options: BotLeaseOptions) {
    this.#client = client;
    this.#options = options;
    this.#key = redisKeys(options.prefix).bot;
    this.#timeToLiveMs = options.timeToLiveMs ?? usualTimeToLiveMs;
  }

  async take(): Promise<void> {
    const { clock, signal, onWait, prefix } = this.#options;
    const until = clock.now() + 1.2 * this.#timeToLiveMs;
    for (let isFirst = true; !(await this.#tryTake()); isFirst = false) {
      if (clock.now() >= until) throw inUse(prefix);
      if (isFirst) onWait();
      await clock.sleep(this.#timeToLiveMs / 20, signal);
    }
    void this.#keep();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closing.abort();
    const { clock, owner } = this.#options;
    const left = this.#client.unlessAway(() => this.#client.eval(leaveScript, 1, this.#key, owner));
    await withinTime(left, leavingMs, clock);
    await this.#client.hangUp(clock);
  }

  /** Never rejects. */
  async #keep(): Promise<void> {
    const { clock, logger, onLost, prefix } = this.#options;
    const { signal } = this.#closing;
    for (;;) {
      try {
        await clock.sleep(this.#timeToLiveMs / 3, signal);
        const isOurs = await this.#client.unlessAway(() => this.#tryTake());
        if (isOurs === false && !signal.aborted) {
          onLost(inUse(prefix));
          return;
        }
      } catch (thrown) {
        if (isAbort(thrown, signal)) return;
        logger.debug({ error: coerceError(thrown) }, "the bot's prefix could not be kept for now");
      }
    }
  }

  async #tryTake(): Promise<boolean> {
    const { owner } = this.#options;
    const ours = await this.#client.eval(takeScript, 1, this.#key, owner, this.#timeToLiveMs);
    return ours === 1;
  }
}

function inUse(prefix: string): UserError {
  return new UserError(
    "prefix-in-use",
    `Another bot uses this Redis with the prefix "${prefix}". Stop it, or give one of the two another QUEUE_PREFIX, and their workers as well.`,
  );
}
