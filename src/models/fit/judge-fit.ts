import type { FitSuggestion, ModelFit } from "../../generation/model-control.ts";
import { type MemoryPlan, memoryNeed, totalBytes } from "./memory-need.ts";
import type { ModelShape } from "./model-shape.ts";

export interface FreeMemory {
  readonly ramBytes: number;
  /** Of all GPUs that are used together; null without one. */
  readonly gpuBytes: number | null;
}

/** Contexts that are worth suggesting. */
const contexts = [65_536, 32_768, 16_384, 12_288, 8192, 6144, 4096, 2048];

/** Usual quantisations with the bits that a number takes on average in them. */
const quantisations = [
  ["Q8_0", 8.5],
  ["Q6_K", 6.6],
  ["Q5_K_M", 5.7],
  ["Q4_K_M", 4.9],
  ["Q3_K_M", 3.9],
  ["Q2_K", 3],
] as const;

/** Whether a model runs with what is free, and what would help where it doesn't. */
export function judgeFit(shape: ModelShape, plan: MemoryPlan, free: FreeMemory): ModelFit {
  const need = memoryNeed(shape, plan);
  const neededBytes = totalBytes(need);
  const onGpu = layersOnGpu(shape, plan, free);
  const usesGpu = onGpu !== null && plan.gpuLayers !== 0;
  const verdict = verdictOf(shape, plan, free);
  return {
    verdict,
    ...need,
    neededBytes,
    freeBytes: usesGpu ? (free.gpuBytes ?? 0) : free.ramBytes,
    onGpu: usesGpu,
    contextSize: plan.contextSize,
    slots: plan.slots,
    layers: shape.layers,
    gpuLayers: onGpu,
    suggestion: verdict === "fits" ? null : suggest(shape, plan, free),
  };
}

function verdictOf(shape: ModelShape, plan: MemoryPlan, free: FreeMemory): ModelFit["verdict"] {
  const need = totalBytes(memoryNeed(shape, plan));
  const onGpu = layersOnGpu(shape, plan, free);
  if (onGpu === null || plan.gpuLayers === 0) return need <= free.ramBytes ? "fits" : "too-large";
  const wanted = Math.min(plan.gpuLayers ?? shape.layers, shape.layers);
  if (onGpu >= wanted && (wanted === shape.layers || beside(onGpu) <= free.ramBytes)) return "fits";
  return beside(onGpu) <= free.ramBytes ? "slow" : "too-large";

  /** What is left to the machine's own memory. */
  function beside(layers: number): number {
    return need * (1 - layers / shape.layers);
  }
}

/** Layers that fit on the GPU with their share of the conversations; null where there is no GPU. */
function layersOnGpu(shape: ModelShape, plan: MemoryPlan, { gpuBytes }: FreeMemory): number | null {
  if (gpuBytes === null) return null;
  const { cacheBytes, workBytes } = memoryNeed(shape, plan);
  const layerBytes = (shape.layerBytes + cacheBytes) / shape.layers;
  const fitting = Math.floor((gpuBytes - workBytes - shape.otherBytes) / layerBytes);
  return Math.max(0, Math.min(shape.layers, fitting, plan.gpuLayers ?? shape.layers));
}

/** The smallest step back that makes it fit: fewer slots, less context, a smaller file, in this order. */
function suggest(shape: ModelShape, plan: MemoryPlan, free: FreeMemory): FitSuggestion | null {
  const fits = (changes: Partial<MemoryPlan>, other = shape) =>
    verdictOf(other, { ...plan, ...changes }, free) === "fits";
  for (let slots = plan.slots - 1; slots >= 1; slots--)
    if (fits({ slots })) return { kind: "slots", slots };
  for (const contextSize of contexts)
    if (contextSize < plan.contextSize && fits({ contextSize, slots: 1 }))
      return { kind: "context", contextSize, slots: 1 };
  const smallest = {
    contextSize: Math.min(plan.contextSize, contexts.at(-2) ?? plan.contextSize),
    slots: 1,
  };
  const bits = ((shape.layerBytes + shape.otherBytes) * 8) / Math.max(1, shape.parameters);
  for (const [quantisation, theirBits] of quantisations)
    if (theirBits < bits * 0.95 && fits(smallest, shrunk(shape, theirBits / bits)))
      return { kind: "quantisation", quantisation, ...smallest };
  return null;
}

function shrunk(shape: ModelShape, factor: number): ModelShape {
  return {
    ...shape,
    layerBytes: shape.layerBytes * factor,
    otherBytes: shape.otherBytes * factor,
  };
}
