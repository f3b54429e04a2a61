import { writeFileSync } from "node:fs";
import {
  type GgufMetadata,
  type GgufTensor,
  layOutGguf,
} from "../../src/models/gguf/encode-header.ts";
import { tensorTypes } from "../../src/models/gguf/tensor-types.ts";

const sizes = { width: 32, layers: 1, heads: 1, feedForward: 32 } as const;
const kinds = { normal: 1, unknown: 2, control: 3, byte: 6 } as const;

/**
 * Writes a llama of a hundred kilobytes that says one word for ever: whatever it reads, its next token is `word`, a single
 * character. What a reply consists of tells which model wrote it.
 */
export function writeTinyModel(
  file: string,
  options: {
    readonly name: string;
    readonly word: string;
    /** Tokens that it says it was trained for: every byte of a prompt is one. */
    readonly contextLength?: number;
  },
): void {
  const { name, word, contextLength = 1024 } = options;
  const vocabulary = vocabularyOf(word);
  const tensors = listTensors(vocabulary.length);
  const { header, tensorOffsets, sizeBytes } = layOutGguf(
    metadata(name, contextLength, vocabulary),
    tensors,
  );
  const bytes = Buffer.alloc(sizeBytes);
  bytes.set(header);
  for (const [index, tensor] of tensors.entries())
    fill(bytes, tensorOffsets[index] ?? 0, tensor, vocabulary.indexOf(word));
  writeFileSync(file, bytes);
}

/** Bytes for everything, and the one word. */
function vocabularyOf(word: string): readonly string[] {
  const bytes = Array.from({ length: 256 }, (_, byte) => byteToken(byte));
  return ["<unk>", "<s>", "</s>", ...bytes, word];
}

function byteToken(byte: number): string {
  return `<0x${byte.toString(16).toUpperCase().padStart(2, "0")}>`;
}

function listTensors(vocabularySize: number): readonly GgufTensor[] {
  const { width, feedForward } = sizes;
  const tensor = (name: string, ...dimensions: number[]): GgufTensor => ({
    name,
    dimensions,
    type: tensorTypes.F32,
  });
  return [
    tensor("token_embd.weight", width, vocabularySize),
    tensor("blk.0.attn_norm.weight", width),
    tensor("blk.0.attn_q.weight", width, width),
    tensor("blk.0.attn_k.weight", width, width),
    tensor("blk.0.attn_v.weight", width, width),
    tensor("blk.0.attn_output.weight", width, width),
    tensor("blk.0.ffn_norm.weight", width),
    tensor("blk.0.ffn_gate.weight", width, feedForward),
    tensor("blk.0.ffn_up.weight", width, feedForward),
    tensor("blk.0.ffn_down.weight", feedForward, width),
    tensor("output_norm.weight", width),
    tensor("output.weight", width, vocabularySize),
  ];
}

/**
 * Every embedding is the same vector of ones, attention and feed-forward add nothing, and only the word's row of the output
 * looks in that direction.
 */
function fill(bytes: Buffer, offset: number, { name, dimensions }: GgufTensor, word: number): void {
  const [width = 0, rows = 1] = dimensions;
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < width; column++)
      bytes.writeFloatLE(weight(name, row, word), offset + 4 * (row * width + column));
}

function weight(name: string, row: number, word: number): number {
  if (name === "token_embd.weight" || name.includes("norm")) return 1;
  if (name === "output.weight") return row === word ? 1 : 0;
  return 0;
}

function metadata(
  name: string,
  contextLength: number,
  vocabulary: readonly string[],
): GgufMetadata {
  const number = (value: number) => ({ type: "u32", value }) as const;
  return [
    ["general.architecture", { type: "string", value: "llama" }],
    ["general.name", { type: "string", value: name }],
    ["llama.block_count", number(sizes.layers)],
    ["llama.context_length", number(contextLength)],
    ["llama.embedding_length", number(sizes.width)],
    ["llama.feed_forward_length", number(sizes.feedForward)],
    ["llama.attention.head_count", number(sizes.heads)],
    ["llama.attention.head_count_kv", number(sizes.heads)],
    ["llama.rope.dimension_count", number(sizes.width)],
    ["llama.attention.layer_norm_rms_epsilon", { type: "f32", value: 1e-5 }],
    ["tokenizer.ggml.model", { type: "string", value: "llama" }],
    [
      "tokenizer.ggml.tokens",
      { type: "strings", value: vocabulary.map((token) => Buffer.from(token)) },
    ],
    ["tokenizer.ggml.token_type", { type: "i32s", value: vocabulary.map(kindOf) }],
    ["tokenizer.ggml.scores", { type: "f32s", value: vocabulary.map(() => 0) }],
    ["tokenizer.ggml.bos_token_id", number(1)],
    ["tokenizer.ggml.eos_token_id", number(2)],
    ["tokenizer.ggml.unknown_token_id", number(0)],
  ];
}

function kindOf(token: string): number {
  if (token === "<unk>") return kinds.unknown;
  if (token === "<s>" || token === "</s>") return kinds.control;
  return /^<0x[0-9A-F]{2}>$/.test(token) ? kinds.byte : kinds.normal;
}
