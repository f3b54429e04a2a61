import { type GgufLayout, type GgufMetadata, layOutGguf } from "../gguf/encode-header.ts";
import { checkShapes, type ModelShape } from "./check-shapes.ts";
import { convertVocabulary, type Token } from "./convert-vocabulary.ts";
import { type JoinedTensor, joinFiles } from "./join-files.ts";
import type { Hyperparameters, LegacyFile } from "./legacy-model.ts";

/** What a legacy file doesn't say of its model. */
export interface ImportParameters {
  /** For people; kept in the new file. */
  readonly name: string;
  /** Tokens that the model was trained for. */
  readonly contextLength: number;
  /** What keeps the normalisation from dividing by nothing: 1e-6 in LLaMA, 1e-5 in Llama 2. */
  readonly rmsEpsilon: number;
  /** Jinja; undefined: chats are written as plain text. */
  readonly chatTemplate: string | undefined;
}

/** All that the new file will be, short of the data, which are read while it is written. */
export interface ImportPlan {
  readonly layout: GgufLayout;
  readonly tensors: readonly JoinedTensor[];
  /** What isn't as it was, for people, as whole sentences. */
  readonly losses: readonly string[];
}

/** Llama 2 70B is the only LLaMA of its time with fewer heads for keys; so its parameters are known. */
export function hasGroupedKeys(files: readonly LegacyFile[]): boolean {
  const [first] = files;
  const width = first?.hyperparameters.embeddingLength ?? 0;
  const keys = first?.tensors.find(({ name }) => name === "layers.0.attention.wk.weight");
  return (keys?.dimensions[1] ?? width) * files.length < width;
}

/**
 * Plans the GGUF file of a legacy model that is in one file or several. Throws a `UserError` where the files are
 * damaged, parts are missing, or it isn't LLaMA.
 */
export function planImport(files: readonly LegacyFile[], parameters: ImportParameters): ImportPlan {
  const [first] = files;
  if (first === undefined) throw new RangeError("there is no file to import");
  const { file, hyperparameters, vocabulary } = first;
  const tensors = joinFiles(files);
  const shape = checkShapes(file, hyperparameters, tensors);
  const metadata = [
    ...modelMetadata(hyperparameters, shape, parameters, fileTypeOf(hyperparameters, tensors)),
    ...vocabularyMetadata(convertVocabulary(vocabulary), parameters),
  ];
  const layout = layOutGguf(
    metadata,
    tensors.map(({ name, dimensions, type }) => ({ name, dimensions, type: type.target })),
  );
  return { layout, tensors, losses: lossesOf(first, tensors) };
}

function modelMetadata(
  { embeddingLength, blockCount, headCount }: Hyperparameters,
  { keyHeadCount, feedForwardLength }: ModelShape,
  { name, contextLength, rmsEpsilon }: ImportParameters,
  fileType: number | undefined,
): GgufMetadata {
  const u32 = (value: number) => ({ type: "u32", value }) as const;
  const f32 = (value: number) => ({ type: "f32", value }) as const;
  return [
    ["general.architecture", { type: "string", value: "llama" }],
    ["general.name", { type: "string", value: name }],
    ["general.quantization_version", u32(2)],
    ...(fileType === undefined ? [] : [["general.file_type", u32(fileType)] as const]),
    ["llama.context_length", u32(contextLength)],
    ["llama.embedding_length", u32(embeddingLength)],
    ["llama.block_count", u32(blockCount)],
    ["llama.feed_forward_length", u32(feedForwardLength)],
    ["llama.attention.head_count", u32(headCount)],
    ["llama.attention.head_count_kv", u32(keyHeadCount)],
    ["llama.attention.layer_norm_rms_epsilon", f32(rmsEpsilon)],
    ["llama.rope.dimension_count", u32(embeddingLength / headCount)],
    ["llama.rope.freq_base", f32(10_000)],
  ];
}

function vocabularyMetadata(
  tokens: readonly Token[],
  { chatTemplate }: ImportParameters,
): GgufMetadata {
  return [
    ["tokenizer.ggml.model", { type: "string", value: "llama" }],
    ["tokenizer.ggml.tokens", { type: "strings", value: tokens.map(({ text }) => text) }],
    ["tokenizer.ggml.scores", { type: "f32s", value: tokens.map(({ score }) => score) }],
    ["tokenizer.ggml.token_type", { type: "i32s", value: tokens.map(({ type }) => type) }],
    ["tokenizer.ggml.bos_token_id", { type: "u32", value: 1 }],
    ["tokenizer.ggml.eos_token_id", { type: "u32", value: 2 }],
    ["tokenizer.ggml.unknown_token_id", { type: "u32", value: 0 }],
    ...(chatTemplate === undefined
      ? []
      : [["tokenizer.chat_template", { type: "string", value: chatTemplate }] as const]),
  ];
}

/** Kinds of files that are still what they were. 4 was Q4_1 with some tensors in 16 bits. */
const sameFileTypes = [0, 1, 2, 3, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18];
const mostly16Bit = 1;

function fileTypeOf(
  { fileType }: Hyperparameters,
  tensors: readonly JoinedTensor[],
): number | undefined {
  if (tensors.some(({ type }) => type.change === "expanded")) return mostly16Bit;
  // Families other than LLaMA put the version of the quantisation into the thousands.
  const kind = fileType % 1000;
  return sameFileTypes.includes(kind) ? kind : undefined;
}

function lossesOf({ container }: LegacyFile, tensors: readonly JoinedTensor[]): readonly string[] {
  const changed = (change: "rounded" | "expanded") => [
    ...new Set(tensors.filter(({ type }) => type.change === change).map(({ type }) => type.name)),
  ];
  const losses: string[] = [];
  for (const name of changed("rounded"))
    losses.push(
      `The scales of ${name} were rounded from 32 to 16 bits; its numbers are as they were.`,
    );
  for (const name of changed("expanded"))
    losses.push(
      `${name} exists no more, so its tensors became F16, which takes about three times the room.`,
    );
  if (!container.hasScores)
    losses.push("The file has no token scores; they were set as LLaMA's own vocabulary has them.");
  return losses;
}
