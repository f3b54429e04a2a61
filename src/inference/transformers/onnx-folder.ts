import { readFile, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { z } from "zod";
import { UserError } from "../../lib/errors.ts";

/** How the numbers of ONNX files are stored: what it is called, and what the files' names end in. */
const precisions = [
  ["fp32", ""],
  ["q8", "_quantized"],
  ["fp16", "_fp16"],
  ["q4", "_q4"],
  ["q4f16", "_q4f16"],
  ["int8", "_int8"],
  ["uint8", "_uint8"],
  ["bnb4", "_bnb4"],
] as const;

export type Precision = (typeof precisions)[number][0];

/** A model in ONNX as transformers.js wants it, as far as its small files tell. */
export interface OnnxFolder {
  readonly path: string;
  /** The folder's name. */
  readonly name: string;
  /** `t5`, `gpt2`, … */
  readonly architecture: string;
  /** T5 reads the prompt as a whole and writes the reply apart from it. */
  readonly isEncoderDecoder: boolean;
  /** Tokens that it was trained for; undefined where config.json doesn't say. */
  readonly contextLength: number | undefined;
  readonly precision: Precision;
  readonly sizeBytes: number;
}

const configSchema = z.looseObject({
  model_type: z.string().max(64),
  is_encoder_decoder: z.boolean().default(false),
  max_position_embeddings: z.number().int().positive().optional(),
  n_positions: z.number().int().positive().optional(),
});

const mostConfigBytes = 1024 ** 2;

/**
 * Looks into an absolute folder with a model in ONNX: config.json, tokenizer.json, tokenizer_config.json, and `onnx/model.onnx`, or `onnx/encoder_model.onnx`
 * and `onnx/decoder_model_merged.onnx`; the first precision of which all files are there counts. Throws a
 * {@link UserError} that says what is missing.
 */
export async function inspectOnnxFolder(path: string): Promise<OnnxFolder> {
  const name = basename(path);
  const config = configSchema.safeParse(await readJson(path, name));
  if (!config.success)
    throw problem(name, "has a config.json that can't be used: it is of no model of transformers");
  for (const needed of ["tokenizer.json", "tokenizer_config.json"])
    if ((await sizeOf(join(path, needed))) === undefined)
      throw problem(name, `has no ${needed}: download it too`);
  const { model_type: architecture, is_encoder_decoder: isEncoderDecoder } = config.data;
  const parts = isEncoderDecoder ? ["encoder_model", "decoder_model_merged"] : ["model"];
  const found = await firstPrecision(path, parts);
  if (found === undefined)
    throw problem(
      name,
      `lacks the files ${parts.map((part) => `onnx/${part}.onnx`).join(" and ")}: take a model that was made for transformers.js, as those of onnx-community are`,
    );
  return {
    path,
    name,
    architecture,
    isEncoderDecoder,
    contextLength: config.data.n_positions ?? config.data.max_position_embeddings,
    ...found,
  };
}

async function readJson(path: string, name: string): Promise<unknown> {
  const file = join(path, "config.json");
  const sizeBytes = await sizeOf(file);
  if (sizeBytes === undefined || sizeBytes > mostConfigBytes)
    throw problem(name, "has no config.json: MODEL has to be the folder of a model in ONNX");
  try {
    return JSON.parse(await readFile(file, "utf8"));
  } catch {
    // The schema refuses it with a message of its own.
    return undefined;
  }
}

async function firstPrecision(
  path: string,
  parts: readonly string[],
): Promise<{ readonly precision: Precision; readonly sizeBytes: number } | undefined> {
  for (const [precision, ending] of precisions) {
    const sizes = await Promise.all(
      parts.map((part) => sizeOf(join(path, "onnx", `${part}${ending}.onnx`))),
    );
    const known = sizes.filter((size) => size !== undefined);
    if (known.length === parts.length)
      return { precision, sizeBytes: known.reduce((sum, size) => sum + size, 0) };
  }
  return undefined;
}

async function sizeOf(file: string): Promise<number | undefined> {
  const stats = await stat(file).catch(() => undefined);
  return stats?.isFile() ? stats.size : undefined;
}

function problem(name: string, what: string): UserError {
  return new UserError("onnx-model", `The model folder ${name} ${what}.`);
}
