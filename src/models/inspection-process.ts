/**
 * A process of its own, started by `inspect-model.ts` with a model file as its argument: reads the file as llama.cpp
 * does, and sends what it found. Crafted files make llama.cpp abort; then this process dies instead of the bot.
 */
import { stat } from "node:fs/promises";
import { basename, extname } from "node:path";
import {
  GgufFileType,
  type GgufMetadata,
  type GgufTensorInfo,
  getLlama,
  LlamaLogLevel,
  readGgufFileInfo,
} from "node-llama-cpp";
import { coerceError } from "../lib/errors.ts";
import { modelShape } from "./fit/model-shape.ts";
import type { InspectionAnswer, ModelInspection } from "./model-inspection.ts";

const longestName = 100;

async function inspect(file: string, complaints: string[]): Promise<ModelInspection> {
  const { size: sizeBytes } = await stat(file);
  const { metadata, tensorInfo, fullTensorInfo } = await readGgufFileInfo(file, {
    sourceType: "filesystem",
    logWarnings: false,
  });
  if (tensorInfo?.some(({ fileOffset }) => fileOffset >= sizeBytes))
    throw new Error("unexpected end of file");
  const llama = await getLlama({
    gpu: false,
    build: "never",
    logLevel: LlamaLogLevel.warn,
    logger: (level, message) => {
      if (level === LlamaLogLevel.error) complaints.push(message.trim());
    },
  });
  // Reads the vocabulary, and before that the library goes through a whole load without reading weights, to estimate
  // what it would take; a failure there is only logged, but the real load would fail in the same way.
  await llama.loadModel({ modelPath: file, vocabOnly: true, gpuLayers: 0 });
  await llama.dispose();
  const failure = complaints.find((complaint) => complaint.includes("error loading model"));
  if (failure !== undefined) throw new Error(failure);

  return describe(file, sizeBytes, metadata, fullTensorInfo ?? tensorInfo ?? []);
}

function describe(
  file: string,
  sizeBytes: number,
  metadata: GgufMetadata,
  tensors: readonly GgufTensorInfo[],
): ModelInspection {
  const own = ownMetadata(metadata);
  const contextLength = contextLengthOf(own);
  if (contextLength === undefined) throw new Error("it says nothing sensible of its context");
  const { name, architecture, file_type: fileType } = metadata.general;
  const template: unknown = metadata.tokenizer?.chat_template;
  const ownName = typeof name === "string" ? printable(name) : "";
  return {
    name: ownName || basename(file, extname(file)),
    architecture,
    quantisation: quantisationName(fileType),
    contextLength,
    sizeBytes,
    hasChatTemplate: typeof template === "string" && template !== "",
    shape: modelShape({
      own,
      vocabularySize: metadata.tokenizer?.ggml.tokens.length ?? 0,
      tensors,
    }),
  };
}

/** What a file says in the words of its architecture. */
function ownMetadata(metadata: GgufMetadata): unknown {
  return Object.entries(metadata).find(([key]) => key === metadata.general.architecture)?.[1];
}

function contextLengthOf(own: unknown): number | undefined {
  if (typeof own !== "object" || own === null || !("context_length" in own)) return undefined;
  const length = Number(own.context_length);
  return Number.isSafeInteger(length) && length > 0 ? length : undefined;
}

/** llama.cpp's name of a file type without the word that says that not every tensor has it: `Q4_K_M`. */
function quantisationName(fileType: number | undefined): string | null {
  const name = fileType === undefined ? undefined : GgufFileType[fileType];
  return name?.replace(/^(?:MOSTLY|ALL)_/, "") ?? null;
}

/** The name in a file is a stranger's text: one line of moderate length. */
function printable(name: string): string {
  return name
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, " ")
    .trim()
    .slice(0, longestName);
}

/** A header on a server. */
async function inspectRemote(url: string, sizeBytes: number): Promise<ModelInspection> {
  const { metadata, tensorInfo } = await readGgufFileInfo(url, {
    sourceType: "network",
    logWarnings: false,
    spliceSplitFiles: false,
    fetchRetryOptions: { retries: 2 },
  });
  return describe(new URL(url).pathname, sizeBytes, metadata, tensorInfo ?? []);
}

async function answer(file: string, remoteSize: string | undefined): Promise<InspectionAnswer> {
  const complaints: string[] = [];
  try {
    const inspection =
      remoteSize === undefined
        ? await inspect(file, complaints)
        : await inspectRemote(file, Number(remoteSize));
    return { ok: true, inspection };
  } catch (error) {
    return { ok: false, detail: complaints[0] ?? coerceError(error).message };
  }
}

// node-llama-cpp tries its library in a process of its own, which needs nothing that this one was started with.
process.execArgv = [];
const [file = "", remoteSize] = process.argv.slice(2);
const message = await answer(file, remoteSize);
process.send?.(message, () => process.disconnect());
