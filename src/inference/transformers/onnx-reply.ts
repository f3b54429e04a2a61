import type { GenerationRequest } from "../../generation/request.ts";
import { settingsInUse } from "../../generation/settings-in-use.ts";
import { StopMatcher } from "../../generation/stop-matcher.ts";
import type { FinishReason, GenerationReport, PromptUsage } from "../../generation/stream-part.ts";
import type { Clock } from "../../lib/clock.ts";
import { EchoedPrefix } from "../echoed-prefix.ts";
import { IncrementalDetokenizer } from "../incremental-detokenizer.ts";
import { chooseToken, chosenBy, seededRandom } from "./choose-token.ts";
import type { OnnxModel } from "./onnx-model.ts";
import type { WrittenPrompt } from "./onnx-prompt-writer.ts";

/** One reply as it grows: which token comes next, what of its text is shown, and what is reported in the end. */
export class OnnxReply {
  readonly #request: GenerationRequest;
  readonly prompt: WrittenPrompt;
  readonly #model: OnnxModel;
  readonly #told: { readonly displayName: string; readonly template: string };
  readonly #clock: Clock;
  readonly #arrivedAt: number;
  readonly #random: () => number;
  readonly #detokenizer: IncrementalDetokenizer<number>;
  readonly #stops: StopMatcher;
  readonly #prefix: EchoedPrefix;
  readonly #tokens: number[] = [];
  #firstTokenAt: number | undefined;
  #over: FinishReason | undefined;

  constructor(
    request: GenerationRequest,
    options: {
      readonly prompt: WrittenPrompt;
      readonly model: OnnxModel;
      readonly told: { readonly displayName: string; readonly template: string };
      /** Text that ends a reply, beside the request's own. */
      readonly stop: readonly string[];
      readonly clock: Clock;
      readonly arrivedAt: number;
    },
  ) {
    const { prompt, model } = options;
    this.#request = request;
    this.prompt = prompt;
    this.#model = model;
    this.#told = options.told;
    this.#clock = options.clock;
    this.#arrivedAt = options.arrivedAt;
    this.#random = seededRandom(request.sampling.seed);
    const continues = !model.folder.isEncoderDecoder;
    const before = continues ? prompt.tokens.slice(-4) : [];
    this.#detokenizer = new IncrementalDetokenizer((tokens) => model.decode(tokens), before);
    this.#stops = new StopMatcher([...request.stop, ...options.stop]);
    // A model that writes apart from the prompt may write the speaker's name once more.
    this.#prefix = new EchoedPrefix(continues ? "" : request.prompt.replyPrefix);
  }

  /** Why it is over, once it is. */
  get over(): FinishReason | undefined {
    return this.#over;
  }

  get usage(): PromptUsage {
    const promptTokens = this.prompt.tokens.length;
    return { promptTokens, cachedTokens: 0, evaluatedTokens: promptTokens };
  }

  choose(logits: Float32Array): number {
    this.#firstTokenAt ??= this.#clock.now();
    const before = this.#model.folder.isEncoderDecoder ? [] : this.prompt.tokens;
    const recent = [...before.slice(-this.#request.sampling.repeatLastTokens), ...this.#tokens];
    return chooseToken(this.#allowed(logits), this.#request.sampling, {
      // Marks that were punished would keep the reply from ever ending.
      recent: recent.filter((token) => !this.#model.endTokens.has(token)),
      random: this.#random,
    });
  }

  /** Without the marks that would end the reply before it has as many tokens as it should. */
  #allowed(logits: Float32Array): Float32Array {
    if (this.#tokens.length >= (this.#request.leastTokens ?? 0)) return logits;
    const allowed = Float32Array.from(logits);
    for (const token of this.#model.endTokens) allowed[token] = Number.NEGATIVE_INFINITY;
    return allowed;
  }

  /** Takes the token that was chosen and gives the text that has become certain. */
  take(token: number): string {
    if (this.#model.endTokens.has(token)) {
      this.#over = "stop";
      return "";
    }
    this.#tokens.push(token);
    const text = this.#stops.push(this.#prefix.push(this.#detokenizer.push(token)));
    if (this.#stops.stopped) this.#over = "stop";
    else if (this.#tokens.length >= this.prompt.maxTokens) this.#over = "length";
    return text;
  }

  /** Nothing more will come: what was held back. */
  flush(): string {
    const rest = this.#prefix.push(this.#detokenizer.flush()) + this.#prefix.end();
    return this.#stops.push(rest) + this.#stops.end();
  }

  report(): GenerationReport {
    const endedAt = this.#clock.now();
    const firstTokenAt = this.#firstTokenAt ?? endedAt;
    const { sampling } = this.#request;
    return {
      ...this.usage,
      model: this.#told.displayName,
      template: this.#told.template,
      generatedTokens: this.#tokens.length,
      seed: sampling.seed,
      timeToFirstTokenMs: firstTokenAt - this.#arrivedAt,
      durationMs: endedAt - this.#arrivedAt,
      tokensPerSecond: (this.#tokens.length * 1000) / Math.max(1, endedAt - firstTokenAt),
      ignoredSettings: settingsInUse(sampling).filter((name) => !chosenBy.has(name)),
      exactTokens: true,
      sections: this.prompt.sections,
    };
  }
}
