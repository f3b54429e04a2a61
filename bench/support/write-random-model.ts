/**
 * Writes a GGUF model of realistic shape with random weights, so that compute and not overhead dominates a bench. What
 * it says is noise; how long it takes is not. Run it alone with `npx tsx bench/support/write-random-model.ts`.
 */

import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  renameSync,
  statSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { computesOn } from "./compute.ts";
import type { BenchModel } from "./models.ts";

/** A Llama's sizes. Widths are multiples of 32. */
interface Shape {
  readonly width: number;
  readonly layers: number;
  readonly heads: number;
  readonly keyValueHeads: number;
  readonly feedForward: number;
  readonly vocabulary: number;
}

const shapes = {
  /** Reading its weights is what takes the time, as with a model that people would run. */
  realistic: {
    width: 768,
    layers: 12,
    heads: 12,
    keyValueHeads: 4,
    feedForward: 2048,
    vocabulary: 16_384,
  },
  /** As large as models are that people run on a GPU: eight thousand million weights, and a vocabulary of their size. */
  large: {
    width: 4096,
    layers: 32,
    heads: 32,
    keyValueHeads: 8,
    feedForward: 14_336,
    vocabulary: 131_072,
  },
  /** A tiny one with the vocabulary of the large one, which a model that drafts for it has to have. */
  draft: {
    width: 64,
    layers: 2,
    heads: 2,
    keyValueHeads: 1,
    feedForward: 128,
    vocabulary: 131_072,
  },
  /** Next to no time at all: for figures that only count tokens. */
  tiny: { width: 64, layers: 2, heads: 2, keyValueHeads: 1, feedForward: 128, vocabulary: 16_384 },
} as const;

const trainedContext = 8192;

/** Raised when the files' content changes, so that an older one isn't taken for it. */
const version = 3;

/** The model's file, written on first use into the temporary folder of the system. */
export function randomModel(kind: keyof typeof shapes): BenchModel {
  const folder = join(tmpdir(), "hearthside-bench-models");
  const file = join(folder, `hearthside-bench-${kind}-v${version}.Q8_0.gguf`);
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true });
    const unfinished = `${file}.${process.pid}.tmp`;
    writeModel(unfinished, shapes[kind]);
    renameSync(unfinished, file);
  }
  const megabytes = Math.round(statSync(file).size / 1e6);
  return { name: `a random model of ${megabytes} MB (Q8_0)`, file };
}

/** Whose weights take the time on what the benches compute on. */
export function realisticModel(): BenchModel {
  return randomModel(computesOn() === "off" ? "realistic" : "large");
}

/** A tiny one that shares the realistic one's vocabulary. */
export function draftModel(): BenchModel {
  return randomModel(computesOn() === "off" ? "tiny" : "draft");
}

/** Before it in the vocabulary are control tokens and bytes. */
const firstCharacter = 259;
/** After them, words. */
const endOfCharacters = firstCharacter + 95;

const alignment = 32;
/** GGUF's numbers for the types of values and of tensors. */
const valueTypes = { uint32: 4, int32: 5, float32: 6, bool: 7, string: 8, array: 9 } as const;
const tensorTypes = { f32: 0, q8_0: 8 } as const;
/** Q8_0: blocks of 32 weights, each with a half-precision scale. */
const blockWeights = 32;
const blockBytes = 34;
/** Of one matrix; more than any of the smaller models has. */
const mostDrawnBytes = 16 * 2 ** 20;

interface Tensor {
  readonly name: string;
  /** Width first, as GGUF has it. */
  readonly sizes: readonly number[];
  readonly type: keyof typeof tensorTypes;
  /** How large its weights are; 0: all are one. */
  readonly scale: number;
  /** Rows from `first` up to `end` have weights, the others are zero. Left out: all have. */
  readonly liveRows?: { readonly first: number; readonly end: number };
}

function writeModel(file: string, shape: Shape): void {
  const tensors = listTensors(shape);
  const output = openSync(file, "w");
  try {
    const values = metadata(shape);
    const header = Buffer.concat([
      Buffer.from("GGUF"),
      uint32(3),
      uint64(tensors.length),
      uint64(values.length),
      ...values,
      ...describe(tensors),
    ]);
    writeSync(output, padded(header));
    const random = xorshift(2463534242);
    for (const tensor of tensors) writeSync(output, padded(weights(tensor, random)));
  } finally {
    closeSync(output);
  }
}

function listTensors(shape: Shape): readonly Tensor[] {
  const { width, layers, heads, keyValueHeads, feedForward, vocabulary } = shape;
  const keyValueWidth = (width / heads) * keyValueHeads;
  const matrix = (tensor: string, rows: number, columns: number): Tensor => ({
    name: tensor,
    sizes: [columns, rows],
    type: "q8_0",
    scale: columns ** -0.5,
  });
  const norm = (tensor: string): Tensor => ({
    name: tensor,
    sizes: [width],
    type: "f32",
    scale: 0,
  });
  const blocks = Array.from({ length: layers }, (_, layer) => [
    norm(`blk.${layer}.attn_norm.weight`),
    matrix(`blk.${layer}.attn_q.weight`, width, width),
    matrix(`blk.${layer}.attn_k.weight`, keyValueWidth, width),
    matrix(`blk.${layer}.attn_v.weight`, keyValueWidth, width),
    matrix(`blk.${layer}.attn_output.weight`, width, width),
    norm(`blk.${layer}.ffn_norm.weight`),
    matrix(`blk.${layer}.ffn_gate.weight`, feedForward, width),
    matrix(`blk.${layer}.ffn_up.weight`, feedForward, width),
    matrix(`blk.${layer}.ffn_down.weight`, width, feedForward),
  ]);
  return [
    matrix("token_embd.weight", vocabulary, width),
    ...blocks.flat(),
    norm("output_norm.weight"),
    {
      ...matrix("output.weight", vocabulary, width),
      // Peaked like a real model's, but on characters alone: never the end of the text, and nothing that becomes other
      // tokens when it comes back as text.
      scale: 4 * width ** -0.5,
      liveRows: { first: firstCharacter, end: endOfCharacters },
    },
  ];
}

function metadata(shape: Shape): readonly Buffer[] {
  const { texts, kinds, scores } = vocabularyOf(shape.vocabulary);
  const number = (key: string, value: number) => entry(key, valueTypes.uint32, uint32(value));
  const text = (key: string, value: string) => entry(key, valueTypes.string, string(value));
  const flag = (key: string, value: boolean) =>
    entry(key, valueTypes.bool, Buffer.from([value ? 1 : 0]));
  const array = (key: string, type: number, items: readonly Buffer[]) =>
    entry(key, valueTypes.array, Buffer.concat([uint32(type), uint64(items.length), ...items]));
  return [
    text("general.architecture", "llama"),
    text("general.name", "Random weights for benches"),
    number("general.file_type", 7),
    number("llama.block_count", shape.layers),
    number("llama.context_length", trainedContext),
    number("llama.embedding_length", shape.width),
    number("llama.feed_forward_length", shape.feedForward),
    number("llama.attention.head_count", shape.heads),
    number("llama.attention.head_count_kv", shape.keyValueHeads),
    number("llama.rope.dimension_count", shape.width / shape.heads),
    number("llama.vocab_size", shape.vocabulary),
    entry("llama.attention.layer_norm_rms_epsilon", valueTypes.float32, float32(1e-5)),
    entry("llama.rope.freq_base", valueTypes.float32, float32(10_000)),
    text("tokenizer.ggml.model", "llama"),
    array("tokenizer.ggml.tokens", valueTypes.string, texts.map(string)),
    array("tokenizer.ggml.token_type", valueTypes.int32, kinds.map(uint32)),
    array("tokenizer.ggml.scores", valueTypes.float32, scores.map(float32)),
    number("tokenizer.ggml.bos_token_id", 1),
    number("tokenizer.ggml.eos_token_id", 2),
    number("tokenizer.ggml.unknown_token_id", 0),
    flag("tokenizer.ggml.add_bos_token", true),
    flag("tokenizer.ggml.add_space_prefix", false),
  ];
}

/** Bytes, printable characters, and then words that nobody types: ordinary text is a token per character. */
function vocabularyOf(size: number) {
  const kind = { normal: 1, unknown: 2, control: 3, byte: 6 } as const;
  const tokens: { readonly text: string; readonly kind: number; readonly score: number }[] = [
    { text: "<unk>", kind: kind.unknown, score: 0 },
    { text: "<s>", kind: kind.control, score: 0 },
    { text: "</s>", kind: kind.control, score: 0 },
  ];
  for (let byte = 0; byte < 256; byte++) {
    const digits = byte.toString(16).toUpperCase().padStart(2, "0");
    tokens.push({ text: `<0x${digits}>`, kind: kind.byte, score: 0 });
  }
  for (let code = 32; code < 127; code++) {
    // SentencePiece writes a space as U+2581.
    const character = code === 32 ? "\u2581" : String.fromCharCode(code);
    tokens.push({ text: character, kind: kind.normal, score: -1000 - code });
  }
  while (tokens.length < size) {
    const index = tokens.length;
    tokens.push({ text: `\u2581word${index}`, kind: kind.normal, score: -2000 - index });
  }
  return {
    texts: tokens.map(({ text }) => text),
    kinds: tokens.map((token) => token.kind),
    scores: tokens.map(({ score }) => score),
  };
}

function describe(tensors: readonly Tensor[]): readonly Buffer[] {
  let offset = 0;
  return tensors.map((tensor) => {
    const described = Buffer.concat([
      string(tensor.name),
      uint32(tensor.sizes.length),
      ...tensor.sizes.map(uint64),
      uint32(tensorTypes[tensor.type]),
      uint64(offset),
    ]);
    offset += roundUp(byteLength(tensor));
    return described;
  });
}

function weights(tensor: Tensor, random: () => number): Buffer {
  const bytes = Buffer.alloc(byteLength(tensor));
  if (tensor.type === "f32") {
    for (let at = 0; at < bytes.length; at += 4) bytes.writeFloatLE(1, at);
    return bytes;
  }
  // Evenly spread between -127 and 127, which has this standard deviation.
  const scale = halfBits(tensor.scale / (127 / Math.sqrt(3)));
  const rowBytes = ((tensor.sizes[0] ?? 0) / blockWeights) * blockBytes;
  const { first, end } = tensor.liveRows ?? { first: 0, end: bytes.length / rowBytes };
  const from = first * rowBytes;
  const drawnRows = Math.min(end - first, Math.max(1, Math.floor(mostDrawnBytes / rowBytes)));
  const drawnEnd = from + drawnRows * rowBytes;
  for (let at = from; at < drawnEnd; at += blockBytes) {
    bytes.writeUInt16LE(scale, at);
    for (let weight = 0; weight < blockWeights; weight++)
      bytes.writeInt8((random() % 255) - 127, at + 2 + weight);
  }
  // A large matrix repeats its rows, or writing it would take minutes.
  for (let at = drawnEnd; at < end * rowBytes; at += drawnEnd - from)
    bytes.copy(bytes, at, from, Math.min(drawnEnd, from + end * rowBytes - at));
  return bytes;
}

function byteLength({ sizes, type }: Tensor): number {
  const count = sizes.reduce((product, size) => product * size, 1);
  return type === "f32" ? count * 4 : (count / blockWeights) * blockBytes;
}

/** Bits of a small positive number in half precision. */
function halfBits(value: number): number {
  const exponent = Math.floor(Math.log2(value));
  // Below this there are only the evenly spaced numbers around zero.
  if (exponent < -14) return Math.round(value * 2 ** 24);
  return ((exponent + 15) << 10) + Math.round((value / 2 ** exponent - 1) * 1024);
}

/** The same numbers every time: whole, from 0 up to 2 to the 32nd. */
function xorshift(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
}

function entry(key: string, type: number, value: Buffer): Buffer {
  return Buffer.concat([string(key), uint32(type), value]);
}

function string(text: string): Buffer {
  const bytes = Buffer.from(text);
  return Buffer.concat([uint64(bytes.length), bytes]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function uint64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
}

function float32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeFloatLE(value);
  return bytes;
}

function padded(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.alloc(roundUp(bytes.length) - bytes.length)]);
}

function roundUp(length: number): number {
  return Math.ceil(length / alignment) * alignment;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href)
  console.log(randomModel("realistic").file, randomModel("tiny").file);
