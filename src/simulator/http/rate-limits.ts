import { createHash } from "node:crypto";

/** A bucket as Discord shares it out: so many requests in a window that the first of them opens. */
export interface BucketRule {
  readonly name: string;
  readonly limit: number;
  readonly windowMs: number;
  /** The path parameters that make buckets separate. */
  readonly per: readonly string[];
}

export interface BucketState {
  readonly id: string;
  readonly limit: number;
  readonly remaining: number;
  readonly resetAt: number;
}

export type Verdict =
  | { readonly allowed: true; readonly bucket: BucketState | null }
  | {
      readonly allowed: false;
      readonly bucket: BucketState | null;
      readonly scope: "user" | "global" | "shared";
      readonly retryAfterMs: number;
      /** The bot was told to wait for this bucket, knew that the route belongs to it, and didn't wait. */
      readonly ignoredEarlierAnswer: boolean;
    };

interface Window {
  used: number;
  resetAt: number;
}

/** Discord's observed, undocumented limits. */
export const globalLimit = { limit: 50, windowMs: 1000 } as const;
export const webhookChannelLimit = { limit: 30, windowMs: 60_000 } as const;

/** How much too early a retry may be, for timers that round down. */
const retryToleranceMs = 20;

/** Counts requests into buckets. It decides; the caller answers. */
export class RateLimits {
  readonly #windows = new Map<string, Window>();
  /** Bucket key -> until when the last 429 said to wait. */
  readonly #told = new Map<string, number>();
  /** Routes whose answers have said which bucket they are in. */
  readonly #disclosed = new Set<string>();

  /**
   * `route` is method and template: before its first answer, nobody can know which bucket it shares with others. `key`
   * holds the values of `rule.per`. `hiddenKey` names the channel whose hidden webhook limit counts too.
   */
  take(request: {
    readonly now: number;
    readonly route: string;
    readonly rule: BucketRule | undefined;
    readonly key: string;
    readonly countsGlobally: boolean;
    readonly hiddenKey: string | null;
  }): Verdict {
    const { now, rule, route } = request;
    const isDisclosed = this.#disclosed.has(route);
    this.#disclosed.add(route);
    const bucketKey = rule === undefined ? null : `${rule.name}:${request.key}`;
    const refuse = (
      scope: "user" | "global" | "shared",
      window: Window,
      toldKey: string,
      bucket: BucketState | null,
    ): Verdict => {
      const until = this.#told.get(toldKey) ?? 0;
      this.#told.set(toldKey, window.resetAt);
      return {
        allowed: false,
        bucket,
        scope,
        retryAfterMs: window.resetAt - now,
        ignoredEarlierAnswer: (isDisclosed || scope === "global") && until - retryToleranceMs > now,
      };
    };

    const global = this.#window("global", now, globalLimit.windowMs);
    if (request.countsGlobally && global.used >= globalLimit.limit)
      return refuse("global", global, "global", null);

    let state: BucketState | null = null;
    let window: Window | null = null;
    if (rule !== undefined && bucketKey !== null) {
      window = this.#window(bucketKey, now, rule.windowMs);
      state = bucketState(rule, window);
      if (window.used >= rule.limit) return refuse("user", window, bucketKey, state);
    }
    if (request.hiddenKey !== null) {
      const hidden = this.#window(request.hiddenKey, now, webhookChannelLimit.windowMs);
      if (hidden.used >= webhookChannelLimit.limit)
        return refuse("shared", hidden, bucketKey ?? request.hiddenKey, state);
      hidden.used += 1;
    }
    if (request.countsGlobally) global.used += 1;
    if (rule === undefined || window === null) return { allowed: true, bucket: null };
    window.used += 1;
    return { allowed: true, bucket: bucketState(rule, window) };
  }

  /** Another process speaks for the bot from now on, which knows nothing of what the one before was told. */
  forgetTold(): void {
    this.#told.clear();
    this.#disclosed.clear();
  }

  #window(key: string, now: number, windowMs: number): Window {
    const known = this.#windows.get(key);
    if (known !== undefined && known.resetAt > now) return known;
    const fresh = { used: 0, resetAt: now + windowMs };
    this.#windows.set(key, fresh);
    return fresh;
  }
}

/** Counts answers that Discord bans an address for: 401, 403 and 429 except those of shared limits. */
export class InvalidRequestCounter {
  readonly #limit: number;
  readonly #windowMs: number;
  #count = 0;
  #resetAt = 0;

  constructor(limit = 10_000, windowMs = 600_000) {
    this.#limit = limit;
    this.#windowMs = windowMs;
  }

  /** Returns true once per window: when the limit is reached. */
  add(now: number): boolean {
    if (now >= this.#resetAt) {
      this.#count = 0;
      this.#resetAt = now + this.#windowMs;
    }
    this.#count += 1;
    return this.#count === this.#limit;
  }

  isBanned(now: number): boolean {
    return now < this.#resetAt && this.#count >= this.#limit;
  }
}

/** Discord's headers for a bucket. */
export function bucketHeaders(bucket: BucketState, now: number): Record<string, string> {
  return {
    "x-ratelimit-bucket": bucket.id,
    "x-ratelimit-limit": String(bucket.limit),
    "x-ratelimit-remaining": String(bucket.remaining),
    "x-ratelimit-reset": (bucket.resetAt / 1000).toFixed(3),
    "x-ratelimit-reset-after": (Math.max(bucket.resetAt - now, 0) / 1000).toFixed(3),
  };
}

function bucketState(rule: BucketRule, window: Window): BucketState {
  return {
    id: createHash("sha256").update(rule.name).digest("hex").slice(0, 32),
    limit: rule.limit,
    remaining: Math.max(rule.limit - window.used, 0),
    resetAt: window.resetAt,
  };
}
