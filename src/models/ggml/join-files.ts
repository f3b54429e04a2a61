import type { LegacyFile, LegacyTensor } from "./legacy-model.ts";
import { legacyProblem } from "./legacy-problem.ts";
import type { LegacyTensorType } from "./legacy-tensor-types.ts";
import { ggufTensorName, type Split, splitOf } from "./tensor-names.ts";

/** A tensor's data in one of the model's files. */
export interface TensorPiece {
  /** Index of the file. */
  readonly fileIndex: number;
  readonly offset: number;
  readonly sizeBytes: number;
  /** Bytes of a row, or of this file's piece of it. */
  readonly rowBytes: number;
}

/** A tensor of the whole model, with where its data come from. */
export interface JoinedTensor {
  /** Its name in GGUF. */
  readonly name: string;
  readonly dimensions: readonly number[];
  readonly type: LegacyTensorType;
  /** With `rows` the pieces follow one another; with `row-pieces` each row consists of one piece of every file. */
  readonly split: Split;
  readonly pieces: readonly TensorPiece[];
}

/** The tensors of a model that is in one file or several, in the order of the first one. */
export function joinFiles(files: readonly LegacyFile[]): readonly JoinedTensor[] {
  const [first, ...others] = files;
  if (first === undefined) return [];
  for (const other of others) checkAlike(first, other);
  const byName = files.map(tensorsByName);
  const names = [...(byName[0]?.keys() ?? [])];
  return names.map((name) => {
    const parts = byName.map((tensors, index) => {
      const tensor = tensors.get(name);
      const { file } = files[index] ?? first;
      if (tensor === undefined)
        throw legacyProblem(file, "model-parts", `has no tensor ${name}, as the first part has`);
      return tensor;
    });
    return join(first.file, name, parts);
  });
}

function checkAlike(first: LegacyFile, other: LegacyFile): void {
  const alike =
    first.container.name === other.container.name &&
    JSON.stringify(first.hyperparameters) === JSON.stringify(other.hyperparameters) &&
    first.tensors.length === other.tensors.length;
  if (!alike) throw legacyProblem(other.file, "model-parts", "is a part of another model");
}

function tensorsByName({ file, tensors }: LegacyFile): ReadonlyMap<string, LegacyTensor> {
  const byName = new Map<string, LegacyTensor>();
  for (const tensor of tensors) {
    const name = ggufTensorName(tensor.name);
    if (name === null) continue;
    if (name === undefined)
      throw legacyProblem(
        file,
        "model-unsupported",
        `has a tensor ${tensor.name}, so it isn't LLaMA: run it with KoboldCpp`,
      );
    if (byName.has(name))
      throw legacyProblem(file, "model-damaged", `has the tensor ${tensor.name} twice`);
    byName.set(name, tensor);
  }
  return byName;
}

function join(file: string, name: string, parts: readonly LegacyTensor[]): JoinedTensor {
  const [first] = parts;
  if (first === undefined) throw new RangeError("a tensor has no parts");
  const alike = parts.every(
    ({ type, dimensions }) =>
      type === first.type && dimensions.join("x") === first.dimensions.join("x"),
  );
  if (!alike)
    throw legacyProblem(file, "model-parts", `and its other parts don't fit together (${name})`);
  const { dimensions, type } = first;
  const [rowLength = 1, rows = 1] = dimensions;
  const split = splitOf(name, dimensions.length);
  const rowBytes = (rowLength / type.blockElements) * type.blockBytes;
  const pieces = parts.map(({ offset, sizeBytes }, fileIndex) => ({
    fileIndex,
    offset,
    sizeBytes,
    rowBytes,
  }));
  if (parts.length === 1 || split === "copies")
    return { name, dimensions, type, split: "copies", pieces: pieces.slice(0, 1) };
  return {
    name,
    type,
    split,
    pieces,
    dimensions:
      split === "row-pieces" ? [rowLength * parts.length, rows] : [rowLength, rows * parts.length],
  };
}
