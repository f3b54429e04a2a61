import type { FileHandle } from "node:fs/promises";

/** How numbers are stored that an import can use. */
export type NumberFormat = "F32" | "F16" | "BF16";

export const bytesOfFormat: Readonly<Record<NumberFormat, number>> = { F32: 4, F16: 2, BF16: 2 };

/** Where a tensor lies in a file of a checkpoint. Its numbers follow one another, the last dimension fastest. */
export interface StoredTensor {
  readonly name: string;
  /** The file's own word for another format than ours: such tensors are masks and tables, which no model needs. */
  readonly format: NumberFormat | { readonly other: string };
  /** The row's length last. */
  readonly shape: readonly number[];
  readonly file: CheckpointFile;
  /** Bytes from the start of the file. */
  readonly offset: number;
  readonly sizeBytes: number;
}

/** One file of a checkpoint's weights, open. */
export interface CheckpointFile {
  readonly path: string;
  readonly handle: FileHandle;
  readonly sizeBytes: number;
}

/** Bounds that no model comes near to; what is beyond them is damage or an attack. */
export const tensorLimits = {
  /** In one file. */
  tensors: 100_000,
  nameLength: 256,
  dimensions: 8,
} as const;

/** The product of a shape; undefined where it isn't one, or is larger than a number can tell exactly. */
export function elementsOf(shape: readonly number[]): number | undefined {
  let product = 1;
  for (const length of shape) {
    if (!Number.isSafeInteger(length) || length < 0) return undefined;
    product *= length;
    if (!Number.isSafeInteger(product)) return undefined;
  }
  return product;
}
