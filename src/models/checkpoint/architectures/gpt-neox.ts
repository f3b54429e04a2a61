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
import { asColumn, asVector, gatheredRows, type Rows } from "../rows/rows.ts";
import type { Weights } from "../weights.ts";
import { exactGelu } from "./gpt2-target.ts";

const ropeSchema = z.looseObject({
  rope_theta: z.number().positive().optional(),
  partial_rotary_factor: z.number().positive().max(1).optional(),
});

const configSchema = z.looseObject({
  hidden_size: sizes.width,
  num_hidden_layers: sizes.layers,
  num_attention_heads: sizes.heads,
  intermediate_size: sizes.feedForward,
  max_position_embeddings: sizes.context,
  vocab_size: sizes.vocabulary,
  layer_norm_eps: sizes.epsilon.default(1e-5),
  rotary_pct: z.number().positive().max(1).optional(),
  rotary_emb_base: z.number().positive().optional(),
  rope_parameters: ropeSchema.nullish(),
  rope_scaling: z.null().optional(),
  use_parallel_residual: z.boolean().default(true),
  attention_bias: z.literal(true).default(true),
  hidden_act: z.enum(["gelu", "gelu_new", "gelu_fast", "gelu_pytorch_tanh"]),
  tie_word_embeddings: z.literal(false).default(false),
});

/** Causal masks and tables of the rotation, which some save with the weights. */
const ignored = /\.attention\.(?:bias|masked_bias|rotary_emb\.inv_freq)$/;

/** GPT-NeoX (Pythia, RedPajama, Pygmalion 1.3B): llama.cpp has the architecture, with queries, keys and values sorted. */
export const planGptNeox: PlanModel = ({ folder, config, weights, contextLength }): ModelPlan => {
  const parsed = parseConfig(folder, config, configSchema);
  const { hidden_size: width, num_hidden_layers: layers, num_attention_heads: heads } = parsed;
  const { vocab_size: vocabularySize, intermediate_size: feedForward } = parsed;
  const head = headWidth(folder, width, heads);
  const { rope_parameters: rope } = parsed;
  const share = rope?.partial_rotary_factor ?? parsed.rotary_pct ?? 0.25;
  const base = rope?.rope_theta ?? parsed.rotary_emb_base ?? 10_000;
  const tensors = [
    {
      name: "token_embd.weight",
      rows: weights.matrix("embed_in.weight", vocabularySize, width),
      kind: "matrix",
    },
    ...forLayers(layers, (layer, block) =>
      layerOf(layer, block, { weights, width, feedForward, heads, head }),
    ),
    ...normalisation(weights, "output_norm", "final_layer_norm", width),
    {
      name: "output.weight",
      rows: weights.matrix("embed_out.weight", vocabularySize, width),
      kind: "matrix",
    },
  ] as const;
  weights.checkAllTaken(ignored);
  return {
    family: "GPT-NeoX",
    architecture: "gptneox",
    vocabularySize,
    contextLength: contextLength ?? parsed.max_position_embeddings,
    metadata: [
      ["embedding_length", u32(width)],
      ["block_count", u32(layers)],
      ["feed_forward_length", u32(feedForward)],
      ["attention.head_count", u32(heads)],
      ["attention.layer_norm_epsilon", f32(parsed.layer_norm_eps)],
      ["rope.dimension_count", u32(Math.floor(head * share))],
      ["rope.freq_base", f32(base)],
      ["use_parallel_residual", { type: "bool", value: parsed.use_parallel_residual }],
    ],
    tensors,
    notes: parsed.hidden_act === "gelu" ? [exactGelu] : [],
  };
};

/** One layer. `head` is the width of a head. */
function layerOf(
  layer: number,
  block: string,
  {
    weights,
    width,
    feedForward,
    heads,
    head,
  }: {
    readonly weights: Weights;
    readonly width: number;
    readonly feedForward: number;
    readonly heads: number;
    readonly head: number;
  },
): readonly PlannedTensor[] {
  const from = `layers.${layer}`;
  const linear = (name: string, inputs: number, outputs: number) =>
    [
      weights.matrix(`${from}.${name}.weight`, outputs, inputs),
      weights.vector(`${from}.${name}.bias`, outputs),
    ] as const;
  const [fused, fusedBias] = linear("attention.query_key_value", width, 3 * width);
  return [
    ...normalisation(weights, `${block}.attn_norm`, `${from}.input_layernorm`, width),
    ...weightAndBias(
      `${block}.attn_qkv`,
      sortedByKind(fused, heads, head),
      asVector(sortedByKind(asColumn(fusedBias), heads, head)),
    ),
    ...weightAndBias(`${block}.attn_output`, ...linear("attention.dense", width, width)),
    ...normalisation(weights, `${block}.ffn_norm`, `${from}.post_attention_layernorm`, width),
    ...weightAndBias(`${block}.ffn_up`, ...linear("mlp.dense_h_to_4h", width, feedForward)),
    ...weightAndBias(`${block}.ffn_down`, ...linear("mlp.dense_4h_to_h", feedForward, width)),
  ];
}

/** The file has query, key and value of each head together; llama.cpp wants all queries, then all keys, then all values. */
function sortedByKind(rows: Rows, heads: number, head: number): Rows {
  const runs = [0, 1, 2].flatMap((kind) =>
    Array.from({ length: heads }, (_, index) => ({
      start: (3 * index + kind) * head,
      count: head,
    })),
  );
  return gatheredRows(rows, runs);
}
