import { availableParallelism } from "node:os";
import {
  GgmlType,
  InsufficientMemoryError,
  type Llama,
  type LlamaContext,
  LlamaLogLevel,
  type LlamaModel,
  type LlamaModelOptions,
} from "node-llama-cpp";
import { coerceError, isAbort, UserError } from "../../lib/errors.ts";
import type { Logger } from "../../lib/logger.ts";
import { type GpuChoice, listenToLog, openBackend } from "./llama-backend.ts";

export interface LoadOptions {
  readonly modelFile: string;
  /** Tokens of one conversation; never more than the model was trained for. */
  readonly contextSize: number;
  readonly slots: number;
  readonly batchSize: number;
  /** CPU threads; 0: one fewer than there are cores. */
  readonly threads: number;
  /** Undefined: where it works. */
  readonly flashAttention?: boolean | undefined;
  /** How coarsely the cache is stored; `q8_0` needs flash attention. Default: `f16`. */
  readonly cacheType?: "f16" | "q8_0" | undefined;
  readonly gpu: GpuChoice;
  /** Layers on the GPU. Undefined: as many as fit. */
  readonly gpuLayers?: number | undefined;
  readonly logger: Logger;
  /** Bytes that this process can still take. Default: what the operating system and its limits leave. */
  readonly availableMemory?: (() => number) | undefined;
  /** Called with rising numbers up to 1 while weights are read. */
  readonly onLoadProgress?: ((progress: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface LoadedModel extends AsyncDisposable {
  readonly llama: Llama;
  readonly model: LlamaModel;
  readonly context: LlamaContext;
}

/** Loads a model and makes room for its slots. Throws a {@link UserError} that says what to do when it can't. */
export async function loadModel(options: LoadOptions): Promise<LoadedModel> {
  const opened: AsyncDisposable[] = [];
  const complaints: string[] = [];
  const stopListening = listenToLog(({ level, text }) => {
    options.logger.debug({ level, detail: text }, "llama.cpp says");
    if (level === LlamaLogLevel.error) complaints.push(text);
  });
  const close = async () => {
    for (const resource of opened.splice(0).toReversed()) await resource[Symbol.asyncDispose]();
    stopListening();
  };
  try {
    const llama = await openBackend(options.gpu);
    const model = await openModel(llama, options, complaints);
    opened.push(model);
    const context = await openContext(model, options);
    opened.push(context);
    return { llama, model, context, [Symbol.asyncDispose]: close };
  } catch (error) {
    await close();
    throw error;
  }
}

export type OpenModelOptions = Pick<
  LoadOptions,
  | "modelFile"
  | "contextSize"
  | "slots"
  | "flashAttention"
  | "cacheType"
  | "gpuLayers"
  | "onLoadProgress"
  | "signal"
>;

/** `complaints`: what llama.cpp says about failures, since its exceptions don't tell. */
export async function openModel(
  llama: Pick<Llama, "loadModel">,
  options: OpenModelOptions,
  complaints: readonly string[],
): Promise<LlamaModel> {
  const { signal } = options;
  try {
    return await loadFittingLayers(llama, options);
  } catch (error) {
    if (isAbort(error, signal)) throw error;
    if (error instanceof InsufficientMemoryError) {
      throw new UserError(
        "model-out-of-memory",
        "The model doesn't fit in memory. Use a smaller model or a smaller quantisation, or lower GPU_LAYERS.",
        { cause: error },
      );
    }
    throw new UserError(
      "model-load-failed",
      `The model can't be loaded: ${complaints[0] ?? coerceError(error).message}`,
      { cause: error },
    );
  }
}

/**
 * Left to itself, the library puts as many layers on the GPU as leave room for one conversation, and then there is none
 * for the others: so it is told what all slots take. Where no layer fits beside that, it decides as it likes.
 */
async function loadFittingLayers(
  llama: Pick<Llama, "loadModel">,
  options: OpenModelOptions,
): Promise<LlamaModel> {
  const { modelFile, contextSize, slots, gpuLayers, onLoadProgress, signal } = options;
  const load = (layers: NonNullable<LlamaModelOptions["gpuLayers"]>) =>
    llama.loadModel({
      modelPath: modelFile,
      gpuLayers: layers,
      ...contextSetup(options).forModel,
      ...(onLoadProgress && { onLoadProgress }),
      ...(signal && { loadSignal: signal }),
    });
  if (gpuLayers !== undefined) return load(gpuLayers);
  try {
    return await load({ fitContext: { contextSize: contextSize * slots } });
  } catch (error) {
    if (error instanceof InsufficientMemoryError) return load("auto");
    throw error;
  }
}

/** Makes room for the slots. Throws a {@link UserError} when there is none. */
export async function openContext(
  model: LlamaModel,
  options: Omit<LoadOptions, "modelFile" | "gpu" | "gpuLayers" | "logger">,
): Promise<LlamaContext> {
  const { slots, signal } = options;
  const contextSize = Math.min(options.contextSize, model.trainContextSize);
  const batchSize = Math.min(options.batchSize, contextSize);
  const setup = contextSetup(options);
  const tooLarge = (cause?: unknown) =>
    new UserError(
      "context-too-large",
      `${slots} slots with ${contextSize} tokens each don't fit in memory beside the model. Lower SLOTS or CONTEXT_SIZE.`,
      { cause },
    );
  const needed = await model.fileInsights.estimateContextResourceRequirementsV2({
    contextSize,
    sequences: slots,
    batchSize,
    modelGpuLayers: model.gpuLayers,
    swaFullCache: true,
    ...setup.forEstimate,
  });
  // llama.cpp takes the memory at once; the library's own check lets some sizes through that end the process.
  const availableMemory = options.availableMemory?.() ?? process.availableMemory();
  if (needed.cpuRam > availableMemory) throw tooLarge();
  try {
    return await model.createContext({
      contextSize,
      sequences: slots,
      batchSize,
      threads: threadCount(options.threads),
      // Without the full cache, models with sliding-window attention can't go back to a shared prefix.
      swaFullCache: true,
      ...setup.forContext,
      failedCreationRemedy: false,
      batching: { itemPrioritizationStrategy: takeInOrder },
      ...(signal && { createSignal: signal }),
    });
  } catch (error) {
    if (isAbort(error, signal)) throw error;
    if (error instanceof InsufficientMemoryError) throw tooLarge(error);
    throw new UserError(
      "context-failed",
      `The model has no working context: ${coerceError(error).message}`,
      { cause: error },
    );
  }
}

/**
 * The engine never asks for more than a batch holds, so there is nothing to prioritise; but should it ever, replies
 * (one token each) go before prompts.
 */
function takeInOrder<Item extends { readonly tokens: readonly unknown[] }>(batch: {
  readonly items: readonly Item[];
  readonly size: number;
}): { item: Item; processAmount: number }[] {
  let left = batch.size;
  return batch.items
    .toSorted((a, b) => a.tokens.length - b.tokens.length)
    .map((item) => {
      const processAmount = Math.min(left, item.tokens.length);
      left -= processAmount;
      return { item, processAmount };
    })
    .filter(({ processAmount }) => processAmount > 0);
}

/** The same choices in the library's three ways of naming them. */
function contextSetup({
  flashAttention,
  cacheType,
}: Pick<LoadOptions, "flashAttention" | "cacheType">) {
  const isCoarse = cacheType === "q8_0";
  const attention = isCoarse ? true : flashAttention;
  const flash = attention === undefined ? {} : { flashAttention: attention };
  return {
    forContext: {
      ...flash,
      ...(isCoarse && {
        experimentalKvCacheKeyType: "Q8_0" as const,
        experimentalKvCacheValueType: "Q8_0" as const,
      }),
    },
    forModel: {
      defaultContextSwaFullCache: true,
      ...(attention !== undefined && { defaultContextFlashAttention: attention }),
      ...(isCoarse && {
        experimentalDefaultContextKvCacheKeyType: "Q8_0" as const,
        experimentalDefaultContextKvCacheValueType: "Q8_0" as const,
      }),
    },
    forEstimate: {
      ...flash,
      ...(isCoarse && { kvCacheKeyType: GgmlType.Q8_0, kvCacheValueType: GgmlType.Q8_0 }),
    },
  };
}

/** As many threads as cores would leave none for JavaScript, and llama.cpp's threads spin while they wait. */
export function threadCount(setting: number): number {
  return setting > 0 ? setting : Math.max(1, availableParallelism() - 1);
}
