import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { byteLevelJson, makeByteLevelTokenizer } from "../checkpoints/byte-level-tokenizer.ts";
import { makePieces } from "../checkpoints/piece-tokenizer.ts";
import { seededNumbers } from "../legacy-blocks.ts";
import { elementTypes, type OnnxGraph, onnxFile } from "./onnx-file.ts";

const { float, int64, bool } = elementTypes;
const width = 16;

/**
 * What both models compute: the embedding of a token, and a little of the mean of all before it, times a random matrix.
 * Tokens that aren't plain text are never chosen.
 */
function randomWeights(texts: readonly string[], isPlain: (text: string) => boolean) {
  const random = seededNumbers(5);
  const numbers = (count: number) =>
    Float32Array.from({ length: count }, () => (random(2001) - 1000) / 1000);
  const size = texts.length;
  return [
    ["embeddings", [size, width], numbers(size * width)],
    ["projection", [width, size], numbers(width * size)],
    ["bias", [size], Float32Array.from(texts, (text) => (isPlain(text) ? 0 : -1000))],
    ["share", [1], Float32Array.of(3)],
    ["second", [1], BigInt64Array.of(1n)],
  ] as const;
}

const cacheShape = ["batch_size", 1, "past_sequence_length", width] as const;
const nextShape = ["batch_size", 1, "total_sequence_length", width] as const;

function causalGraph(texts: readonly string[], isPlain: (text: string) => boolean): OnnxGraph {
  return {
    inputs: [
      ["input_ids", int64, ["batch_size", "sequence_length"]],
      ["attention_mask", int64, ["batch_size", "total_sequence_length"]],
      ["past_key_values.0.key", float, cacheShape],
      ["past_key_values.0.value", float, cacheShape],
    ],
    outputs: [
      ["logits", float, ["batch_size", "sequence_length", texts.length]],
      ["present.0.key", float, nextShape],
      ["present.0.value", float, nextShape],
    ],
    constants: randomWeights(texts, isPlain),
    nodes: [
      { operation: "Gather", inputs: ["embeddings", "input_ids"], output: "embedded" },
      { operation: "Unsqueeze", inputs: ["embedded", "second"], output: "new" },
      ...["key", "value"].map((kind) => ({
        operation: "Concat",
        inputs: [`past_key_values.0.${kind}`, "new"],
        output: `present.0.${kind}`,
        attributes: { axis: 2 },
      })),
      {
        operation: "ReduceMean",
        inputs: ["present.0.value"],
        output: "mean",
        attributes: { axes: [2], keepdims: 0 },
      },
      { operation: "Mul", inputs: ["mean", "share"], output: "part" },
      { operation: "Add", inputs: ["embedded", "part"], output: "state" },
      { operation: "MatMul", inputs: ["state", "projection"], output: "products" },
      { operation: "Add", inputs: ["products", "bias"], output: "logits" },
    ],
  };
}

/** Writes a small causal model of GPT-2's kind; without attention, but with a cache that it needs. */
export function writeCausalOnnx(folder: string): void {
  const endOfText = "<|endoftext|>";
  const tokenizer = makeByteLevelTokenizer([], [endOfText]);
  const texts = Object.entries(tokenizer.vocabulary)
    .toSorted((a, b) => a[1] - b[1])
    .map(([text]) => text);
  const id = tokenizer.vocabulary[endOfText];
  const isPlain = (text: string) => /^Ġ?[a-z]{1,8}$/.test(text);
  write(folder, {
    "config.json": {
      model_type: "gpt2",
      architectures: ["GPT2LMHeadModel"],
      n_embd: width,
      n_head: 1,
      n_layer: 1,
      n_positions: 512,
      vocab_size: texts.length,
      bos_token_id: id,
      eos_token_id: id,
    },
    "tokenizer.json": byteLevelJson(tokenizer, [endOfText]),
    "tokenizer_config.json": {
      tokenizer_class: "GPT2Tokenizer",
      model_max_length: 512,
      bos_token: endOfText,
      eos_token: endOfText,
      unk_token: endOfText,
    },
    "onnx/model.onnx": onnxFile(causalGraph(texts, isPlain)),
  });
}

/** Writes a small model of T5's kind: an encoder for the prompt, and a decoder that looks at it. */
export function writeT5Onnx(folder: string): void {
  const marks = ["<pad>", "</s>", "<unk>"];
  const texts = [
    ...marks,
    ...makePieces()
      .slice(259)
      .map((piece) => piece.text),
  ];
  const isPlain = (text: string) => /^▁?[a-z]{1,8}$/.test(text);
  const encoder: OnnxGraph = {
    inputs: [
      ["input_ids", int64, ["batch_size", "encoder_sequence_length"]],
      ["attention_mask", int64, ["batch_size", "encoder_sequence_length"]],
    ],
    outputs: [["last_hidden_state", float, ["batch_size", "encoder_sequence_length", width]]],
    constants: randomWeights(texts, isPlain).slice(0, 1),
    nodes: [
      { operation: "Gather", inputs: ["embeddings", "input_ids"], output: "last_hidden_state" },
    ],
  };
  write(folder, {
    "config.json": {
      model_type: "t5",
      architectures: ["T5ForConditionalGeneration"],
      is_encoder_decoder: true,
      d_model: width,
      d_kv: width,
      num_heads: 1,
      num_layers: 1,
      num_decoder_layers: 1,
      n_positions: 512,
      vocab_size: texts.length,
      decoder_start_token_id: 0,
      pad_token_id: 0,
      eos_token_id: 1,
    },
    "generation_config.json": { decoder_start_token_id: 0, pad_token_id: 0, eos_token_id: 1 },
    "tokenizer.json": t5Tokenizer(texts, marks),
    "tokenizer_config.json": {
      tokenizer_class: "T5Tokenizer",
      model_max_length: 512,
      eos_token: "</s>",
      pad_token: "<pad>",
      unk_token: "<unk>",
    },
    "onnx/encoder_model.onnx": onnxFile(encoder),
    "onnx/decoder_model_merged.onnx": onnxFile(decoderGraph(texts, isPlain)),
  });
}

function decoderGraph(texts: readonly string[], isPlain: (text: string) => boolean): OnnxGraph {
  const causal = causalGraph(texts, isPlain);
  const kinds = ["key", "value"];
  const encoderShape = ["batch_size", 1, "encoder_sequence_length_out", width] as const;
  const rename = (name: string) => name.replace(/\.0\.(key|value)$/, ".0.decoder.$1");
  return {
    inputs: [
      ["encoder_attention_mask", int64, ["batch_size", "encoder_sequence_length"]],
      ["encoder_hidden_states", float, ["batch_size", "encoder_sequence_length", width]],
      ["use_cache_branch", bool, [1]],
      ...causal.inputs
        .filter(([name]) => name !== "attention_mask")
        .map(([name, type, shape]) => [rename(name), type, shape] as const),
      ...kinds.map((kind) => [`past_key_values.0.encoder.${kind}`, float, encoderShape] as const),
    ],
    outputs: [
      ...causal.outputs.map(([name, type, shape]) => [rename(name), type, shape] as const),
      ...kinds.map((kind) => [`present.0.encoder.${kind}`, float, encoderShape] as const),
    ],
    constants: causal.constants,
    nodes: [
      {
        operation: "ReduceMean",
        inputs: ["encoder_hidden_states"],
        output: "read",
        attributes: { axes: [1], keepdims: 1 },
      },
      { operation: "Mul", inputs: ["read", "share"], output: "readPart" },
      ...kinds.map((kind) => ({
        operation: "Unsqueeze",
        inputs: ["encoder_hidden_states", "second"],
        output: `present.0.encoder.${kind}`,
      })),
      ...causal.nodes.map((node) => ({
        ...node,
        inputs: node.inputs.map((input) => (input === "state" ? "whole" : rename(input))),
        output: rename(node.output),
      })),
      { operation: "Add", inputs: ["state", "readPart"], output: "whole" },
    ].toSorted((a, b) => order(a.output) - order(b.output)),
  };
}

/** Nodes stand behind those whose results they use. */
function order(output: string): number {
  const last = ["whole", "products", "logits"].indexOf(output);
  return last === -1 ? 0 : last + 1;
}

function t5Tokenizer(texts: readonly string[], marks: readonly string[]): object {
  const spaces = { type: "Metaspace", replacement: "▁", prepend_scheme: "always", split: true };
  const end = { SpecialToken: { id: "</s>", type_id: 0 } };
  return {
    version: "1.0",
    truncation: null,
    padding: null,
    added_tokens: marks.map((content, id) => ({
      id,
      content,
      single_word: false,
      lstrip: false,
      rstrip: false,
      normalized: false,
      special: true,
    })),
    normalizer: null,
    pre_tokenizer: spaces,
    post_processor: {
      type: "TemplateProcessing",
      single: [{ Sequence: { id: "A", type_id: 0 } }, end],
      pair: [
        { Sequence: { id: "A", type_id: 0 } },
        end,
        { Sequence: { id: "B", type_id: 0 } },
        end,
      ],
      special_tokens: { "</s>": { id: "</s>", ids: [1], tokens: ["</s>"] } },
    },
    decoder: spaces,
    model: {
      type: "Unigram",
      unk_id: 2,
      vocab: texts.map((text, index) => [text, index < marks.length ? 0 : -2 - index / 8]),
      byte_fallback: false,
    },
  };
}

function write(folder: string, files: Readonly<Record<string, object | Buffer>>): void {
  mkdirSync(join(folder, "onnx"), { recursive: true });
  for (const [name, content] of Object.entries(files))
    writeFileSync(join(folder, name), Buffer.isBuffer(content) ? content : JSON.stringify(content));
}
