import { randomBytes } from "node:crypto";
import { openVocabulary } from "../../inference/llama-cpp/open-vocabulary.ts";
import {
  PromptTokenizer,
  type TokenizerModel,
} from "../../inference/llama-cpp/prompt-tokenizer.ts";
import { createModelLayout } from "../../inference/model-layout.ts";
import type { Logger } from "../../lib/logger.ts";
import { estimateTokens } from "../../roleplay/prompt/estimate-tokens.ts";
import { namedLayout } from "../../roleplay/prompt/named-layout.ts";
import { plainLayout } from "../../roleplay/prompt/plain-layout.ts";
import type { ChatLayout } from "../../roleplay/prompt/prompt-segment.ts";

/** What writes a prompt down and counts its tokens. */
export interface PromptGauge extends AsyncDisposable {
  /** False where tokens are estimated. */
  readonly exact: boolean;
  readonly layout: ChatLayout;
  readonly tokenizer: PromptTokenizer;
  /** Tokens that the model was trained for; undefined without a model. */
  readonly contextLength: number | undefined;
  /** What was wrong with the model's own template; grows while prompts are written. */
  readonly warnings: readonly string[];
}

export interface GaugeOptions {
  /** A GGUF file. Undefined: tokens are estimated. */
  readonly modelFile: string | undefined;
  /** A named format; it wins over the model's own template. Undefined without a model: plain text. */
  readonly format: string | undefined;
}

/** Throws a {@link UserError} of one line for a format or a model that there isn't. */
export async function openPromptGauge(options: GaugeOptions): Promise<PromptGauge> {
  const { modelFile, format } = options;
  const warnings: string[] = [];
  const named = format === undefined ? undefined : namedLayout(format);
  if (modelFile === undefined) {
    return {
      exact: false,
      layout: named ?? plainLayout,
      tokenizer: new PromptTokenizer(estimatingModel),
      contextLength: undefined,
      warnings,
      [Symbol.asyncDispose]: async () => {},
    };
  }
  const vocabulary = await openVocabulary(modelFile);
  const { model, contextLength } = vocabulary;
  const layout =
    named ??
    createModelLayout({
      template: model.fileInfo.metadata.tokenizer?.chat_template,
      bosToken: model.tokens.bosString ?? "",
      eosToken: model.tokens.eosString ?? "",
      nonce: randomBytes(12).toString("hex"),
      logger: warningCollector(warnings),
    });
  return {
    exact: true,
    layout,
    tokenizer: new PromptTokenizer(model),
    contextLength,
    warnings,
    [Symbol.asyncDispose]: () => vocabulary[Symbol.asyncDispose](),
  };
}

/** Gives as many tokens as a text has by estimate; which ones says nothing. */
const estimatingModel: TokenizerModel = {
  tokenize: (text: string) => Array.from({ length: estimateTokens(text) }, () => 0 as never),
  tokens: { bos: null, shouldPrependBosToken: false },
};

function warningCollector(warnings: string[]): Logger {
  const ignore = () => {};
  const collector: Logger = {
    debug: ignore,
    info: ignore,
    warn: (_fields, message) => warnings.push(message),
    error: (_fields, message) => warnings.push(message),
    child: () => collector,
  };
  return collector;
}
