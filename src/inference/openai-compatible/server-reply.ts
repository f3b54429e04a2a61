import type { GenerationRequest } from "../../generation/request.ts";
import { StopMatcher } from "../../generation/stop-matcher.ts";
import type {
  FinishReason,
  GenerationReport,
  PromptUsage,
  StreamPart,
} from "../../generation/stream-part.ts";
import type { Clock } from "../../lib/clock.ts";
import { EchoedPrefix } from "../echoed-prefix.ts";
import type { WrittenPrompt } from "./server-prompt-writer.ts";
import type { ServerUsage, StreamEvent } from "./stream-event.ts";

/** Characters of a token at the very most: a server that sends more of them has lost count. */
const mostCharactersPerToken = 64;

/** One reply as it grows: what of the server's events is shown, when it is over, and what is reported in the end. */
export class ServerReply {
  readonly #request: GenerationRequest;
  readonly #model: string;
  readonly #template: string;
  readonly #clock: Clock;
  readonly #arrivedAt: number;
  readonly #stops: StopMatcher;
  readonly #prefix: EchoedPrefix;
  #prompt: WrittenPrompt | undefined;
  #ignoredSettings: readonly string[] = [];
  #usage: ServerUsage | undefined;
  #firstTokenAt: number | undefined;
  #textEvents = 0;
  #characters = 0;
  #over: FinishReason | undefined;
  #endedByServer = false;

  constructor(
    request: GenerationRequest,
    options: {
      readonly model: string;
      /** For people: the format that the prompt is written in. */
      readonly template: string;
      /** Text that ends a reply, beside the request's own. */
      readonly stop: readonly string[];
      readonly clock: Clock;
    },
  ) {
    this.#request = request;
    this.#model = options.model;
    this.#template = options.template;
    this.#clock = options.clock;
    this.#arrivedAt = options.clock.now();
    this.#stops = new StopMatcher([...request.stop, ...options.stop]);
    this.#prefix = new EchoedPrefix(request.prompt.replyPrefix);
  }

  /** A try begins. There may be several, until the first event has come. */
  begin(prompt: WrittenPrompt, ignoredSettings: readonly string[]): void {
    this.#prompt = prompt;
    this.#ignoredSettings = ignoredSettings;
  }

  /** Something has been told to the reader: from now on nothing can be tried again. */
  get started(): boolean {
    return this.#firstTokenAt !== undefined;
  }

  /** Why it is over, once it is. The server may still have counts to tell. */
  get over(): FinishReason | undefined {
    return this.#over;
  }

  /** Whether the server itself ended the reply, so that its counts are worth waiting for. */
  get endedByServer(): boolean {
    return this.#endedByServer;
  }

  /** Counts of the server, once it has told them. */
  get usage(): ServerUsage | undefined {
    return this.#usage;
  }

  /** Takes an event and gives the parts that follow from it. */
  take(event: StreamEvent): StreamPart[] {
    this.#usage = event.usage ?? this.#usage;
    if (this.#over !== undefined) return [];
    const parts = event.text === "" ? [] : this.#takeText(event.text);
    if (event.finishReason !== null && this.#over === undefined) {
      this.#over = event.finishReason;
      this.#endedByServer = true;
    }
    return parts;
  }

  /** Nothing more will come; gives what was held back and the last part. */
  finish(reason: FinishReason): StreamPart[] {
    const rest = this.#stops.push(this.#prefix.end()) + this.#stops.end();
    const parts: StreamPart[] = [];
    if (reason !== "cancelled") parts.push(...this.#promptEnd());
    if (rest !== "" && this.started) parts.push({ type: "text-delta", delta: rest });
    return [...parts, { type: "finish", reason, report: this.report() }];
  }

  report(): GenerationReport {
    const endedAt = this.#clock.now();
    const firstTokenAt = this.#firstTokenAt ?? endedAt;
    const { maxTokens } = this.#request;
    const counted = this.#usage?.generatedTokens ?? null;
    const generatedTokens = Math.min(counted ?? this.#textEvents, maxTokens);
    return {
      ...this.#promptUsage(),
      model: this.#model,
      template: this.#template,
      generatedTokens,
      seed: this.#request.sampling.seed,
      timeToFirstTokenMs: firstTokenAt - this.#arrivedAt,
      durationMs: endedAt - this.#arrivedAt,
      tokensPerSecond: (generatedTokens * 1000) / Math.max(1, endedAt - firstTokenAt),
      ignoredSettings: this.#ignoredSettings,
      exactTokens: counted !== null && this.#endedByServer,
      sections: this.#prompt?.sections ?? [],
    };
  }

  #takeText(text: string): StreamPart[] {
    const { maxTokens } = this.#request;
    if (this.#textEvents >= maxTokens || this.#characters > maxTokens * mostCharactersPerToken) {
      // An event has a token at least: the server doesn't keep to the limit that it was given.
      this.#over = "length";
      return [];
    }
    const parts = this.#promptEnd();
    this.#textEvents++;
    this.#characters += text.length;
    const delta = this.#stops.push(this.#prefix.push(text));
    if (delta !== "") parts.push({ type: "text-delta", delta });
    if (this.#stops.stopped) this.#over = "stop";
    return parts;
  }

  /** Once: the prompt has been read. Its counts are the server's where it has told them by now. */
  #promptEnd(): StreamPart[] {
    if (this.#firstTokenAt !== undefined) return [];
    this.#firstTokenAt = this.#clock.now();
    const sections = this.#prompt?.sections ?? [];
    return [{ type: "prompt-end", usage: this.#promptUsage(), sections }];
  }

  #promptUsage(): PromptUsage {
    const promptTokens = this.#usage?.promptTokens ?? this.#prompt?.estimatedTokens ?? 0;
    const cachedTokens = this.#usage?.cachedTokens ?? 0;
    return { promptTokens, cachedTokens, evaluatedTokens: promptTokens - cachedTokens };
  }
}
