import type { GgufMetadata } from "../gguf/encode-header.ts";
import type { Rows } from "./rows/rows.ts";
import type { Weights } from "./weights.ts";

/** A tensor of the new file. `matrix`: in the type that is wanted; `exact`: as 32-bit floats, whatever is wanted. */
export interface PlannedTensor {
  readonly name: string;
  readonly rows: Rows;
  readonly kind: "matrix" | "vector" | "exact";
}

/** What an architecture makes of a checkpoint. */
export interface ModelPlan {
  /** For people: `GPT-J`. */
  readonly family: string;
  /** llama.cpp's name of the architecture that the new file has. */
  readonly architecture: "llama" | "gpt2" | "gptneox" | "phi2";
  /** Tokens that the embeddings have rows for. */
  readonly vocabularySize: number;
  readonly contextLength: number;
  /** Keys of the architecture, without its name before them and without the context. */
  readonly metadata: GgufMetadata;
  readonly tensors: readonly PlannedTensor[];
  /** Where it isn't what it was; whole sentences. */
  readonly notes: readonly string[];
}

export interface PlanInput {
  /** The checkpoint's folder, for messages. */
  readonly folder: string;
  /** The contents of config.json. */
  readonly config: unknown;
  readonly weights: Weights;
  /** Tokens that a person wants the model to see; undefined: as many as it was trained for. */
  readonly contextLength: number | undefined;
}

/** Plans a model of one architecture. Throws a `UserError` where the checkpoint isn't one of it, or is damaged. */
export type PlanModel = (input: PlanInput) => ModelPlan;

/** A layer's tensor with weight and bias. */
export function weightAndBias(
  name: string,
  weight: Rows,
  bias: Rows,
  kind: "matrix" | "vector" = "matrix",
): readonly PlannedTensor[] {
  return [
    { name: `${name}.weight`, rows: weight, kind },
    { name: `${name}.bias`, rows: bias, kind: "vector" },
  ];
}

/** A layer normalisation, which is a weight and a bias for each number. */
export function normalisation(
  weights: Weights,
  name: string,
  from: string,
  width: number,
): readonly PlannedTensor[] {
  return weightAndBias(
    name,
    weights.vector(`${from}.weight`, width),
    weights.vector(`${from}.bias`, width),
    "vector",
  );
}

/** One plan for each layer, one after the other. */
export function forLayers(
  count: number,
  plan: (layer: number, block: string) => readonly PlannedTensor[],
): readonly PlannedTensor[] {
  return Array.from({ length: count }, (_, layer) => plan(layer, `blk.${layer}`)).flat();
}

export function u32(value: number) {
  return { type: "u32", value } as const;
}

export function f32(value: number) {
  return { type: "f32", value } as const;
}
