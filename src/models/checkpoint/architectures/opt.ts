import { z } from "zod";
import { checkpointProblem } from "../checkpoint-problem.ts";
import { type ModelPlan, normalisation, type PlanModel } from "../model-plan.ts";
import { headWidth, parseConfig, sizes } from "../parse-config.ts";
import { someRows } from "../rows/rows.ts";
import { decoderLayers } from "./decoder-layers.ts";
import { exactGelu, gpt2Metadata, learnedPositions, ownOutput } from "./gpt2-target.ts";

const configSchema = z.looseObject({
  hidden_size: sizes.width,
  word_embed_proj_dim: sizes.width.optional(),
  num_hidden_layers: sizes.layers,
  num_attention_heads: sizes.heads,
  ffn_dim: sizes.feedForward,
  max_position_embeddings: sizes.context,
  vocab_size: sizes.vocabulary,
  activation_function: z.enum(["relu", "gelu"]),
  do_layer_norm_before: z.boolean().default(true),
  enable_bias: z.literal(true).default(true),
  layer_norm_elementwise_affine: z.literal(true).default(true),
  _remove_final_layer_norm: z.literal(false).default(false),
  tie_word_embeddings: z.boolean().default(true),
});

/** The embeddings of the first two positions are of padding: a text begins at the third. */
const paddingPositions = 2;

/**
 * Under a GELU, what is this many times as large is bent so close to 0 that it is a ReLU. A power of two, so that the
 * numbers keep their digits.
 */
const reluGain = 256;

/**
 * OPT as `gpt2`, whose GELU becomes a ReLU: GELU(256 x) / 256 is ReLU(x) but for at most 0.0007. The 350M model has its
 * normalisations in another order, and no place in llama.cpp.
 */
export const planOpt: PlanModel = ({ folder, config, weights, contextLength }): ModelPlan => {
  const parsed = parseConfig(folder, config, configSchema);
  const { hidden_size: width, num_hidden_layers: layers, num_attention_heads: heads } = parsed;
  const { vocab_size: vocabularySize, ffn_dim: feedForward } = parsed;
  headWidth(folder, width, heads);
  if (!parsed.do_layer_norm_before || (parsed.word_embed_proj_dim ?? width) !== width)
    throw checkpointProblem(
      folder,
      "checkpoint-unsupported",
      "is of the build of OPT-350M (norms after the layers, projected embeddings), which llama.cpp has no like of: run it with text-generation-webui (docs/engines.md)",
    );
  const trained = parsed.max_position_embeddings;
  const positions = learnedPositions(
    folder,
    someRows(
      weights.matrix("embed_positions.weight", trained + paddingPositions, width),
      paddingPositions,
      trained,
    ),
    contextLength,
  );
  const isRelu = parsed.activation_function === "relu";
  const tensors = [
    {
      name: "token_embd.weight",
      rows: weights.matrix("embed_tokens.weight", vocabularySize, width),
      kind: "matrix",
    },
    positions.tensor,
    ...decoderLayers(weights, { layers, width, feedForward, gain: isRelu ? reluGain : 1 }),
    ...normalisation(weights, "output_norm", "final_layer_norm", width),
    ...ownOutput(weights, { tied: parsed.tie_word_embeddings, vocabularySize, width }),
  ] as const;
  weights.checkAllTaken(/^$/);
  return {
    family: "OPT",
    architecture: "gpt2",
    vocabularySize,
    contextLength: positions.contextLength,
    metadata: gpt2Metadata({ width, layers, heads, feedForward, epsilon: 1e-5 }),
    tensors,
    notes: isRelu ? [] : [exactGelu],
  };
};
