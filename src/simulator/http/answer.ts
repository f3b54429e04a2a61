import type { ServerResponse } from "node:http";
import type { RequestEffect } from "../faults.ts";
import type { BucketState } from "./rate-limits.ts";

/** What goes back to the bot. */
export interface Answer {
  readonly status: number;
  /** Undefined: no body and no content type, as Discord answers 204. */
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
  readonly bucket: BucketState | null;
}

export function plain(status: number, body: unknown): Answer {
  return { status, body, headers: {}, bucket: null };
}

/** The answer of a fault that keeps the route from doing its work. */
export function cannedAnswer(effect: RequestEffect): Answer {
  return effect.kind === "answer"
    ? { status: effect.status, body: effect.body, headers: effect.headers ?? {}, bucket: null }
    : plain(0, undefined);
}

export function send(response: ServerResponse, answer: Answer): void {
  if (answer.body === undefined) {
    // No content type either: client libraries would try to read JSON from nothing.
    response.writeHead(answer.status, answer.headers).end();
    return;
  }
  const isText = typeof answer.body === "string";
  response
    .writeHead(answer.status, {
      "content-type": isText ? "text/plain" : "application/json",
      ...answer.headers,
    })
    .end(isText ? answer.body : JSON.stringify(answer.body));
}

/** Discord's error code in a body, for instance 50035. */
export function errorCodeOf(body: unknown): number | null {
  return typeof body === "object" &&
    body !== null &&
    "code" in body &&
    typeof body.code === "number"
    ? body.code
    : null;
}
