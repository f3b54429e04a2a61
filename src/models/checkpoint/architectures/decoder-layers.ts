import { forLayers, normalisation, type PlannedTensor, weightAndBias } from "../model-plan.ts";
import { joinedVectors, type Rows, scaledRows, stackedRows } from "../rows/rows.ts";
import type { Weights } from "../weights.ts";

/**
 * The layers of OPT and XGLM, which have the same names, as those of `gpt2`. `gain`: what the first half of the
 * feed-forward net is multiplied by, and the second half divided by.
 */
export function decoderLayers(
  weights: Weights,
  model: {
    readonly layers: number;
    readonly width: number;
    readonly feedForward: number;
    readonly gain: number;
  },
): readonly PlannedTensor[] {
  const { layers, width, feedForward, gain } = model;
  return forLayers(layers, (layer, block) => {
    const from = `layers.${layer}`;
    const projections = ["q", "k", "v"].map((name) => `${from}.self_attn.${name}_proj`);
    return [
      ...normalisation(weights, `${block}.attn_norm`, `${from}.self_attn_layer_norm`, width),
      ...weightAndBias(
        `${block}.attn_qkv`,
        stackedRows(projections.map((name) => weights.matrix(`${name}.weight`, width, width))),
        joinedVectors(projections.map((name) => weights.vector(`${name}.bias`, width))),
      ),
      ...weightAndBias(
        `${block}.attn_output`,
        weights.matrix(`${from}.self_attn.out_proj.weight`, width, width),
        weights.vector(`${from}.self_attn.out_proj.bias`, width),
      ),
      ...normalisation(weights, `${block}.ffn_norm`, `${from}.final_layer_norm`, width),
      ...weightAndBias(
        `${block}.ffn_up`,
        scaled(weights.matrix(`${from}.fc1.weight`, feedForward, width), gain),
        scaled(weights.vector(`${from}.fc1.bias`, feedForward), gain),
      ),
      ...weightAndBias(
        `${block}.ffn_down`,
        scaled(weights.matrix(`${from}.fc2.weight`, width, feedForward), 1 / gain),
        weights.vector(`${from}.fc2.bias`, width),
      ),
    ];
  });
}

function scaled(rows: Rows, factor: number): Rows {
  return factor === 1 ? rows : scaledRows(rows, factor);
}
