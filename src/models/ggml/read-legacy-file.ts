import type { FileHandle } from "node:fs/promises";
import { tensorBytes } from "../gguf/encode-header.ts";
import { EndOfFileError } from "../importing/read-fully.ts";
import { ByteReader } from "./byte-reader.ts";
import { type LegacyContainer, recogniseLegacyFile, recognitionBytes } from "./legacy-container.ts";
import type { Hyperparameters, LegacyFile, LegacyTensor, VocabularyPiece } from "./legacy-model.ts";
import { legacyProblem, shown } from "./legacy-problem.ts";
import { legacyTensorType } from "./legacy-tensor-types.ts";

/** Bounds that no LLaMA model comes near to; what is beyond them is damage or an attack. */
const limits = {
  vocabularySize: 1_000_000,
  embeddingLength: 65_536,
  headCount: 1024,
  blockCount: 1024,
  pieceBytes: 4096,
  vocabularyBytes: 32 * 1024 ** 2,
  tensorsOfBlock: 12,
  nameBytes: 128,
  dimension: 2 ** 31,
} as const;

const alignmentBytes = 32;

/**
 * Reads everything but the tensors' data of a legacy file of a LLaMA model. Memory is bounded by the vocabulary's
 * size in the file. Throws a `UserError` that says what the file is instead, or what is wrong with it.
 */
export async function readLegacyFile(file: string, handle: FileHandle): Promise<LegacyFile> {
  const { size: sizeBytes } = await handle.stat();
  const reader = new ByteReader(handle, sizeBytes);
  try {
    const container = await readContainer(file, reader);
    const hyperparameters = await readHyperparameters(file, reader);
    const vocabulary = await readVocabulary(file, reader, container, hyperparameters);
    const tensors = await readTensors(file, reader, container, hyperparameters);
    return { file, container, hyperparameters, vocabulary, tensors, sizeBytes };
  } catch (error) {
    if (error instanceof EndOfFileError)
      throw legacyProblem(file, "model-damaged", "is cut off or damaged: download it again");
    throw error;
  }
}

async function readContainer(file: string, reader: ByteReader): Promise<LegacyContainer> {
  const start = await reader.bytes(Math.min(recognitionBytes, reader.sizeBytes));
  const recognition = recogniseLegacyFile(start);
  switch (recognition?.kind) {
    case "llama":
      reader.rewindTo(recognition.container.magicBytes);
      return recognition.container;
    case "other":
      throw legacyProblem(
        file,
        "model-unsupported",
        `is ${recognition.family}, which can't be imported: ${recognition.advice}`,
      );
    case "unknown-version":
      throw legacyProblem(
        file,
        "model-unsupported",
        `has version ${recognition.version} of ${recognition.container}, which is unknown`,
      );
    case undefined:
      throw legacyProblem(file, "model-not-ggml", otherFile(start.toString("latin1")));
    default:
      return recognition satisfies never;
  }
}

/** What a file is that isn't GGML, as far as its start tells. */
function otherFile(start: string): string {
  if (start.startsWith("GGUF"))
    return "is a GGUF file already: put it in the models folder as it is";
  // A zip archive, a pickle of the second protocol, or the header of safetensors.
  const isWeights =
    start.startsWith("PK") || start.startsWith("\u0080\u0002") || start.startsWith('{"', 8);
  return isWeights
    ? "is a file of a checkpoint: import the folder that it lies in"
    : "is not a GGML file";
}

async function readHyperparameters(file: string, reader: ByteReader): Promise<Hyperparameters> {
  const hyperparameters = {
    vocabularySize: await reader.u32(),
    embeddingLength: await reader.u32(),
    multipleOf: await reader.u32(),
    headCount: await reader.u32(),
    blockCount: await reader.u32(),
    rotaryDimensions: await reader.u32(),
    fileType: await reader.u32(),
  };
  const { vocabularySize, embeddingLength, headCount, blockCount } = hyperparameters;
  const sound =
    isWithin(vocabularySize, limits.vocabularySize) &&
    isWithin(embeddingLength, limits.embeddingLength) &&
    isWithin(headCount, limits.headCount) &&
    isWithin(blockCount, limits.blockCount) &&
    embeddingLength % headCount === 0 &&
    // Rotation is by pairs; llama.cpp ends the process over odd heads.
    (embeddingLength / headCount) % 2 === 0;
  if (!sound) throw legacyProblem(file, "model-damaged", "has an impossible header: it is damaged");
  return hyperparameters;
}

function isWithin(value: number, most: number): boolean {
  return value >= 1 && value <= most;
}

async function readVocabulary(
  file: string,
  reader: ByteReader,
  { hasScores }: LegacyContainer,
  { vocabularySize }: Hyperparameters,
): Promise<readonly VocabularyPiece[]> {
  const pieces: VocabularyPiece[] = [];
  const damaged = () =>
    legacyProblem(file, "model-damaged", "has an impossible vocabulary: it is damaged");
  const start = reader.position;
  for (let id = 0; id < vocabularySize; id++) {
    const length = await reader.u32();
    if (length > limits.pieceBytes || reader.position - start > limits.vocabularyBytes)
      throw damaged();
    const text = await reader.bytes(length);
    const score = hasScores ? await reader.f32() : undefined;
    if (score !== undefined && !Number.isFinite(score)) throw damaged();
    pieces.push({ text, score });
  }
  return pieces;
}

async function readTensors(
  file: string,
  reader: ByteReader,
  container: LegacyContainer,
  { blockCount }: Hyperparameters,
): Promise<readonly LegacyTensor[]> {
  const most = (blockCount + 1) * limits.tensorsOfBlock;
  const tensors: LegacyTensor[] = [];
  while (reader.position < reader.sizeBytes) {
    if (tensors.length === most)
      throw legacyProblem(file, "model-damaged", `has more than ${most} tensors: it is damaged`);
    tensors.push(await readTensor(file, reader, container));
  }
  return tensors;
}

async function readTensor(
  file: string,
  reader: ByteReader,
  { blockGeneration, isAligned, name: containerName }: LegacyContainer,
): Promise<LegacyTensor> {
  const damaged = (what: string) =>
    legacyProblem(file, "model-damaged", `has an impossible tensor (${what}): it is damaged`);
  const dimensionCount = await reader.u32();
  const nameBytes = await reader.u32();
  const typeId = await reader.u32();
  if (!isWithin(dimensionCount, 2)) throw damaged(`${dimensionCount} dimensions`);
  if (!isWithin(nameBytes, limits.nameBytes)) throw damaged(`a name of ${nameBytes} bytes`);
  const dimensions: number[] = [];
  for (let index = 0; index < dimensionCount; index++) dimensions.push(await reader.u32());
  const name = shown((await reader.bytes(nameBytes)).toString("utf8"));

  const type = legacyTensorType(blockGeneration, typeId);
  if (type === undefined)
    throw legacyProblem(
      file,
      "model-unsupported",
      `has a tensor ${name} of type ${typeId}, which ${containerName} files don't have`,
    );
  const [rowLength = 0] = dimensions;
  if (!dimensions.every((length) => isWithin(length, limits.dimension)))
    throw damaged(`${name} of ${dimensions.join(" x ")}`);
  if (rowLength % type.blockElements !== 0)
    throw legacyProblem(
      file,
      "model-unsupported",
      `has rows of ${rowLength} numbers in ${name}, which blocks of ${type.blockElements} don't divide (k-quants made with blocks of 64 can't be kept)`,
    );
  if (isAligned) reader.skip(-reader.position & (alignmentBytes - 1));
  const offset = reader.position;
  const sizeBytes = tensorBytes(type, dimensions);
  reader.skip(sizeBytes);
  return { name, dimensions, type, offset, sizeBytes };
}
