import type { GgufMetadata } from "../../gguf/encode-header.ts";
import { checkpointProblem } from "../checkpoint-problem.ts";
import { f32, type PlannedTensor, u32 } from "../model-plan.ts";
import { type Rows, someRows } from "../rows/rows.ts";
import type { Weights } from "../weights.ts";

/** llama.cpp's `gpt2`: positions are learnt, norms come first, matrices have biases. Several families fit into it. */
export function gpt2Metadata(model: {
  readonly width: number;
  readonly layers: number;
  readonly heads: number;
  readonly feedForward: number;
  readonly epsilon: number;
}): GgufMetadata {
  return [
    ["embedding_length", u32(model.width)],
    ["block_count", u32(model.layers)],
    ["feed_forward_length", u32(model.feedForward)],
    ["attention.head_count", u32(model.heads)],
    ["attention.layer_norm_epsilon", f32(model.epsilon)],
  ];
}

/**
 * The embeddings of positions, as many as are wanted. Throws a `UserError` where more are wanted than the model has:
 * such a model can't see further than it was trained for.
 */
export function learnedPositions(
  folder: string,
  positions: Rows,
  wanted: number | undefined,
): { readonly tensor: PlannedTensor; readonly contextLength: number } {
  const contextLength = wanted ?? positions.count;
  if (contextLength > positions.count)
    throw checkpointProblem(
      folder,
      "checkpoint-unsupported",
      `was trained for ${positions.count} tokens and can't see more, so a --context of ${contextLength} makes no sense`,
    );
  const rows = someRows(positions, 0, contextLength);
  return { tensor: { name: "position_embd.weight", rows, kind: "exact" }, contextLength };
}

/** The output projection; none where it is the embeddings once more, whatever else the checkpoint has in its place. */
export function ownOutput(
  weights: Weights,
  model: {
    readonly tied: boolean;
    readonly vocabularySize: number;
    readonly width: number;
  },
): readonly PlannedTensor[] {
  if (model.tied) {
    weights.ignore("lm_head.weight");
    return [];
  }
  const rows = weights.matrix("lm_head.weight", model.vocabularySize, model.width);
  return [{ name: "output.weight", rows, kind: "matrix" }];
}

/** What is lost where a model has the exact GELU: llama.cpp has the approximation by tanh alone. */
export const exactGelu =
  "The exact GELU becomes llama.cpp's approximation of it, which differs by less than 0.001.";
