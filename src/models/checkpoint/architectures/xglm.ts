import { z } from "zod";
import { type ModelPlan, normalisation, type PlanModel } from "../model-plan.ts";
import { headWidth, parseConfig, sizes } from "../parse-config.ts";
import { computedRows, scaledRows } from "../rows/rows.ts";
import { decoderLayers } from "./decoder-layers.ts";
import { exactGelu, gpt2Metadata, learnedPositions } from "./gpt2-target.ts";

const configSchema = z.looseObject({
  d_model: sizes.width,
  num_layers: sizes.layers,
  attention_heads: sizes.heads,
  ffn_dim: sizes.feedForward,
  max_position_embeddings: sizes.context,
  vocab_size: sizes.vocabulary,
  activation_function: z.enum(["gelu", "gelu_new"]),
  scale_embedding: z.boolean().default(true),
  tie_word_embeddings: z.boolean().default(true),
});

/** The positions that are worked out begin with two for padding. */
const paddingPositions = 2;

/** Positions that some save, though they follow from the width. */
const ignored = /^embed_positions\.weights?$/;

/**
 * XGLM and the dense models of fairseq as `gpt2`: their positions are sines and cosines, which are written down as if
 * they were learnt; the embeddings are scaled, but not where they are the output projection.
 */
export const planXglm: PlanModel = ({ folder, config, weights, contextLength }): ModelPlan => {
  const parsed = parseConfig(folder, config, configSchema);
  const { d_model: width, num_layers: layers, attention_heads: heads } = parsed;
  const { vocab_size: vocabularySize, ffn_dim: feedForward } = parsed;
  headWidth(folder, width, heads);
  const positions = learnedPositions(
    folder,
    computedRows(parsed.max_position_embeddings, width, (row) =>
      sinusoid(row + paddingPositions, width),
    ),
    contextLength,
  );
  const embeddings = weights.matrix("embed_tokens.weight", vocabularySize, width);
  const isTied = parsed.tie_word_embeddings;
  if (isTied) weights.ignore("lm_head.weight");
  const output = isTied ? embeddings : weights.matrix("lm_head.weight", vocabularySize, width);
  const scale = parsed.scale_embedding ? Math.sqrt(width) : 1;
  const tensors = [
    { name: "token_embd.weight", rows: scaledRows(embeddings, scale), kind: "matrix" },
    positions.tensor,
    ...decoderLayers(weights, { layers, width, feedForward, gain: 1 }),
    ...normalisation(weights, "output_norm", "layer_norm", width),
    { name: "output.weight", rows: output, kind: "matrix" },
  ] as const;
  weights.checkAllTaken(ignored);
  return {
    family: "XGLM",
    architecture: "gpt2",
    vocabularySize,
    contextLength: positions.contextLength,
    metadata: gpt2Metadata({ width, layers, heads, feedForward, epsilon: 1e-5 }),
    tensors,
    notes: parsed.activation_function === "gelu" ? [exactGelu] : [],
  };
};

/** Sines, then cosines, of frequencies that fall from 1 to 1/10000. */
function sinusoid(position: number, width: number): Float32Array {
  const half = Math.floor(width / 2);
  const row = new Float32Array(width);
  for (let index = 0; index < half; index++) {
    const angle = position * Math.exp((-Math.log(10_000) * index) / (half - 1));
    row[index] = Math.sin(angle);
    row[half + index] = Math.cos(angle);
  }
  return row;
}
