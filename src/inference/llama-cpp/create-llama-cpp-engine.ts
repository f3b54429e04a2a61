import { randomBytes } from "node:crypto";
import { basename, extname } from "node:path";
import type { LlamaModel, Token } from "node-llama-cpp";
import type { EngineInfo, TextEngine } from "../../generation/text-engine.ts";
import type { Clock } from "../../lib/clock.ts";
import { coerceError } from "../../lib/errors.ts";
import type { Logger } from "../../lib/logger.ts";
import { inspectModel } from "../../models/inspect-model.ts";
import type { ModelInspection } from "../../models/model-inspection.ts";
import type { ChatLayout } from "../../roleplay/prompt/prompt-segment.ts";
import { createModelLayout } from "../model-layout.ts";
import { endBiases } from "./end-biases.ts";
import { KeptStates } from "./kept-states.ts";
import { LlamaCppEngine } from "./llama-cpp-engine.ts";
import { type LoadedModel, type LoadOptions, loadModel } from "./load-model.ts";
import type { ModelFacts } from "./model-facts.ts";
import { PromptTokenizer } from "./prompt-tokenizer.ts";
import { PromptWriter } from "./prompt-writer.ts";
import { SequenceWarmer } from "./sequence-warmer.ts";
import { TickLoop, type TickReport } from "./tick-loop.ts";
import { rememberTokenTexts } from "./token-texts.ts";

export interface LlamaCppEngineOptions extends LoadOptions {
  readonly clock: Clock;
  /** Default: the file's name without its ending. */
  readonly modelId?: string | undefined;
  /** What {@link inspectModel} said of this file. Undefined: it is inspected first. */
  readonly inspection?: ModelInspection | undefined;
  /** How prompts are written. Undefined: as the model's own chat template says. */
  readonly layout?: ChatLayout | undefined;
  /** Where states of chats are kept that have lost their slot. Left out: nowhere. */
  readonly keptStates?: KeptStatesOptions | undefined;
  /** Text that ends a reply beside what the layout says, as the catalogue has it. */
  readonly stop?: readonly string[] | undefined;
  /** Called after every step, for metrics. */
  readonly onTick?: ((report: TickReport) => void) | undefined;
}

export interface KeptStatesOptions {
  /** A folder is made in here; it may be in memory. */
  readonly folder: string;
  /** Most bytes of all states together. */
  readonly budgetBytes: number;
}

/**
 * Loads a GGUF file and answers requests with it. Throws a {@link UserError} when the file is broken or doesn't fit;
 * rejects with the signal's reason when loading is aborted.
 */
export async function createLlamaCppEngine(options: LlamaCppEngineOptions): Promise<TextEngine> {
  const { modelFile, slots, signal } = options;
  const inspection = options.inspection ?? (await inspectModel(modelFile, { signal }));
  const loaded = await loadModel({
    ...options,
    contextSize: Math.min(options.contextSize, inspection.contextLength),
    batchSize: Math.max(options.batchSize, smallestBatch(slots)),
  });
  try {
    return await startLlamaCppEngine(options, loaded, inspection);
  } catch (error) {
    await loaded[Symbol.asyncDispose]();
    throw error;
  }
}

/** The engine on a model that is loaded; it disposes of it in the end. */
export async function startLlamaCppEngine(
  options: LlamaCppEngineOptions,
  loaded: LoadedModel,
  inspection: ModelInspection,
): Promise<TextEngine> {
  const { slots, clock, logger, onTick } = options;
  const { model, context } = loaded;
  const info = engineInfo(options, loaded, inspection);
  const layout = options.layout ?? ownLayout(model, logger);
  const writer = new PromptWriter({
    layout,
    tokenizer: new PromptTokenizer(model),
    contextSize: info.contextSize,
  });
  const { batchSize } = context;
  const states = await openStates(options, model);
  return new LlamaCppEngine({
    info,
    loop: new TickLoop({
      context,
      slots,
      batchSize,
      writer,
      warmer: states && new SequenceWarmer({ states, clock }),
      clock,
      logger,
      ...(onTick && { onTick }),
    }),
    model: await modelFacts(model, {
      displayName: info.displayName,
      template: layout.name,
      stop: [...new Set([...(layout.stop ?? []), ...(options.stop ?? [])])],
    }),
    clock,
    resources: {
      async [Symbol.asyncDispose]() {
        await loaded[Symbol.asyncDispose]();
        await states?.[Symbol.asyncDispose]();
      },
    },
  });
}

/** Undefined where states aren't to be kept, or can't be. */
async function openStates(
  { keptStates, logger }: LlamaCppEngineOptions,
  { fileInsights }: LlamaModel,
): Promise<KeptStates | undefined> {
  // What llama.cpp saves of a sliding window or a recurrent state isn't all that is needed to go on from it.
  const isPlain =
    fileInsights.swaSize === undefined && !fileInsights.isRecurrent && !fileInsights.isHybrid;
  if (keptStates === undefined || keptStates.budgetBytes === 0 || !isPlain) return undefined;
  const { folder, budgetBytes } = keptStates;
  try {
    return await KeptStates.open({ parent: folder, budgetBytes, logger });
  } catch (thrown) {
    logger.warn({ folder, error: coerceError(thrown) }, "States of chats can't be kept here");
    return undefined;
  }
}

/** A token for every reply, and room for a prompt beside them. */
function smallestBatch(slots: number): number {
  return slots + 32;
}

function engineInfo(
  options: LlamaCppEngineOptions,
  { llama, context }: LoadedModel,
  inspection: ModelInspection,
): EngineInfo {
  return {
    modelId: options.modelId ?? basename(options.modelFile, extname(options.modelFile)),
    displayName: inspection.name,
    contextSize: Math.min(options.contextSize, context.contextSize),
    slots: options.slots,
    engine: `llama.cpp (${backendNames[llama.gpu || "cpu"]})`,
    architecture: inspection.architecture,
    quantisation: inspection.quantisation,
    sizeBytes: inspection.sizeBytes,
  };
}

const backendNames = { cpu: "CPU", cuda: "CUDA", vulkan: "Vulkan", metal: "Metal" } as const;

function ownLayout(model: LlamaModel, logger: Logger): ChatLayout {
  return createModelLayout({
    template: model.fileInfo.metadata.tokenizer?.chat_template,
    bosToken: model.tokens.bosString ?? "",
    eosToken: model.tokens.eosString ?? "",
    nonce: randomBytes(12).toString("hex"),
    logger,
  });
}

async function modelFacts(
  model: LlamaModel,
  told: Pick<ModelFacts, "displayName" | "template" | "stop">,
): Promise<ModelFacts> {
  const controlTokens = new Set<Token>();
  let vocabularySize = 0;
  for (const token of model.iterateAllTokens()) {
    vocabularySize++;
    if (model.isSpecialToken(token)) controlTokens.add(token);
  }
  return {
    ...told,
    vocabularySize,
    detokenize: rememberTokenTexts((tokens) => model.detokenize(tokens)),
    isControlToken: (token) => controlTokens.has(token),
    biases: await endBiases(model),
  };
}
