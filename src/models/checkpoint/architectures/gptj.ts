import { z } from "zod";
import {
  f32,
  forLayers,
  type ModelPlan,
  normalisation,
  type PlanModel,
  type PlannedTensor,
  u32,
  weightAndBias,
} from "../model-plan.ts";
import { headWidth, parseConfig, sizes } from "../parse-config.ts";
import { orderedRows, zeroVector } from "../rows/rows.ts";
import type { Weights } from "../weights.ts";
import { exactGelu } from "./gpt2-target.ts";

const configSchema = z.looseObject({
  n_embd: sizes.width,
  n_layer: sizes.layers,
  n_head: sizes.heads,
  n_positions: sizes.context,
  n_inner: sizes.feedForward.nullish(),
  rotary_dim: z.number().int().min(2).max(65_536).nullish(),
  vocab_size: sizes.vocabulary,
  layer_norm_epsilon: sizes.epsilon.default(1e-5),
  activation_function: z.enum(["gelu_new", "gelu", "gelu_pytorch_tanh", "gelu_fast"]),
  tie_word_embeddings: z.literal(false).default(false),
});

/** Causal masks, which some save with the weights. */
const ignored = /\.attn\.(?:bias|masked_bias|embed_positions)$/;

/**
 * GPT-J as `phi2`, which is built like it: attention and feed-forward net side by side after one normalisation, part of
 * each head rotated. GPT-J rotates neighbours, phi2 the two halves, so the rows of queries and keys change their places.
 */
export const planGptJ: PlanModel = ({ folder, config, weights, contextLength }): ModelPlan => {
  const parsed = parseConfig(folder, config, configSchema);
  const { n_embd: width, n_layer: layers, n_head: heads, vocab_size: vocabularySize } = parsed;
  const feedForward = parsed.n_inner ?? 4 * width;
  const head = headWidth(folder, width, heads);
  const rotated = Math.min(parsed.rotary_dim ?? head, head);
  const order = halvesFromNeighbours(rotated, head);
  const tensors = [
    {
      name: "token_embd.weight",
      rows: weights.matrix("wte.weight", vocabularySize, width),
      kind: "matrix",
    },
    ...forLayers(layers, (layer, block) =>
      layerOf(layer, block, { weights, width, feedForward, order }),
    ),
    ...normalisation(weights, "output_norm", "ln_f", width),
    ...weightAndBias(
      "output",
      weights.matrix("lm_head.weight", vocabularySize, width),
      weights.vector("lm_head.bias", vocabularySize),
    ),
  ] as const;
  weights.checkAllTaken(ignored);
  return {
    family: "GPT-J",
    architecture: "phi2",
    vocabularySize,
    contextLength: contextLength ?? parsed.n_positions,
    metadata: [
      ["embedding_length", u32(width)],
      ["block_count", u32(layers)],
      ["feed_forward_length", u32(feedForward)],
      ["attention.head_count", u32(heads)],
      ["attention.head_count_kv", u32(heads)],
      ["attention.layer_norm_epsilon", f32(parsed.layer_norm_epsilon)],
      ["rope.dimension_count", u32(rotated)],
      ["rope.freq_base", f32(10_000)],
    ],
    tensors,
    notes: parsed.activation_function === "gelu" ? [exactGelu] : [],
  };
};

/** One layer. `order` is that of the rows of a head. */
function layerOf(
  layer: number,
  block: string,
  {
    weights,
    width,
    feedForward,
    order,
  }: {
    readonly weights: Weights;
    readonly width: number;
    readonly feedForward: number;
    readonly order: readonly number[];
  },
): readonly PlannedTensor[] {
  const from = `h.${layer}`;
  const square = (name: string) => weights.matrix(`${from}.attn.${name}.weight`, width, width);
  const none = zeroVector(width);
  return [
    ...normalisation(weights, `${block}.attn_norm`, `${from}.ln_1`, width),
    ...weightAndBias(`${block}.attn_q`, orderedRows(square("q_proj"), order), none),
    ...weightAndBias(`${block}.attn_k`, orderedRows(square("k_proj"), order), none),
    ...weightAndBias(`${block}.attn_v`, square("v_proj"), none),
    ...weightAndBias(`${block}.attn_output`, square("out_proj"), none),
    ...weightAndBias(
      `${block}.ffn_up`,
      weights.matrix(`${from}.mlp.fc_in.weight`, feedForward, width),
      weights.vector(`${from}.mlp.fc_in.bias`, feedForward),
    ),
    ...weightAndBias(
      `${block}.ffn_down`,
      weights.matrix(`${from}.mlp.fc_out.weight`, width, feedForward),
      weights.vector(`${from}.mlp.fc_out.bias`, width),
    ),
  ];
}

/** Of a head's rows, the even ones of those that are rotated come first, then the odd ones, then the rest as they are. */
function halvesFromNeighbours(rotated: number, head: number): readonly number[] {
  const half = rotated / 2;
  return Array.from({ length: head }, (_, row) => {
    if (row >= rotated) return row;
    return row < half ? 2 * row : 2 * (row - half) + 1;
  });
}
