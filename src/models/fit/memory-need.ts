import type { ModelShape } from "./model-shape.ts";

/** How the cache of conversations is stored. */
export type CacheType = "f16" | "q8_0" | "q4_0";

const bytesPerNumber: Readonly<Record<CacheType, number>> = {
  f16: 2,
  q8_0: 34 / 32,
  q4_0: 18 / 32,
};

/** How a model is to be run. */
export interface MemoryPlan {
  /** Tokens of one conversation. */
  readonly contextSize: number;
  readonly slots: number;
  /** Tokens that are evaluated in one step. */
  readonly batchSize: number;
  readonly cacheType: CacheType;
  /** Layers that go on the GPU. Null: as many as fit. */
  readonly gpuLayers: number | null;
}

export interface MemoryNeed {
  readonly weightBytes: number;
  /** The conversations: every slot takes a whole context. */
  readonly cacheBytes: number;
  /** What computing takes beside them. */
  readonly workBytes: number;
}

/** What a program and its buffers take, however small the model. */
const leastWorkBytes = 48 * 1024 ** 2;

/** What a model takes in memory, by its header alone. */
export function memoryNeed(shape: ModelShape, plan: MemoryPlan): MemoryNeed {
  return {
    weightBytes: shape.layerBytes + shape.otherBytes,
    cacheBytes: cacheBytes(shape, plan),
    workBytes: leastWorkBytes + stepBytes(shape, plan),
  };
}

export function totalBytes({ weightBytes, cacheBytes: cache, workBytes }: MemoryNeed): number {
  return weightBytes + cache + workBytes;
}

function cacheBytes({ cacheNumbers }: ModelShape, plan: MemoryPlan): number {
  const tokens = plan.contextSize * plan.slots;
  return Math.ceil(cacheNumbers * bytesPerNumber[plan.cacheType] * tokens);
}

/** One step: the scores of the whole vocabulary for each token of the batch, and what a layer passes on. */
function stepBytes(shape: ModelShape, { batchSize }: MemoryPlan): number {
  const perToken = shape.vocabularySize + 6 * shape.embeddingLength + 2 * shape.feedForwardLength;
  return batchSize * perToken * 4;
}
