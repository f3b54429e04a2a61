import { coerceError } from "../../lib/errors.ts";
import { readEvents, readText } from "./read-events.ts";
import { parseRetryAfter } from "./retry-delay.ts";
import { ServerError } from "./server-error.ts";

/** Of an error's body, or of a small answer such as the list of models. */
const mostAnswerBytes = 1 << 20;

/** Of one event of a stream. Servers send some hundreds of characters; a whole reply in one may come to some thousands. */
const mostEventCharacters = 1 << 18;

/** Of a whole stream: a reply has some kilobytes, and each token of it comes in an event of up to a kilobyte. */
const mostStreamBytes = 1 << 24;

export interface ServerClientOptions {
  /** With or without `/v1` at the end. */
  readonly url: string;
  readonly apiKey: string | undefined;
  /** Milliseconds since the Unix epoch, for dates that the server names. */
  readonly now: () => number;
}

/** Speaks HTTP with one server. Everything that goes wrong is a {@link ServerError}, except for aborts. */
export class ServerClient {
  readonly #root: string;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #now: () => number;

  constructor(options: ServerClientOptions) {
    this.#root = options.url.replace(/\/+$/, "").replace(/\/v1$/, "");
    this.#headers =
      options.apiKey === undefined ? {} : { authorization: `Bearer ${options.apiKey}` };
    this.#now = options.now;
  }

  /** A JSON answer. `path` begins after the server's own address: `/v1/models`, `/props`. */
  async getJson(path: string, signal: AbortSignal): Promise<unknown> {
    const response = await this.#fetch(path, { signal });
    return readJson(response, mostAnswerBytes, signal);
  }

  /** A JSON answer to a JSON question. */
  async postJson(path: string, body: unknown, signal: AbortSignal): Promise<unknown> {
    const response = await this.#fetch(path, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json" },
      body: JSON.stringify(body),
      signal,
    });
    return readJson(response, mostStreamBytes, signal);
  }

  /** The data of the events that the server answers with; one alone when it doesn't stream. */
  async *postForEvents(path: string, body: unknown, signal: AbortSignal): AsyncGenerator<string> {
    const response = await this.#fetch(path, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "text/event-stream" },
      body: JSON.stringify(body),
      signal,
    });
    if (response.body === null) return;
    const isStream = response.headers.get("content-type")?.includes("text/event-stream") ?? false;
    if (!isStream) {
      yield await guarded(signal, () => readText(response.body, mostEventCharacters));
      return;
    }
    const events = readEvents(response.body, {
      eventCharacters: mostEventCharacters,
      totalBytes: mostStreamBytes,
    });
    try {
      for (;;) {
        const next = await guarded(signal, () => events.next());
        // What had arrived before the abort is of no use to anyone.
        signal.throwIfAborted();
        if (next.done === true) return;
        yield next.value;
      }
    } finally {
      await events.return(undefined);
    }
  }

  async #fetch(
    path: string,
    init: {
      readonly signal: AbortSignal;
      readonly method?: string;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string;
    },
  ): Promise<Response> {
    const response = await guarded(
      init.signal,
      () =>
        fetch(this.#root + path, {
          ...init,
          headers: { ...this.#headers, ...init.headers },
          // Neither the key nor anyone's words go where nobody has sent them.
          redirect: "error",
        }),
      "unreachable",
    );
    if (response.ok) return response;
    const retryAfterMs = parseRetryAfter(response.headers.get("retry-after"), this.#now());
    const detail = await guarded(init.signal, () => readText(response.body, mostAnswerBytes));
    throw new ServerError({ kind: "status", status: response.status, retryAfterMs }, detail);
  }
}

async function readJson(
  response: Response,
  mostBytes: number,
  signal: AbortSignal,
): Promise<unknown> {
  const text = await guarded(signal, () => readText(response.body, mostBytes));
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ServerError({ kind: "broken" }, text, { cause });
  }
}

/** Runs a step of an exchange; what the network throws becomes a {@link ServerError}, an abort stays one. */
async function guarded<T>(
  signal: AbortSignal,
  step: () => Promise<T>,
  kind: "unreachable" | "broken" = "broken",
): Promise<T> {
  try {
    return await step();
  } catch (thrown) {
    if (signal.aborted) throw signal.reason;
    if (thrown instanceof ServerError) throw thrown;
    throw new ServerError({ kind }, reasonOf(thrown), { cause: thrown });
  }
}

/** `fetch` hides what went wrong in the cause. */
function reasonOf(thrown: unknown): string {
  const error = coerceError(thrown);
  return error.cause instanceof Error && error.cause.message !== ""
    ? error.cause.message
    : error.message;
}
