import type { Clock } from "../../lib/clock.ts";
import { UserError } from "../../lib/errors.ts";
import type { SettingsReader } from "../settings/settings-desk.ts";
import { dailyWaitMs, dayMs } from "./daily-tokens.ts";
import { TokenBuckets } from "./token-buckets.ts";
import type { UsageStore } from "./usage-store.ts";

/** Somebody who asks for a reply, and where. */
export interface Ask {
  readonly userId: string;
  readonly channelId: string;
  readonly guildId: string | null;
  /** The highest first; a role may have a limit of its own for its members. */
  readonly roleIds?: readonly string[] | undefined;
}

/**
 * How often replies may be asked for: by one person, in one channel, in one server, each by its setting; that is kept in
 * memory alone, since a restart that forgives is no harm. And how much one person may have written for them in a day, by
 * what the store says.
 */
export class AskLimits {
  readonly #settings: Pick<SettingsReader, "at">;
  readonly #usage: UsageStore;
  readonly #clock: Pick<Clock, "now">;
  readonly #buckets = new TokenBuckets();

  constructor(settings: Pick<SettingsReader, "at">, usage: UsageStore, clock: Pick<Clock, "now">) {
    this.#settings = settings;
    this.#usage = usage;
    this.#clock = clock;
  }

  /** Counts a request and returns true, or says that it may not be made now. */
  tryTake(ask: Ask): boolean {
    return this.#try(ask) === null;
  }

  /** The same. @throws UserError `too-fast` or `too-much-today`. */
  take(ask: Ask): void {
    const refusal = this.#try(ask);
    if (refusal !== null) throw refusalError(refusal, this.#clock.now());
  }

  /** What {@link take} would throw now; null where it would count the request. Counts nothing. */
  refusalOf(ask: Ask): UserError | null {
    const now = this.#clock.now();
    const refusal = this.#refusal(ask, now);
    return refusal && refusalError(refusal, now);
  }

  #try(ask: Ask): Refusal | null {
    const now = this.#clock.now();
    const refusal = this.#refusal(ask, now);
    if (refusal === null)
      for (const { key, rate } of this.#limitsOf(ask)) this.#buckets.take(key, rate, now);
    return refusal;
  }

  #refusal(ask: Ask, now: number): Refusal | null {
    const dailyMs = this.#dailyWaitMs(ask, now);
    if (dailyMs > 0) return { because: "too-much-today", waitMs: dailyMs };
    const waitMs = Math.max(
      0,
      ...this.#limitsOf(ask).map(({ key, rate }) => this.#buckets.waitMs(key, rate, now)),
    );
    return waitMs > 0 ? { because: "too-fast", waitMs } : null;
  }

  #dailyWaitMs({ userId, channelId, guildId, roleIds }: Ask, now: number): number {
    const { userTokens } = this.#settings.at(channelId, roleIds).values;
    if (userTokens === 0) return 0;
    return dailyWaitMs(this.#usage.of(userId, guildId, now - dayMs), userTokens, now);
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

interface Refusal {
  readonly because: "too-fast" | "too-much-today";
  readonly waitMs: number;
}

function refusalError({ because, waitMs }: Refusal, now: number): UserError {
  if (because === "too-much-today") return tooMuchToday(now, waitMs);
  const seconds = Math.ceil(waitMs / 1000);
  return new UserError(
    "too-fast",
    `That was a bit fast for me. Please try again in ${seconds} s.`,
    { values: { seconds } },
  );
}

/** Discord says times in the language and the zone of whoever reads them. */
function tooMuchToday(now: number, waitMs: number): UserError {
  const when = `<t:${Math.ceil((now + waitMs) / 1000)}:R>`;
  return new UserError(
    "too-much-today",
    `I have written as much for you as a day allows here. Please try again ${when}.`,
    { values: { when } },
  );
}
