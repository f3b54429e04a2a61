import { z } from "zod";
import {
  forLayers,
  type ModelPlan,
  normalisation,
  type PlanModel,
  weightAndBias,
} from "../model-plan.ts";
import { headWidth, parseConfig, sizes } from "../parse-config.ts";
import type { Rows } from "../rows/rows.ts";
import { transposedRows } from "../rows/transposed-rows.ts";
import type { Weights } from "../weights.ts";
import { exactGelu, gpt2Metadata, learnedPositions, ownOutput } from "./gpt2-target.ts";

const configSchema = z.looseObject({
  n_embd: sizes.width,
  n_layer: sizes.layers,
  n_head: sizes.heads,
  n_positions: sizes.context,
  n_inner: sizes.feedForward.nullish(),
  vocab_size: sizes.vocabulary,
  layer_norm_epsilon: sizes.epsilon.default(1e-5),
  activation_function: z.enum(["gelu_new", "gelu", "gelu_pytorch_tanh", "gelu_fast"]),
  tie_word_embeddings: z.boolean().default(true),
  scale_attn_weights: z.literal(true).default(true),
  scale_attn_by_inverse_layer_idx: z.literal(false).default(false),
});

/** Causal masks, which some save with the weights. */
const ignored = /\.attn\.(?:bias|masked_bias)$/;

/** GPT-2, and those that are built like it (LaMini-GPT, Cerebras-GPT). llama.cpp has the architecture. */
export const planGpt2: PlanModel = ({ folder, config, weights, contextLength }): ModelPlan => {
  const parsed = parseConfig(folder, config, configSchema);
  const { n_embd: width, n_layer: layers, n_head: heads, vocab_size: vocabularySize } = parsed;
  const feedForward = parsed.n_inner ?? 4 * width;
  headWidth(folder, width, heads);
  const positions = learnedPositions(
    folder,
    weights.matrix("wpe.weight", parsed.n_positions, width),
    contextLength,
  );
  const linear = (from: string, inputs: number, outputs: number) =>
    [
      conv1d(weights, `${from}.weight`, inputs, outputs),
      weights.vector(`${from}.bias`, outputs),
    ] as const;
  const tensors = [
    {
      name: "token_embd.weight",
      rows: weights.matrix("wte.weight", vocabularySize, width),
      kind: "matrix",
    },
    positions.tensor,
    ...forLayers(layers, (layer, block) => {
      const from = `h.${layer}`;
      return [
        ...normalisation(weights, `${block}.attn_norm`, `${from}.ln_1`, width),
        ...weightAndBias(`${block}.attn_qkv`, ...linear(`${from}.attn.c_attn`, width, 3 * width)),
        ...weightAndBias(`${block}.attn_output`, ...linear(`${from}.attn.c_proj`, width, width)),
        ...normalisation(weights, `${block}.ffn_norm`, `${from}.ln_2`, width),
        ...weightAndBias(`${block}.ffn_up`, ...linear(`${from}.mlp.c_fc`, width, feedForward)),
        ...weightAndBias(`${block}.ffn_down`, ...linear(`${from}.mlp.c_proj`, feedForward, width)),
      ];
    }),
    ...normalisation(weights, "output_norm", "ln_f", width),
    ...ownOutput(weights, { tied: parsed.tie_word_embeddings, vocabularySize, width }),
  ] as const;
  weights.checkAllTaken(ignored);
  return {
    family: "GPT-2",
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
    notes: parsed.activation_function === "gelu" ? [exactGelu] : [],
  };
};

/** GPT-2 has its matrices the other way round: a row for each input. */
function conv1d(weights: Weights, name: string, inputs: number, outputs: number): Rows {
  return transposedRows(weights.matrix(name, inputs, outputs));
}
