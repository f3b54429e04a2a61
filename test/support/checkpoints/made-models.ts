import { forLayers, type MadeModel, randomTensors, type Shape, withBias } from "./named-tensor.ts";

export interface ModelSize {
  readonly vocabularySize: number;
  readonly contextLength?: number;
}

const width = 64;
const heads = 4;
const layers = 2;
const feedForward = 128;

function model(
  config: Readonly<Record<string, unknown>>,
  shapes: readonly (readonly Shape[])[],
): MadeModel {
  return { config, tensors: randomTensors(shapes.flat(), 11) };
}

/** LLaMA with fewer heads for keys than for queries, as Llama 2 70B and Llama 3 have it. */
export function makeLlama(
  { vocabularySize, contextLength = 512 }: ModelSize,
  more: Readonly<Record<string, unknown>> = {},
): MadeModel {
  const keyWidth = (2 * width) / heads;
  return model(
    {
      model_type: "llama",
      hidden_size: width,
      intermediate_size: feedForward,
      num_hidden_layers: layers,
      num_attention_heads: heads,
      num_key_value_heads: 2,
      max_position_embeddings: contextLength,
      vocab_size: vocabularySize,
      rms_norm_eps: 1e-5,
      hidden_act: "silu",
      bos_token_id: 1,
      eos_token_id: 2,
      ...more,
    },
    [
      [["model.embed_tokens.weight", vocabularySize, width]],
      forLayers(layers, (layer) => {
        const at = `model.layers.${layer}`;
        return [
          [
            [`${at}.input_layernorm.weight`, width],
            [`${at}.self_attn.q_proj.weight`, width, width],
            [`${at}.self_attn.k_proj.weight`, keyWidth, width],
            [`${at}.self_attn.v_proj.weight`, keyWidth, width],
            [`${at}.self_attn.o_proj.weight`, width, width],
            [`${at}.self_attn.rotary_emb.inv_freq`, width / heads / 2],
            [`${at}.post_attention_layernorm.weight`, width],
            [`${at}.mlp.gate_proj.weight`, feedForward, width],
            [`${at}.mlp.up_proj.weight`, feedForward, width],
            [`${at}.mlp.down_proj.weight`, width, feedForward],
          ],
        ];
      }),
      [
        ["model.norm.weight", width],
        ["lm_head.weight", vocabularySize, width],
      ],
    ],
  );
}

/** GPT-2, whose matrices are the other way round. */
export function makeGpt2({ vocabularySize, contextLength = 128 }: ModelSize): MadeModel {
  const conv = (name: string, inputs: number, outputs: number): readonly Shape[] => [
    [`${name}.weight`, inputs, outputs],
    [`${name}.bias`, outputs],
  ];
  return model(
    {
      model_type: "gpt2",
      n_embd: width,
      n_layer: layers,
      n_head: heads,
      n_positions: contextLength,
      vocab_size: vocabularySize,
      layer_norm_epsilon: 1e-5,
      activation_function: "gelu_new",
    },
    [
      [
        ["transformer.wte.weight", vocabularySize, width],
        ["transformer.wpe.weight", contextLength, width],
      ],
      forLayers(layers, (layer) => {
        const at = `transformer.h.${layer}`;
        return [
          withBias(`${at}.ln_1`, width),
          conv(`${at}.attn.c_attn`, width, 3 * width),
          conv(`${at}.attn.c_proj`, width, width),
          withBias(`${at}.ln_2`, width),
          conv(`${at}.mlp.c_fc`, width, 4 * width),
          conv(`${at}.mlp.c_proj`, 4 * width, width),
        ];
      }),
      withBias("transformer.ln_f", width),
    ],
  );
}

export function makeGptNeox(
  { vocabularySize, contextLength = 128 }: ModelSize,
  more: Readonly<Record<string, unknown>> = {},
): MadeModel {
  return model(
    {
      model_type: "gpt_neox",
      hidden_size: width,
      intermediate_size: feedForward,
      num_hidden_layers: layers,
      num_attention_heads: heads,
      max_position_embeddings: contextLength,
      vocab_size: vocabularySize,
      layer_norm_eps: 1e-5,
      rotary_pct: 0.25,
      rotary_emb_base: 10_000,
      use_parallel_residual: true,
      hidden_act: "gelu",
      ...more,
    },
    [
      [["gpt_neox.embed_in.weight", vocabularySize, width]],
      forLayers(layers, (layer) => {
        const at = `gpt_neox.layers.${layer}`;
        return [
          withBias(`${at}.input_layernorm`, width),
          withBias(`${at}.post_attention_layernorm`, width),
          withBias(`${at}.attention.query_key_value`, 3 * width, width),
          withBias(`${at}.attention.dense`, width, width),
          withBias(`${at}.mlp.dense_h_to_4h`, feedForward, width),
          withBias(`${at}.mlp.dense_4h_to_h`, width, feedForward),
        ];
      }),
      withBias("gpt_neox.final_layer_norm", width),
      [["embed_out.weight", vocabularySize, width]],
    ],
  );
}

export function makeGptJ({ vocabularySize, contextLength = 128 }: ModelSize): MadeModel {
  return model(
    {
      model_type: "gptj",
      n_embd: width,
      n_layer: layers,
      n_head: heads,
      n_positions: contextLength,
      rotary_dim: 8,
      vocab_size: vocabularySize,
      layer_norm_epsilon: 1e-5,
      activation_function: "gelu_new",
    },
    [
      [["transformer.wte.weight", vocabularySize, width]],
      forLayers(layers, (layer) => {
        const at = `transformer.h.${layer}`;
        return [
          withBias(`${at}.ln_1`, width),
          ["q_proj", "k_proj", "v_proj", "out_proj"].map(
            (name) => [`${at}.attn.${name}.weight`, width, width] as const,
          ),
          withBias(`${at}.mlp.fc_in`, 4 * width, width),
          withBias(`${at}.mlp.fc_out`, width, 4 * width),
        ];
      }),
      withBias("transformer.ln_f", width),
      withBias("lm_head", vocabularySize, width),
    ],
  );
}

/** GPT-Neo, whose second layer sees the last 256 tokens. */
export function makeGptNeo({ vocabularySize, contextLength = 512 }: ModelSize): MadeModel {
  return model(
    {
      model_type: "gpt_neo",
      hidden_size: width,
      num_layers: layers,
      num_heads: heads,
      max_position_embeddings: contextLength,
      vocab_size: vocabularySize,
      window_size: 256,
      attention_types: [[["global", "local"], 1]],
      layer_norm_epsilon: 1e-5,
      activation_function: "gelu_new",
    },
    [
      [
        ["transformer.wte.weight", vocabularySize, width],
        ["transformer.wpe.weight", contextLength, width],
      ],
      forLayers(layers, (layer) => {
        const at = `transformer.h.${layer}`;
        return [
          withBias(`${at}.ln_1`, width),
          ["q_proj", "k_proj", "v_proj"].map(
            (name) => [`${at}.attn.attention.${name}.weight`, width, width] as const,
          ),
          withBias(`${at}.attn.attention.out_proj`, width, width),
          withBias(`${at}.ln_2`, width),
          withBias(`${at}.mlp.c_fc`, 4 * width, width),
          withBias(`${at}.mlp.c_proj`, width, 4 * width),
        ];
      }),
      withBias("transformer.ln_f", width),
    ],
  );
}

function decoderShapes(prefix: string): readonly Shape[] {
  return forLayers(layers, (layer) => {
    const at = `${prefix}.layers.${layer}`;
    return [
      ...["q", "k", "v", "out"].map((name) =>
        withBias(`${at}.self_attn.${name}_proj`, width, width),
      ),
      withBias(`${at}.self_attn_layer_norm`, width),
      withBias(`${at}.fc1`, feedForward, width),
      withBias(`${at}.fc2`, width, feedForward),
      withBias(`${at}.final_layer_norm`, width),
    ];
  });
}

/** OPT, whose positions begin with two for padding. */
export function makeOpt({ vocabularySize, contextLength = 128 }: ModelSize): MadeModel {
  return model(
    {
      model_type: "opt",
      hidden_size: width,
      word_embed_proj_dim: width,
      ffn_dim: feedForward,
      num_hidden_layers: layers,
      num_attention_heads: heads,
      max_position_embeddings: contextLength,
      vocab_size: vocabularySize,
      activation_function: "relu",
      do_layer_norm_before: true,
    },
    [
      [
        ["model.decoder.embed_tokens.weight", vocabularySize, width],
        ["model.decoder.embed_positions.weight", contextLength + 2, width],
      ],
      decoderShapes("model.decoder"),
      withBias("model.decoder.final_layer_norm", width),
    ],
  );
}

/** XGLM, which is what transformers makes of fairseq's dense models. */
export function makeXglm({ vocabularySize, contextLength = 128 }: ModelSize): MadeModel {
  return model(
    {
      model_type: "xglm",
      d_model: width,
      ffn_dim: feedForward,
      num_layers: layers,
      attention_heads: heads,
      max_position_embeddings: contextLength,
      vocab_size: vocabularySize,
      activation_function: "gelu",
      scale_embedding: true,
    },
    [
      [["model.embed_tokens.weight", vocabularySize, width]],
      decoderShapes("model"),
      withBias("model.layer_norm", width),
    ],
  );
}
