import { z } from "zod";
import {
  forLayers,
  type ModelPlan,
  normalisation,
  type PlanModel,
  type PlannedTensor,
  weightAndBias,
} from "../model-plan.ts";
import { headWidth, parseConfig, sizes } from "../parse-config.ts";
import { joinedVectors, scaledRows, stackedRows, zeroVector } from "../rows/rows.ts";
import type { Weights } from "../weights.ts";
import { exactGelu, gpt2Metadata, learnedPositions, ownOutput } from "./gpt2-target.ts";

const configSchema = z.looseObject({
  hidden_size: sizes.width,
  num_layers: sizes.layers,
  num_heads: sizes.heads,
  max_position_embeddings: sizes.context,
  intermediate_size: sizes.feedForward.nullish(),
  vocab_size: sizes.vocabulary,
  window_size: sizes.context.default(256),
  attention_types: z
    .array(z.tuple([z.array(z.enum(["global", "local"])).max(512), z.number().int().max(512)]))
    .max(512)
    .default([[["global", "local"], 12]]),
  layer_norm_epsilon: sizes.epsilon.default(1e-5),
  activation_function: z.enum(["gelu_new", "gelu", "gelu_pytorch_tanh", "gelu_fast"]),
  tie_word_embeddings: z.boolean().default(true),
});

/** Causal masks, which some save with the weights. */
const ignored = /\.attn\.attention\.(?:bias|masked_bias)$/;

/**
 * GPT-Neo as `gpt2`. It doesn't divide the products of queries and keys by the root of a head's width, so the queries are
 * multiplied by it; queries, keys and values have no bias. Every second layer sees a window of the last tokens only,
 * which `gpt2` can't do: as long as the context isn't longer, nothing changes.
 */
export const planGptNeo: PlanModel = ({ folder, config, weights, contextLength }): ModelPlan => {
  const parsed = parseConfig(folder, config, configSchema);
  const { hidden_size: width, num_layers: layers, num_heads: heads } = parsed;
  const { vocab_size: vocabularySize, window_size: window } = parsed;
  const feedForward = parsed.intermediate_size ?? 4 * width;
  const rootOfHead = Math.sqrt(headWidth(folder, width, heads));
  const positions = learnedPositions(
    folder,
    weights.matrix("wpe.weight", parsed.max_position_embeddings, width),
    contextLength,
  );
  const tensors = [
    {
      name: "token_embd.weight",
      rows: weights.matrix("wte.weight", vocabularySize, width),
      kind: "matrix",
    },
    positions.tensor,
    ...forLayers(layers, (layer, block) =>
      layerOf(layer, block, { weights, width, feedForward, rootOfHead }),
    ),
    ...normalisation(weights, "output_norm", "ln_f", width),
    ...ownOutput(weights, { tied: parsed.tie_word_embeddings, vocabularySize, width }),
  ] as const;
  weights.checkAllTaken(ignored);
  const hasWindow = parsed.attention_types.some(
    ([kinds, times]) => times > 0 && kinds.includes("local"),
  );
  return {
    family: "GPT-Neo",
    architecture: "gpt2",
    vocabularySize,
    contextLength: positions.contextLength,
    metadata: gpt2Metadata({
      width,
      layers,
      heads,
      feedForward,
      epsilon: parsed.layer_norm_epsilon,
    }),
    tensors,
    notes: [
      ...(hasWindow && positions.contextLength > window ? [beyondWindow(window)] : []),
      ...(parsed.activation_function === "gelu" ? [exactGelu] : []),
    ],
  };
};

/** One layer. `rootOfHead` is what the queries are multiplied by. */
function layerOf(
  layer: number,
  block: string,
  {
    weights,
    width,
    feedForward,
    rootOfHead,
  }: {
    readonly weights: Weights;
    readonly width: number;
    readonly feedForward: number;
    readonly rootOfHead: number;
  },
): readonly PlannedTensor[] {
  const from = `h.${layer}`;
  const square = (name: string) =>
    weights.matrix(`${from}.attn.attention.${name}.weight`, width, width);
  const queries = scaledRows(square("q_proj"), rootOfHead);
  const none = zeroVector(width);
  return [
    ...normalisation(weights, `${block}.attn_norm`, `${from}.ln_1`, width),
    ...weightAndBias(
      `${block}.attn_qkv`,
      stackedRows([queries, square("k_proj"), square("v_proj")]),
      joinedVectors([none, none, none]),
    ),
    ...weightAndBias(
      `${block}.attn_output`,
      square("out_proj"),
      weights.vector(`${from}.attn.attention.out_proj.bias`, width),
    ),
    ...normalisation(weights, `${block}.ffn_norm`, `${from}.ln_2`, width),
    ...weightAndBias(
      `${block}.ffn_up`,
      weights.matrix(`${from}.mlp.c_fc.weight`, feedForward, width),
      weights.vector(`${from}.mlp.c_fc.bias`, feedForward),
    ),
    ...weightAndBias(
      `${block}.ffn_down`,
      weights.matrix(`${from}.mlp.c_proj.weight`, width, feedForward),
      weights.vector(`${from}.mlp.c_proj.bias`, width),
    ),
  ];
}

function beyondWindow(window: number): string {
  return `It is exact up to ${window} tokens. Beyond, layers that would see the last ${window} tokens see all of them, which changes what it says; --context ${window} keeps it exact.`;
}
