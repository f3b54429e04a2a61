import type { LlamaContextSequence, Token } from "node-llama-cpp";
import type { GenerationRequest } from "../../src/generation/request.ts";
import { loadModel } from "../../src/inference/llama-cpp/load-model.ts";
import { PromptTokenizer } from "../../src/inference/llama-cpp/prompt-tokenizer.ts";
import { PromptWriter } from "../../src/inference/llama-cpp/prompt-writer.ts";
import { ReplyMemory } from "../../src/inference/llama-cpp/reply-memory.ts";
import { createModelLayout } from "../../src/inference/model-layout.ts";
import { silentLogger } from "../../src/lib/logger.ts";
import { demoOptions } from "./demo-engine.ts";

/**
 * Two tokens of which the less likely one has at least this share of the other's chance are a tie. A batch of another
 * size is added up in another order, by kernels that depend on the processor: the bare demo model, made to read one
 * prompt in pieces of other sizes, moves a token's chance by up to a twentieth, and two tokens' apart by twice that.
 */
const tie = 0.9;

/**
 * Says whether two replies to one request at temperature 0 are the same. The only difference it lets pass is one that
 * begins where the model itself was undecided: there the last bit of a sum chooses.
 */
export class ReplyJudge implements AsyncDisposable {
  readonly #writer: PromptWriter;
  readonly #tokenizer: PromptTokenizer;
  readonly #sequence: LlamaContextSequence;
  readonly #resources: AsyncDisposable;

  private constructor(options: {
    readonly writer: PromptWriter;
    readonly tokenizer: PromptTokenizer;
    readonly sequence: LlamaContextSequence;
    readonly resources: AsyncDisposable;
  }) {
    this.#writer = options.writer;
    this.#tokenizer = options.tokenizer;
    this.#sequence = options.sequence;
    this.#resources = options.resources;
  }

  /** A judge of the demo model's replies. */
  static async open(): Promise<ReplyJudge> {
    const options = demoOptions({});
    const resources = await loadModel(options);
    const { model, context } = resources;
    const tokenizer = new PromptTokenizer(model);
    const layout = createModelLayout({
      template: model.fileInfo.metadata.tokenizer?.chat_template,
      bosToken: model.tokens.bosString ?? "",
      eosToken: model.tokens.eosString ?? "",
      nonce: "judge",
      logger: silentLogger,
    });
    const writer = new PromptWriter({ layout, tokenizer, contextSize: options.contextSize });
    return new ReplyJudge({ writer, tokenizer, sequence: context.getSequence(), resources });
  }

  /** Where one reply says something else than the other without a tie to excuse it; null: nowhere. */
  async difference(request: GenerationRequest, one: string, other: string): Promise<string | null> {
    if (one === other) return null;
    const [ones = [], others = []] = [one, other].map((text) => this.#tokenizer.text(text));
    const parting = ones.findIndex((token, index) => others[index] !== token);
    const chances = await this.#chances([
      ...this.#writer.write(request, new ReplyMemory()).tokens,
      ...ones.slice(0, parting),
    ]);
    const chanceOf = (token: Token | undefined) =>
      token === undefined ? 0 : (chances.get(token) ?? 0);
    const [less = 0, more = 0] = [chanceOf(ones[parting]), chanceOf(others[parting])].toSorted(
      (a, b) => a - b,
    );
    return less > 0 && less >= more * tie ? null : `"${other}" in place of "${one}"`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#resources[Symbol.asyncDispose]();
  }

  /** How likely each token is to come next. */
  async #chances(tokens: readonly Token[]): Promise<ReadonlyMap<Token, number>> {
    const last = tokens.at(-1);
    if (last === undefined) throw new Error("there is no prompt");
    await this.#sequence.clearHistory();
    const results = await this.#sequence.controlledEvaluate([
      ...tokens.slice(0, -1),
      [last, { generateNext: { probabilities: true } }],
    ]);
    const chances = results.at(-1)?.next.probabilities;
    if (chances === undefined) throw new Error("the library gave no probabilities");
    return chances;
  }
}
