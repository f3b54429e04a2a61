import type { Clock } from "../../lib/clock.ts";
import { UserError } from "../../lib/errors.ts";
import type { SettingsReader } from "../settings/settings-desk.ts";
import { TokenBuckets } from "./token-buckets.ts";

/** Somebody who asks for a reply, and where. */
export interface Ask {
  readonly userId: string;
  readonly channelId: string;
  readonly guildId: string | null;
  /** The highest first; a role may have a limit of its own for its members. */
  readonly roleIds?: readonly string[] | undefined;
}

/**
 * How often replies may be asked for: by one person, in one channel, in one server, each by its setting. Kept in memory
 * alone, since a restart that forgives is no harm.
 */
export class AskLimits {
  readonly #settings: Pick<SettingsReader, "at">;
  readonly #clock: Pick<Clock, "now">;
  readonly #buckets = new TokenBuckets();

  constructor(settings: Pick<SettingsReader, "at">, clock: Pick<Clock, "now">) {
    this.#settings = settings;
    this.#clock = clock;
  }

  /** Counts a request, or says in how many milliseconds it may be made; 0: it is counted. */
  tryTake(ask: Ask): number {
    const now = this.#clock.now();
    const limits = this.#limitsOf(ask);
    const waitMs = Math.max(
      0,
      ...limits.map(({ key, rate }) => this.#buckets.waitMs(key, rate, now)),
    );
    if (waitMs > 0) return waitMs;
    for (const { key, rate } of limits) this.#buckets.take(key, rate, now);
    return 0;
  }

  /** The same. @throws UserError `too-fast`. */
  take(ask: Ask): void {
    const waitMs = this.tryTake(ask);
    if (waitMs === 0) return;
    const seconds = Math.ceil(waitMs / 1000);
    throw new UserError(
      "too-fast",
      `That was a bit fast for me. Please try again in ${seconds} s.`,
      { values: { seconds } },
    );
  }

  #limitsOf({ userId, channelId, guildId, roleIds }: Ask) {
    const { userLimit, channelLimit, serverLimit } = this.#settings.at(channelId, roleIds).values;
    return [
      { key: `user ${userId}`, perMinute: userLimit },
      { key: `channel ${channelId}`, perMinute: channelLimit },
      ...(guildId === null ? [] : [{ key: `guild ${guildId}`, perMinute: serverLimit }]),
    ]
      .filter(({ perMinute }) => perMinute > 0)
      .map(({ key, perMinute }) => ({ key, rate: { perMinute } }));
  }
}
