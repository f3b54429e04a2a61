/** One request of the bot as the playground's panel and tests see it. */
export interface LoggedRequest {
  readonly number: number;
  readonly at: number;
  readonly method: string;
  /** The path as sent, with webhook and interaction tokens shortened. */
  readonly path: string;
  /** The route's template, for instance `/channels/{channel_id}/messages`; null when none matched. */
  readonly route: string | null;
  /** Null when the connection was reset by a fault. */
  readonly status: number | null;
  /** Discord's error code in the answer's body, for instance 50035. */
  readonly errorCode: number | null;
  readonly durationMs: number;
  /** The rate-limit bucket and what was left in it after this request; null for routes without. */
  readonly bucket: {
    readonly id: string;
    readonly remaining: number;
    readonly limit: number;
  } | null;
  /** The JSON body as received, or null. */
  readonly body: unknown;
}

/** The last requests, oldest first. */
export class RequestLog {
  readonly #entries: LoggedRequest[] = [];
  readonly #capacity: number;
  #count = 0;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  get entries(): readonly LoggedRequest[] {
    return this.#entries;
  }

  add(entry: Omit<LoggedRequest, "number">): LoggedRequest {
    this.#count += 1;
    const logged = { number: this.#count, ...entry };
    this.#entries.push(logged);
    if (this.#entries.length > this.#capacity) this.#entries.shift();
    return logged;
  }
}

/** Tokens are secrets, even here: the log ends up on a page. */
export function shortenTokens(path: string): string {
  return path.replace(
    /^(\/(?:webhooks|interactions)\/\d+\/)([^/?]{8})[^/?]+/,
    (_, start: string, head: string) => `${start}${head}…`,
  );
}
