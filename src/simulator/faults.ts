/** What goes wrong with a request instead of the route's own answer. */
export interface RequestFault {
  /** For instance `POST`; left out: any. */
  readonly method?: string;
  /** A route's template (`/webhooks/{webhook_id}/{webhook_token}`); left out: any. */
  readonly route?: string;
  /** How many requests it hits; 1 when left out. */
  readonly times?: number;
  readonly effect: RequestEffect;
}

export type RequestEffect =
  /** Answers this, and does nothing. */
  | {
      readonly kind: "answer";
      readonly status: number;
      readonly body?: unknown;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** The route does its work, but the answer comes late. */
  | { readonly kind: "delay"; readonly delayMs: number }
  /** The connection is cut. `afterWork`: the route did its work, and the bot doesn't learn it. */
  | { readonly kind: "reset"; readonly afterWork?: boolean }
  /** No answer, ever. `afterWork` as above. */
  | { readonly kind: "hang"; readonly afterWork?: boolean };

/** Ways to break things. Everything not undone stays until the simulator stops. */
export interface Faults {
  /** Returns a function that takes the fault back. Faults are tried in the order they were added. */
  request(fault: RequestFault): () => void;
  readonly gateway: GatewayFaults;
}

export interface GatewayFaults {
  /** Cuts the connection without a close frame. Events go on and are replayed on resume. */
  drop(): void;
  /** Closes with this code (4000 to 4014). */
  close(code: number, reason?: string): void;
  /** Op 7: the bot shall reconnect and resume. */
  requestReconnect(): void;
  /** Op 9; a session that isn't resumable has to identify anew and misses what happened. */
  invalidateSession(resumable: boolean): void;
  /** The next heartbeats get no answer. */
  missAcks(count: number): void;
  /** The next events are sent twice. */
  duplicateNext(count: number): void;
  /** The next identifies are answered with this close code. */
  refuseIdentify(code: number, count?: number): void;
  /** `GET /gateway/bot` says so: 0 means that no session may be started. */
  setSessionStartsLeft(remaining: number): void;
}
