import { writeFileSync } from "node:fs";
import {
  type GgufMetadata,
  type GgufTensor,
  layOutGguf,
} from "../../src/models/gguf/encode-header.ts";
import { tensorTypes } from "../../src/models/gguf/tensor-types.ts";

const sizes = { width: 64, layers: 1, heads: 2, feedForward: 64, context: 128 } as const;
const special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"];
const kinds = { normal: 1, unknown: 2, control: 3 } as const;

/** Words that the model knows as such; it spells all others. */
const words =
  "the a dragon guards golden crown stole tomorrow we bake bread with flour mill burned down soup and my cat is called what of ferry harbour";

/**
 * Writes a BERT of some kilobytes with drawn weights: each word is a direction of its own, and a text the mean of its
 * words. It knows nothing, but texts of the same words are near each other. Another seed is another model.
 */
export function writeTinyEmbeddingModel(
  file: string,
  { name, seed }: { readonly name: string; readonly seed: number },
): void {
  const letters = Array.from("abcdefghijklmnopqrstuvwxyz0123456789.,!?");
  // `▁` begins a word, as the conversion of a WordPiece vocabulary writes it.
  const beginnings = new Set([...words.split(" "), ...letters]);
  const vocabulary = [...special, ...[...beginnings].map((word) => `▁${word}`), ...letters];
  const tensors = listTensors(vocabulary.length);
  const { header, tensorOffsets, sizeBytes } = layOutGguf(metadata(name, vocabulary), tensors);
  const bytes = Buffer.alloc(sizeBytes);
  bytes.set(header);
  for (const [index, tensor] of tensors.entries())
    fill(bytes, tensorOffsets[index] ?? 0, tensor, seed);
  writeFileSync(file, bytes);
}

function listTensors(vocabularySize: number): readonly GgufTensor[] {
  const { width, feedForward, context } = sizes;
  const tensor = (name: string, ...dimensions: number[]): GgufTensor => ({
    name,
    dimensions,
    type: tensorTypes.F32,
  });
  const withBias = (name: string, ...dimensions: number[]) => [
    tensor(`${name}.weight`, ...dimensions),
    tensor(`${name}.bias`, dimensions.at(-1) ?? 0),
  ];
  return [
    tensor("token_embd.weight", width, vocabularySize),
    tensor("token_types.weight", width, 2),
    tensor("position_embd.weight", width, context),
    ...withBias("token_embd_norm", width),
    ...withBias("blk.0.attn_q", width, width),
    ...withBias("blk.0.attn_k", width, width),
    ...withBias("blk.0.attn_v", width, width),
    ...withBias("blk.0.attn_output", width, width),
    ...withBias("blk.0.attn_output_norm", width),
    ...withBias("blk.0.ffn_up", width, feedForward),
    ...withBias("blk.0.ffn_down", feedForward, width),
    ...withBias("blk.0.layer_output_norm", width),
  ];
}

/** Only words have a direction; the norms let it through, and everything else adds nothing. */
function fill(bytes: Buffer, offset: number, { name, dimensions }: GgufTensor, seed: number): void {
  const count = dimensions.reduce((product, one) => product * one, 1);
  for (let index = 0; index < count; index++)
    bytes.writeFloatLE(weight(name, index, seed), offset + 4 * index);
}

function weight(name: string, index: number, seed: number): number {
  // As good as drawn, and the same each time.
  if (name === "token_embd.weight") return Math.sin((index + 1) * (index + seed) * 12.9898);
  return name.endsWith("norm.weight") ? 1 : 0;
}

function metadata(name: string, vocabulary: readonly string[]): GgufMetadata {
  const number = (value: number) => ({ type: "u32", value }) as const;
  return [
    ["general.architecture", { type: "string", value: "bert" }],
    ["general.name", { type: "string", value: name }],
    ["bert.block_count", number(sizes.layers)],
    ["bert.context_length", number(sizes.context)],
    ["bert.embedding_length", number(sizes.width)],
    ["bert.feed_forward_length", number(sizes.feedForward)],
    ["bert.attention.head_count", number(sizes.heads)],
    ["bert.attention.layer_norm_epsilon", { type: "f32", value: 1e-12 }],
    ["bert.attention.causal", { type: "bool", value: false }],
    ["bert.pooling_type", number(1)],
    ["tokenizer.ggml.model", { type: "string", value: "bert" }],
    [
      "tokenizer.ggml.tokens",
      { type: "strings", value: vocabulary.map((token) => Buffer.from(token)) },
    ],
    ["tokenizer.ggml.token_type", { type: "i32s", value: vocabulary.map(kindOf) }],
    ["tokenizer.ggml.token_type_count", number(2)],
    ["tokenizer.ggml.padding_token_id", number(0)],
    ["tokenizer.ggml.unknown_token_id", number(1)],
    ["tokenizer.ggml.bos_token_id", number(2)],
    ["tokenizer.ggml.cls_token_id", number(2)],
    ["tokenizer.ggml.seperator_token_id", number(3)],
  ];
}

function kindOf(token: string): number {
  if (token === "[UNK]") return kinds.unknown;
  return special.includes(token) ? kinds.control : kinds.normal;
}
