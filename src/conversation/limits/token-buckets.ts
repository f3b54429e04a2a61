/** How often something may happen: `perMinute` times a minute in the long run, and as many at once after a quiet minute. */
export interface Rate {
  readonly perMinute: number;
}

const minuteMs = 60_000;

interface Bucket {
  /** Tokens that were left at `at`. */
  readonly tokens: number;
  readonly at: number;
}

/** Token buckets by key. A bucket that has filled up again is forgotten. */
export class TokenBuckets {
  readonly #buckets = new Map<string, Bucket>();

  /** Milliseconds until there is a token; 0 when there is one now. */
  waitMs(key: string, { perMinute }: Rate, now: number): number {
    const tokens = this.#tokens(key, perMinute, now);
    return tokens >= 1 ? 0 : Math.ceil(((1 - tokens) * minuteMs) / perMinute);
  }

  /** Takes a token, whether there is one or not. */
  take(key: string, { perMinute }: Rate, now: number): void {
    this.#forgetFull(perMinute, now);
    this.#buckets.set(key, { tokens: this.#tokens(key, perMinute, now) - 1, at: now });
  }

  #tokens(key: string, perMinute: number, now: number): number {
    const bucket = this.#buckets.get(key);
    if (bucket === undefined) return perMinute;
    return Math.min(perMinute, bucket.tokens + ((now - bucket.at) * perMinute) / minuteMs);
  }

  #forgetFull(perMinute: number, now: number): void {
    for (const [key, { at }] of this.#buckets) {
      // The oldest come first: whoever was seen within this minute may still lack a token.
      if (now - at < minuteMs) break;
      if (this.#tokens(key, perMinute, now) >= perMinute) this.#buckets.delete(key);
    }
  }
}
