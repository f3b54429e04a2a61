/** A request to the server went wrong. `detail` is what the server said: for logs at `debug`, never for people. */
export class ServerError extends Error {
  override readonly name = "ServerError";
  readonly problem: ServerProblem;
  readonly detail: string;

  constructor(problem: ServerProblem, detail: string, options?: ErrorOptions) {
    super(`the server failed: ${problem.kind}`, options);
    this.problem = problem;
    this.detail = detail.slice(0, longestDetail);
  }
}

/**
 * - `unreachable`: no connection, or it was lost before the answer began.
 * - `status`: the server answered with an error. `retryAfterMs` is what it asked for, if it did.
 * - `broken`: the answer isn't what the protocol says, or ended in its midst.
 * - `silent`: nothing came for too long.
 * - `too-much`: a line or the whole answer is larger than any honest one.
 */
export type ServerProblem =
  | { readonly kind: "unreachable" | "broken" | "silent" | "too-much" }
  | {
      readonly kind: "status";
      readonly status: number;
      readonly retryAfterMs: number | undefined;
    };

const longestDetail = 2000;
