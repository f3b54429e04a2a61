import { createParser } from "eventsource-parser";
import { ServerError } from "./server-error.ts";

/** What an honest answer never exceeds. */
export interface AnswerLimits {
  /** Characters of one event. */
  readonly eventCharacters: number;
  /** Bytes of the whole answer. */
  readonly totalBytes: number;
}

/**
 * The data of each server-sent event, as it arrives. Leaving the iteration closes the connection. Throws a
 * {@link ServerError} when the server sends more than an honest one would.
 *
 * Format: https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
export async function* readEvents(
  body: AsyncIterable<Uint8Array>,
  limits: AnswerLimits,
): AsyncGenerator<string> {
  let events: string[] = [];
  let tooLong = false;
  const parser = createParser({
    onEvent: ({ data }) => events.push(data),
    onError: ({ type }) => {
      // Other complaints are about lines that the format says to ignore.
      if (type === "max-buffer-size-exceeded") tooLong = true;
    },
    maxBufferSize: limits.eventCharacters,
  });
  const decoder = new TextDecoder();
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.byteLength;
    if (bytes > limits.totalBytes) throw new ServerError({ kind: "too-much" }, "too many bytes");
    parser.feed(decoder.decode(chunk, { stream: true }));
    if (tooLong) throw new ServerError({ kind: "too-much" }, "too long an event");
    const arrived = events;
    events = [];
    yield* arrived;
  }
  // A last event without the empty line that should end it.
  parser.feed(`${decoder.decode()}\n\n`);
  yield* events;
}

/** A whole answer as text. Throws a {@link ServerError} when it is too large. */
export async function readText(
  body: AsyncIterable<Uint8Array> | null,
  mostBytes: number,
): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for await (const chunk of body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > mostBytes) throw new ServerError({ kind: "too-much" }, "too many bytes");
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
