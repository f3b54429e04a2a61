import type { MadeModel } from "./named-tensor.ts";
import {
  add,
  attend,
  convolution,
  gelu,
  geluByTanh,
  type Lookup,
  layerNorm,
  linear,
  lookUp,
  rootMeanSquareNorm,
  rotate,
  rowOf,
  type Sequence,
  silu,
  type Vector,
} from "./reference-maths.ts";

/**
 * The logits after a text's last token, worked out from the checkpoint's own tensors as their makers' programs do it:
 * nothing of the importer and nothing of llama.cpp is in it.
 */
export type Reference = (model: MadeModel, tokens: readonly number[]) => Vector;

const layers = [0, 1];

/** The whole of a vector in three parts: queries, keys and values. */
function inThirds(vectors: Sequence): readonly [Sequence, Sequence, Sequence] {
  const third = (vectors[0]?.length ?? 0) / 3;
  const part = (index: number) =>
    vectors.map((vector) => vector.slice(index * third, (index + 1) * third));
  return [part(0), part(1), part(2)];
}

/** The product of the last token's vector with every row of the embeddings. */
function tiedLogits(get: Lookup, embeddings: string, vector: Vector): Vector {
  return linear(() => get(embeddings), "", vector, false);
}

function lastOf(sequence: Sequence): Vector {
  return sequence.at(-1) ?? [];
}

export const gpt2Logits: Reference = ({ tensors }, tokens) => {
  const get = lookUp(tensors);
  let state: Sequence = tokens.map((token, position) =>
    add(
      rowOf(get("transformer.wte.weight"), token),
      rowOf(get("transformer.wpe.weight"), position),
    ),
  );
  for (const layer of layers) {
    const at = `transformer.h.${layer}`;
    const [queries, keys, values] = inThirds(
      state.map((vector) =>
        convolution(get, `${at}.attn.c_attn`, layerNorm(get, `${at}.ln_1`, vector)),
      ),
    );
    const gathered = attend({ queries, keys, values, head: 16, scale: 1 / 4 });
    state = state.map((vector, index) =>
      add(vector, convolution(get, `${at}.attn.c_proj`, gathered[index] ?? [])),
    );
    state = state.map((vector) => {
      const hidden = convolution(get, `${at}.mlp.c_fc`, layerNorm(get, `${at}.ln_2`, vector));
      return add(vector, convolution(get, `${at}.mlp.c_proj`, hidden.map(geluByTanh)));
    });
  }
  return tiedLogits(
    get,
    "transformer.wte.weight",
    layerNorm(get, "transformer.ln_f", lastOf(state)),
  );
};

export const gptNeoLogits: Reference = ({ tensors }, tokens) => {
  const get = lookUp(tensors);
  let state: Sequence = tokens.map((token, position) =>
    add(
      rowOf(get("transformer.wte.weight"), token),
      rowOf(get("transformer.wpe.weight"), position),
    ),
  );
  for (const layer of layers) {
    const at = `transformer.h.${layer}`;
    const normed = state.map((vector) => layerNorm(get, `${at}.ln_1`, vector));
    const project = (name: string) =>
      normed.map((vector) => linear(get, `${at}.attn.attention.${name}_proj`, vector, false));
    const gathered = attend({
      queries: project("q"),
      keys: project("k"),
      values: project("v"),
      head: 16,
      scale: 1,
      window: layer === 1 ? 256 : undefined,
    });
    state = state.map((vector, index) =>
      add(vector, linear(get, `${at}.attn.attention.out_proj`, gathered[index] ?? [])),
    );
    state = state.map((vector) => {
      const hidden = linear(get, `${at}.mlp.c_fc`, layerNorm(get, `${at}.ln_2`, vector));
      return add(vector, linear(get, `${at}.mlp.c_proj`, hidden.map(geluByTanh)));
    });
  }
  return tiedLogits(
    get,
    "transformer.wte.weight",
    layerNorm(get, "transformer.ln_f", lastOf(state)),
  );
};

export const gptJLogits: Reference = ({ tensors }, tokens) => {
  const get = lookUp(tensors);
  const turn = { head: 16, rotated: 8, pairs: "neighbours" } as const;
  let state: Sequence = tokens.map((token) => rowOf(get("transformer.wte.weight"), token));
  for (const layer of layers) {
    const at = `transformer.h.${layer}`;
    const normed = state.map((vector) => layerNorm(get, `${at}.ln_1`, vector));
    const project = (name: string) =>
      normed.map((vector) => linear(get, `${at}.attn.${name}_proj`, vector, false));
    const gathered = attend({
      queries: project("q").map((vector, position) => rotate(vector, position, turn)),
      keys: project("k").map((vector, position) => rotate(vector, position, turn)),
      values: project("v"),
      head: 16,
      scale: 1 / 4,
    });
    state = state.map((vector, index) => {
      const hidden = linear(get, `${at}.mlp.fc_in`, normed[index] ?? []).map(geluByTanh);
      return add(
        vector,
        linear(get, `${at}.attn.out_proj`, gathered[index] ?? [], false),
        linear(get, `${at}.mlp.fc_out`, hidden),
      );
    });
  }
  return linear(get, "lm_head", layerNorm(get, "transformer.ln_f", lastOf(state)));
};

export const gptNeoxLogits: Reference = ({ config, tensors }, tokens) => {
  const get = lookUp(tensors);
  const turn = { head: 16, rotated: 4, pairs: "halves" } as const;
  let state: Sequence = tokens.map((token) => rowOf(get("gpt_neox.embed_in.weight"), token));
  for (const layer of layers) {
    const at = `gpt_neox.layers.${layer}`;
    const fused = state.map((vector) =>
      linear(
        get,
        `${at}.attention.query_key_value`,
        layerNorm(get, `${at}.input_layernorm`, vector),
      ),
    );
    const kind = (which: number) =>
      fused.map((vector) =>
        [0, 1, 2, 3].flatMap((head) => {
          const start = head * 48 + which * 16;
          return vector.slice(start, start + 16);
        }),
      );
    const gathered = attend({
      queries: kind(0).map((vector, position) => rotate(vector, position, turn)),
      keys: kind(1).map((vector, position) => rotate(vector, position, turn)),
      values: kind(2),
      head: 16,
      scale: 1 / 4,
    });
    state = state.map((vector, index) => {
      const attended = linear(get, `${at}.attention.dense`, gathered[index] ?? []);
      const before = config["use_parallel_residual"] === true ? vector : add(vector, attended);
      const normed = layerNorm(get, `${at}.post_attention_layernorm`, before);
      const hidden = linear(get, `${at}.mlp.dense_h_to_4h`, normed).map(gelu);
      return add(vector, attended, linear(get, `${at}.mlp.dense_4h_to_h`, hidden));
    });
  }
  const last = layerNorm(get, "gpt_neox.final_layer_norm", lastOf(state));
  return linear(get, "embed_out", last, false);
};

/** What OPT and XGLM have in common. */
function decoderState(
  get: Lookup,
  prefix: string,
  start: Sequence,
  activation: (value: number) => number,
): Sequence {
  let state = start;
  for (const layer of layers) {
    const at = `${prefix}.layers.${layer}`;
    const normed = state.map((vector) => layerNorm(get, `${at}.self_attn_layer_norm`, vector));
    const project = (name: string) =>
      normed.map((vector) => linear(get, `${at}.self_attn.${name}_proj`, vector));
    const gathered = attend({
      queries: project("q"),
      keys: project("k"),
      values: project("v"),
      head: 16,
      scale: 1 / 4,
    });
    state = state.map((vector, index) =>
      add(vector, linear(get, `${at}.self_attn.out_proj`, gathered[index] ?? [])),
    );
    state = state.map((vector) => {
      const hidden = linear(get, `${at}.fc1`, layerNorm(get, `${at}.final_layer_norm`, vector));
      return add(vector, linear(get, `${at}.fc2`, hidden.map(activation)));
    });
  }
  return state;
}

export const optLogits: Reference = ({ tensors }, tokens) => {
  const get = lookUp(tensors);
  const start = tokens.map((token, position) =>
    add(
      rowOf(get("model.decoder.embed_tokens.weight"), token),
      rowOf(get("model.decoder.embed_positions.weight"), position + 2),
    ),
  );
  const state = decoderState(get, "model.decoder", start, (value) => Math.max(0, value));
  const last = layerNorm(get, "model.decoder.final_layer_norm", lastOf(state));
  return tiedLogits(get, "model.decoder.embed_tokens.weight", last);
};

export const xglmLogits: Reference = ({ tensors }, tokens) => {
  const get = lookUp(tensors);
  const start = tokens.map((token, position) => {
    const embedded = rowOf(get("model.embed_tokens.weight"), token).map((value) => value * 8);
    const half = embedded.length / 2;
    const positions = embedded.map((_, index) => {
      const angle = (position + 2) / 10_000 ** ((index % half) / (half - 1));
      return index < half ? Math.sin(angle) : Math.cos(angle);
    });
    return add(embedded, positions);
  });
  const state = decoderState(get, "model", start, gelu);
  const last = layerNorm(get, "model.layer_norm", lastOf(state));
  return tiedLogits(get, "model.embed_tokens.weight", last);
};

/** `frequencyOf`: how fast each pair of a head turns, where it isn't the usual. */
export function llamaLogits(
  { tensors }: MadeModel,
  tokens: readonly number[],
  frequencyOf?: (index: number) => number,
): Vector {
  const get = lookUp(tensors);
  const turn = {
    head: 16,
    rotated: 16,
    pairs: "halves",
    ...(frequencyOf && { frequencyOf }),
  } as const;
  let state: Sequence = tokens.map((token) => rowOf(get("model.embed_tokens.weight"), token));
  for (const layer of layers) {
    const at = `model.layers.${layer}`;
    const normed = state.map((vector) => rootMeanSquareNorm(get, `${at}.input_layernorm`, vector));
    const project = (name: string) =>
      normed.map((vector) => linear(get, `${at}.self_attn.${name}_proj`, vector, false));
    const gathered = attend({
      queries: project("q").map((vector, position) => rotate(vector, position, turn)),
      keys: project("k").map((vector, position) => rotate(vector, position, turn)),
      values: project("v"),
      head: 16,
      scale: 1 / 4,
    });
    state = state.map((vector, index) =>
      add(vector, linear(get, `${at}.self_attn.o_proj`, gathered[index] ?? [], false)),
    );
    state = state.map((vector) => {
      const inner = rootMeanSquareNorm(get, `${at}.post_attention_layernorm`, vector);
      const gate = linear(get, `${at}.mlp.gate_proj`, inner, false).map(silu);
      const up = linear(get, `${at}.mlp.up_proj`, inner, false);
      const hidden = gate.map((value, index) => value * (up[index] ?? 0));
      return add(vector, linear(get, `${at}.mlp.down_proj`, hidden, false));
    });
  }
  const last = rootMeanSquareNorm(get, "model.norm", lastOf(state));
  return linear(get, "lm_head", last, false);
}
