import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { z } from "zod";
import { StopMatcher } from "../../src/generation/stop-matcher.ts";

/** How the programs differ on the wire, as far as tests need it. */
export type CompletionServerKind = "llamacpp" | "vllm" | "koboldcpp" | "user" | "library" | "me";

export interface CompletionServerOptions {
  /** What the model says: whatever the prompt, or to the prompt. `call` counts from 0. Default: `Hello there.` */
  readonly reply?: string | ((prompt: string, call: number) => string);
  /** Written as the owner of the model. Default: `me`, a server that nobody knows. */
  readonly kind?: CompletionServerKind;
  /** Tokens. Default: 4096. */
  readonly contextSize?: number;
  /** Default: 4. */
  readonly charactersPerToken?: number;
  /** Requests without it are refused. Default: none is asked for. */
  readonly apiKey?: string;
  /** What `/props` has beside the context, where the kind has `/props`. */
  readonly props?: Readonly<Record<string, unknown>>;
  /** More entries of `/v1/models`, before the model that answers. */
  readonly otherModels?: readonly string[];
  /** Consulted before a reply is made; an answer given here is sent instead. `call` counts from 0. */
  readonly instead?: (call: number) => CannedAnswer | undefined;
  /** Awaited before each token. */
  readonly beforeToken?: (index: number, call: number) => Promise<void> | undefined;
}

export interface CannedAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
  /** The connection is cut after the body instead of ended. */
  readonly cut?: boolean;
}

/** A server that speaks the completion protocols of OpenAI on loopback. It refuses what breaks them. */
export interface CompletionServer extends AsyncDisposable {
  readonly url: string;
  /** Bodies of the requests for replies, in order. */
  readonly asked: readonly AskedBody[];
  /** Replies whose connection the client closed before their end. */
  readonly brokenOff: number;
  /** Resolves when a client has closed a connection before its reply's end. */
  whenBrokenOff(): Promise<void>;
}

const common = {
  model: z.literal("tavern/rosie-7b"),
  max_tokens: z.number().int().positive(),
  min_tokens: z.number().int().nonnegative().optional(),
  stop: z.array(z.string().min(1)).nonempty().optional(),
  stream: z.literal(true),
  stream_options: z
    .object({ include_usage: z.boolean(), continuous_usage_stats: z.boolean().optional() })
    .optional(),
  temperature: z.number().min(0),
  top_p: z.number().min(0).max(1),
  seed: z.number().int().min(0),
};
const completionSchema = z.looseObject({ ...common, prompt: z.string().min(1) });
const chatSchema = z.looseObject({
  ...common,
  messages: z
    .array(z.object({ role: z.enum(["system", "user", "assistant"]), content: z.string() }))
    .nonempty()
    .refine(alternates, "Conversation roles must alternate user/assistant/user/assistant/..."),
});

export type AskedBody = z.infer<typeof completionSchema> | z.infer<typeof chatSchema>;

export async function startCompletionServer(
  options: CompletionServerOptions = {},
): Promise<CompletionServer> {
  const host = new CompletionHost(options);
  const server = createServer((request, response) => void host.answer(request, response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    asked: host.asked,
    get brokenOff() {
      return host.brokenOff;
    },
    whenBrokenOff: () => host.whenBrokenOff(),
    async [Symbol.asyncDispose]() {
      if (!server.listening) return;
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

class CompletionHost {
  readonly asked: AskedBody[] = [];
  brokenOff = 0;
  readonly #options: CompletionServerOptions;
  readonly #contextSize: number;
  readonly #charactersPerToken: number;
  /** Prompts whose state is still there. */
  readonly #warm: string[] = [];
  readonly #watchers: (() => void)[] = [];

  constructor(options: CompletionServerOptions) {
    this.#options = options;
    this.#contextSize = options.contextSize ?? 4096;
    this.#charactersPerToken = options.charactersPerToken ?? 4;
  }

  whenBrokenOff(): Promise<void> {
    if (this.brokenOff > 0) return Promise.resolve();
    return new Promise((resolve) => this.#watchers.push(resolve));
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { apiKey } = this.#options;
    if (apiKey !== undefined && request.headers.authorization !== `Bearer ${apiKey}`)
      return sendJson(response, 401, { error: { message: "Invalid API Key" } });
    const route = `${request.method} ${request.url}`;
    if (route === "GET /v1/models") return sendJson(response, 200, this.#models());
    if (route === "GET /props" && this.#options.kind === "llamacpp")
      return sendJson(response, 200, this.#props());
    if (route === "GET /api/extra/true_max_context_length" && this.#options.kind === "koboldcpp")
      return sendJson(response, 200, { value: this.#contextSize });
    if (route === "POST /v1/completions" || route === "POST /v1/chat/completions")
      return this.#complete(request, response, route.includes("chat"));
    return sendJson(response, 404, { error: { message: "Not found" } });
  }

  #models() {
    const owner = this.#options.kind ?? "me";
    const length = owner === "vllm" ? { max_model_len: this.#contextSize } : {};
    const names = [...(this.#options.otherModels ?? []), "tavern/rosie-7b"];
    const data = names.map((id) => ({
      id,
      object: "model",
      created: 0,
      owned_by: owner,
      ...length,
    }));
    return { object: "list", data };
  }

  #props() {
    return {
      default_generation_settings: { n_ctx: this.#contextSize },
      total_slots: 4,
      ...this.#options.props,
    };
  }

  async #complete(request: IncomingMessage, response: ServerResponse, isChat: boolean) {
    const instead = this.#options.instead?.(this.asked.length);
    const parsed = (isChat ? chatSchema : completionSchema).safeParse(await bodyOf(request));
    if (!parsed.success)
      return sendJson(response, 400, { error: { message: z.prettifyError(parsed.error) } });
    this.asked.push(parsed.data);
    if (instead !== undefined) return sendCanned(response, instead);
    return this.#stream(parsed.data, response, isChat);
  }

  async #stream(body: AskedBody, response: ServerResponse, isChat: boolean): Promise<void> {
    const prompt = promptOf(body);
    const promptTokens = Math.ceil(prompt.length / this.#charactersPerToken);
    if (promptTokens + body.max_tokens > this.#contextSize)
      return sendJson(response, 400, {
        error: {
          code: 400,
          type: "exceed_context_size_error",
          message: `the request exceeds the available context size (${this.#contextSize} tokens)`,
          n_prompt_tokens: promptTokens,
          n_ctx: this.#contextSize,
        },
      });
    let left = false;
    response.on("close", () => {
      left = !response.writableFinished;
      if (!left) return;
      this.brokenOff++;
      for (const watcher of this.#watchers.splice(0)) watcher();
    });
    const usage = { promptTokens, cachedTokens: this.#cachedTokens(prompt, promptTokens) };
    const wire = new Wire(response, { isChat, body, kind: this.#options.kind, usage });
    const stops = new StopMatcher(body.stop ?? []);
    const call = this.asked.length - 1;
    const { reply = "Hello there." } = this.#options;
    const text = typeof reply === "string" ? reply : reply(prompt, call);
    const tokens = [...tokensOf(text, this.#charactersPerToken)];
    while (tokens.length < (body.min_tokens ?? 0)) tokens.push(" and");
    let generated = 0;
    for (const token of tokens) {
      await this.#options.beforeToken?.(generated, call);
      await new Promise((resolve) => setImmediate(resolve));
      if (left) return;
      generated++;
      wire.text(stops.push(token), generated);
      if (stops.stopped || generated >= body.max_tokens) break;
    }
    wire.text(stops.end(), generated);
    const ranOut = !stops.stopped && generated >= body.max_tokens;
    wire.end(ranOut ? "length" : "stop", generated);
  }

  /** Of the prompt, what an earlier one began with as well; the last token is always read anew. */
  #cachedTokens(prompt: string, promptTokens: number): number {
    const shared = Math.max(0, ...this.#warm.map((earlier) => commonPrefix(earlier, prompt)));
    this.#warm.push(prompt);
    return Math.min(Math.floor(shared / this.#charactersPerToken), promptTokens - 1);
  }
}

/** Writes one reply as server-sent events. */
class Wire {
  readonly #response: ServerResponse;
  readonly #isChat: boolean;
  readonly #body: AskedBody;
  readonly #kind: CompletionServerKind | undefined;
  readonly #usage: { readonly promptTokens: number; readonly cachedTokens: number };

  constructor(
    response: ServerResponse,
    options: {
      readonly isChat: boolean;
      readonly body: AskedBody;
      readonly kind: CompletionServerKind | undefined;
      readonly usage: { readonly promptTokens: number; readonly cachedTokens: number };
    },
  ) {
    this.#response = response;
    this.#isChat = options.isChat;
    this.#body = options.body;
    this.#kind = options.kind;
    this.#usage = options.usage;
    response.writeHead(200, { "content-type": "text/event-stream; charset=utf-8" });
    response.write(": a comment, as some servers send to keep the line open\n\n");
    if (this.#isChat) this.#choice({ delta: { role: "assistant", content: "" } }, null, 0);
  }

  text(text: string, generated: number): void {
    if (text === "") return;
    this.#choice(this.#isChat ? { delta: { content: text } } : { text }, null, generated);
  }

  end(reason: "stop" | "length", generated: number): void {
    this.#choice(this.#isChat ? { delta: {} } : { text: "" }, reason, generated);
    if (this.#body.stream_options?.include_usage)
      this.#event({ choices: [], usage: this.#counts(generated) });
    this.#response.end("data: [DONE]\n\n");
  }

  #choice(content: object, reason: string | null, generated: number): void {
    const choice = { index: 0, ...content, logprobs: null, finish_reason: reason };
    const early = this.#body.stream_options?.continuous_usage_stats === true;
    const timed = this.#kind === "llamacpp" && this.#body["timings_per_token"] === true;
    this.#event({
      choices: [choice],
      ...(early && { usage: this.#counts(generated) }),
      ...(timed && {
        timings: {
          cache_n: this.#usage.cachedTokens,
          prompt_n: this.#usage.promptTokens - this.#usage.cachedTokens,
          predicted_n: generated,
        },
      }),
    });
  }

  #counts(generated: number) {
    const { promptTokens, cachedTokens } = this.#usage;
    return {
      prompt_tokens: promptTokens,
      completion_tokens: generated,
      total_tokens: promptTokens + generated,
      prompt_tokens_details: { cached_tokens: cachedTokens },
    };
  }

  #event(fields: object): void {
    const object = this.#isChat ? "chat.completion.chunk" : "text_completion";
    const event = { id: "cmpl-1", object, created: 0, model: this.#body.model, ...fields };
    this.#response.write(`data: ${JSON.stringify(event)}\n\n`);
  }
}

/** As strict chat templates demand it: a system message first if any, then users and assistants in turn. */
function alternates(messages: readonly { readonly role: string }[]): boolean {
  const turns = messages[0]?.role === "system" ? messages.slice(1) : messages;
  return turns.every(({ role }, index) => role === (index % 2 === 0 ? "user" : "assistant"));
}

export function promptOf(body: AskedBody): string {
  if ("prompt" in body && typeof body.prompt === "string") return body.prompt;
  return "messages" in body && Array.isArray(body.messages)
    ? body.messages.map(({ role, content }) => `<${role}>${content}`).join("\n")
    : "";
}

function tokensOf(text: string, charactersPerToken: number): readonly string[] {
  const characters = Array.from(text);
  return Array.from(
    { length: Math.ceil(characters.length / charactersPerToken) },
    (_token, index) =>
      characters.slice(index * charactersPerToken, (index + 1) * charactersPerToken).join(""),
  );
}

function commonPrefix(a: string, b: string): number {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length++;
  return length;
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  let text = "";
  for await (const chunk of request.setEncoding("utf8")) text += chunk;
  return JSON.parse(text);
}

function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}

function sendCanned(response: ServerResponse, answer: CannedAnswer): void {
  const headers = { "content-type": "text/event-stream", ...answer.headers };
  response.writeHead(answer.status ?? 200, headers);
  if (!answer.cut) {
    response.end(answer.body);
    return;
  }
  response.write(answer.body, () => response.destroy());
}
