import { z } from "zod";
import type { GgufMetadata } from "../../gguf/encode-header.ts";
import { checkpointProblem } from "../checkpoint-problem.ts";
import {
  f32,
  forLayers,
  type ModelPlan,
  type PlanModel,
  type PlannedTensor,
  u32,
} from "../model-plan.ts";
import { parseConfig, sizes } from "../parse-config.ts";
import { computedRows, orderedRows } from "../rows/rows.ts";
import type { Weights } from "../weights.ts";
import { ownOutput } from "./gpt2-target.ts";

const scalingSchema = z.looseObject({
  rope_type: z.string().optional(),
  type: z.string().optional(),
  rope_theta: z.number().positive().optional(),
  factor: z.number().positive().optional(),
  low_freq_factor: z.number().positive().default(1),
  high_freq_factor: z.number().positive().default(4),
  original_max_position_embeddings: sizes.context.default(8192),
});

type Scaling = z.infer<typeof scalingSchema>;

const configSchema = z.looseObject({
  hidden_size: sizes.width,
  intermediate_size: sizes.feedForward,
  num_hidden_layers: sizes.layers,
  num_attention_heads: sizes.heads,
  num_key_value_heads: sizes.heads.nullish(),
  head_dim: sizes.width.nullish(),
  max_position_embeddings: sizes.context.default(2048),
  vocab_size: sizes.vocabulary,
  rms_norm_eps: sizes.epsilon.default(1e-6),
  rope_theta: z.number().positive().default(10_000),
  rope_scaling: scalingSchema.nullish(),
  rope_parameters: scalingSchema.nullish(),
  hidden_act: z.literal("silu").default("silu"),
  attention_bias: z.literal(false).default(false),
  mlp_bias: z.literal(false).default(false),
  tie_word_embeddings: z.boolean().default(false),
});

type Config = z.infer<typeof configSchema>;

/** Tables of the rotation, which some save with the weights. */
const ignored = /\.rotary_emb\.inv_freq$/;

/** LLaMA, Llama 2 and 3: llama.cpp has the architecture, with the rotated pairs of each head as neighbours. */
export const planLlama: PlanModel = ({ folder, config, weights, contextLength }): ModelPlan => {
  const parsed = parseConfig(folder, config, configSchema);
  const { hidden_size: width, num_hidden_layers: layers, num_attention_heads: heads } = parsed;
  const { intermediate_size: feedForward, vocab_size: vocabularySize } = parsed;
  const keyHeads = parsed.num_key_value_heads ?? heads;
  const head = parsed.head_dim ?? width / heads;
  if (!Number.isInteger(head) || head % 2 !== 0 || heads % keyHeads !== 0)
    throw checkpointProblem(
      folder,
      "checkpoint-damaged",
      `has a config.json whose ${heads} heads (${keyHeads} for keys) don't fit a width of ${width}`,
    );
  const scaling = ropeScaling(folder, parsed, head);
  const shape = { width, layers, feedForward, vocabularySize, head, heads, keyHeads };
  const tensors = [
    ...tensorsOf(weights, shape),
    ...scaling.tensors,
    ...ownOutput(weights, { tied: parsed.tie_word_embeddings, vocabularySize, width }),
  ];
  weights.checkAllTaken(ignored);
  return {
    family: "LLaMA",
    architecture: "llama",
    vocabularySize,
    contextLength: contextLength ?? parsed.max_position_embeddings,
    metadata: [
      ["embedding_length", u32(width)],
      ["block_count", u32(layers)],
      ["feed_forward_length", u32(feedForward)],
      ["attention.head_count", u32(heads)],
      ["attention.head_count_kv", u32(keyHeads)],
      ["attention.key_length", u32(head)],
      ["attention.value_length", u32(head)],
      ["attention.layer_norm_rms_epsilon", f32(parsed.rms_norm_eps)],
      ["vocab_size", u32(vocabularySize)],
      ["rope.dimension_count", u32(head)],
      ["rope.freq_base", f32(ropeBase(parsed))],
      ...scaling.metadata,
    ],
    tensors,
    notes: [],
  };
};

/** All tensors but the output projection. */
function tensorsOf(
  weights: Weights,
  shape: {
    readonly width: number;
    readonly layers: number;
    readonly feedForward: number;
    readonly vocabularySize: number;
    readonly head: number;
    readonly heads: number;
    readonly keyHeads: number;
  },
): readonly PlannedTensor[] {
  const { width, layers, feedForward, vocabularySize, head, heads, keyHeads } = shape;
  const order = neighboursFromHalves(head);
  const matrix = (name: string, from: string, rows: number, length: number): PlannedTensor => ({
    name: `${name}.weight`,
    rows: weights.matrix(`${from}.weight`, rows, length),
    kind: "matrix",
  });
  const rotated = (name: string, from: string, rows: number): PlannedTensor => ({
    name: `${name}.weight`,
    rows: orderedRows(weights.matrix(`${from}.weight`, rows, width), order),
    kind: "matrix",
  });
  const norm = (name: string, from: string): PlannedTensor => ({
    name: `${name}.weight`,
    rows: weights.vector(`${from}.weight`, width),
    kind: "vector",
  });
  return [
    matrix("token_embd", "embed_tokens", vocabularySize, width),
    ...forLayers(layers, (layer, block) => {
      const from = `layers.${layer}`;
      return [
        norm(`${block}.attn_norm`, `${from}.input_layernorm`),
        rotated(`${block}.attn_q`, `${from}.self_attn.q_proj`, heads * head),
        rotated(`${block}.attn_k`, `${from}.self_attn.k_proj`, keyHeads * head),
        matrix(`${block}.attn_v`, `${from}.self_attn.v_proj`, keyHeads * head, width),
        matrix(`${block}.attn_output`, `${from}.self_attn.o_proj`, width, heads * head),
        norm(`${block}.ffn_norm`, `${from}.post_attention_layernorm`),
        matrix(`${block}.ffn_gate`, `${from}.mlp.gate_proj`, feedForward, width),
        matrix(`${block}.ffn_up`, `${from}.mlp.up_proj`, feedForward, width),
        matrix(`${block}.ffn_down`, `${from}.mlp.down_proj`, width, feedForward),
      ];
    }),
    norm("output_norm", "norm"),
  ];
}

/** Row 2i of a head was row i, row 2i + 1 was row i of the second half. */
function neighboursFromHalves(head: number): readonly number[] {
  return Array.from({ length: head }, (_, row) =>
    row % 2 === 0 ? row / 2 : (row - 1) / 2 + head / 2,
  );
}

function ropeBase({ rope_parameters, rope_theta }: Config): number {
  return rope_parameters?.rope_theta ?? rope_theta;
}

/** How the rotation is stretched for longer contexts, as Llama 3.1 and some tuners of Llama 2 do. */
function ropeScaling(
  folder: string,
  config: Config,
  head: number,
): { readonly metadata: GgufMetadata; readonly tensors: readonly PlannedTensor[] } {
  const scaling = config.rope_scaling ?? config.rope_parameters;
  const kind = scaling?.rope_type ?? scaling?.type ?? "default";
  const factor = scaling?.factor ?? 1;
  if (scaling === null || scaling === undefined || kind === "default")
    return { metadata: [], tensors: [] };
  if (kind === "linear")
    return {
      metadata: [
        ["rope.scaling.type", { type: "string", value: "linear" }],
        ["rope.scaling.factor", f32(factor)],
      ],
      tensors: [],
    };
  if (kind === "llama3") {
    const factors = llama3Factors(scaling, factor, { base: ropeBase(config), head });
    const rows = computedRows(1, factors.length, () => factors);
    return { metadata: [], tensors: [{ name: "rope_freqs.weight", rows, kind: "vector" }] };
  }
  throw checkpointProblem(
    folder,
    "checkpoint-unsupported",
    "has a kind of RoPE scaling that can't be imported: get the model as GGUF",
  );
}

/**
 * What each frequency of the rotation is divided by: nothing where a wave is short, the whole factor where it is longer
 * than the context that the model was first trained for, and something between in between.
 */
function llama3Factors(
  scaling: Scaling,
  factor: number,
  { base, head }: { readonly base: number; readonly head: number },
): readonly number[] {
  const { low_freq_factor: low, high_freq_factor: high } = scaling;
  const { original_max_position_embeddings: trained } = scaling;
  return Array.from({ length: head / 2 }, (_, index) => {
    const wave = 2 * Math.PI * base ** ((2 * index) / head);
    if (wave < trained / high) return 1;
    if (wave > trained / low) return factor;
    const smooth = (trained / wave - low) / (high - low);
    return 1 / ((1 - smooth) / factor + smooth);
  });
}
