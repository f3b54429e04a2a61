import type { LegacyContainer } from "./legacy-container.ts";
import type { LegacyTensorType } from "./legacy-tensor-types.ts";

/** What the head of a legacy file says of its model. */
export interface Hyperparameters {
  readonly vocabularySize: number;
  readonly embeddingLength: number;
  /** What the feed-forward length is a multiple of. */
  readonly multipleOf: number;
  readonly headCount: number;
  readonly blockCount: number;
  readonly rotaryDimensions: number;
  /** llama.cpp's number for the kind of quantisation of the whole file. */
  readonly fileType: number;
}

export interface VocabularyPiece {
  /** The piece's text as the file has it; single bytes needn't be characters. */
  readonly text: Uint8Array;
  /** Undefined in files that have no scores. */
  readonly score: number | undefined;
}

/** Where a tensor lies in one file. */
export interface LegacyTensor {
  readonly name: string;
  /** The row's length first. */
  readonly dimensions: readonly number[];
  readonly type: LegacyTensorType;
  /** Bytes from the start of the file to the tensor's data. */
  readonly offset: number;
  readonly sizeBytes: number;
}

/** One legacy file; a large model may consist of several. Of the tensors it only tells where they are. */
export interface LegacyFile {
  readonly file: string;
  readonly container: LegacyContainer;
  readonly hyperparameters: Hyperparameters;
  readonly vocabulary: readonly VocabularyPiece[];
  readonly tensors: readonly LegacyTensor[];
  readonly sizeBytes: number;
}
