/** Legacy names of the tensors of a whole model, and what llama.cpp calls them. */
const ofModel: Readonly<Record<string, string>> = {
  "tok_embeddings.weight": "token_embd.weight",
  "norm.weight": "output_norm.weight",
  "output.weight": "output.weight",
};

/** The same for the tensors of one layer, after `layers.N.` and `blk.N.`. */
const ofLayer: Readonly<Record<string, string>> = {
  "attention.wq.weight": "attn_q.weight",
  "attention.wk.weight": "attn_k.weight",
  "attention.wv.weight": "attn_v.weight",
  "attention.wo.weight": "attn_output.weight",
  "attention_norm.weight": "attn_norm.weight",
  "feed_forward.w1.weight": "ffn_gate.weight",
  "feed_forward.w2.weight": "ffn_down.weight",
  "feed_forward.w3.weight": "ffn_up.weight",
  "ffn_norm.weight": "ffn_norm.weight",
};

/** The name in GGUF; null for what isn't kept; undefined for what LLaMA doesn't have. */
export function ggufTensorName(legacyName: string): string | null | undefined {
  // The frequencies of the rotation follow from the other parameters.
  if (legacyName.endsWith("rope.freqs")) return null;
  const [, layer, rest = ""] = /^layers\.(\d{1,4})\.(.+)$/.exec(legacyName) ?? [];
  if (layer === undefined) return ownValue(ofModel, legacyName);
  const name = ownValue(ofLayer, rest);
  return name === undefined ? undefined : `blk.${Number(layer)}.${name}`;
}

/** All tensors that a LLaMA model of so many layers has, by their names in GGUF. */
export function expectedTensorNames(blockCount: number): readonly string[] {
  const layers = Array.from({ length: blockCount }, (_, layer) =>
    Object.values(ofLayer).map((name) => `blk.${layer}.${name}`),
  );
  return [...Object.values(ofModel), ...layers.flat()];
}

/** How the parts of a model that is in several files hold a tensor. */
export type Split = "row-pieces" | "rows" | "copies";

/**
 * Each part has a piece of every row of the embeddings and of the two output projections, some of the rows of other
 * matrices, and all of a vector.
 */
export function splitOf(ggufName: string, dimensionCount: number): Split {
  if (dimensionCount === 1) return "copies";
  return /^token_embd\.|\.attn_output\.|\.ffn_down\./.test(ggufName) ? "row-pieces" : "rows";
}

function ownValue(record: Readonly<Record<string, string>>, key: string): string | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
