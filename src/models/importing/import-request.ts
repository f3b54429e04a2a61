import type { Catalogue } from "../catalogue/catalogue.ts";
import type { GgufContent } from "./gguf-content.ts";
import type { WriteProgress } from "./write-content.ts";

/** What a person says of the model that is to be imported. */
export interface ImportWishes {
  readonly name?: string | undefined;
  readonly contextLength?: number | undefined;
  readonly rmsEpsilon?: number | undefined;
  /** A prompt format of the catalogue. */
  readonly format?: string | undefined;
  /** How the matrices of a checkpoint are stored. */
  readonly type?: CheckpointType | undefined;
}

/** What the matrices of a checkpoint may become. */
export type CheckpointType = "F16" | "Q8_0";

export interface ImportRequest {
  /** A GGML file (with a model in several files, the first), or the folder of a checkpoint. */
  readonly source: string;
  readonly wishes: ImportWishes;
  /** Where the new file goes. Undefined: in the models folder, under the model's name. */
  readonly target?: string | undefined;
  readonly modelsDir: string;
  readonly catalogue: Catalogue;
  readonly onProgress: (progress: WriteProgress) => void;
  readonly signal?: AbortSignal | undefined;
  /** Bytes between two points at which an import that was broken off can go on. */
  readonly stretchBytes?: number | undefined;
}

export type ImportSource = Pick<ImportRequest, "source" | "wishes" | "catalogue">;

/** An import that is ready to be written; disposing of it closes the files that it reads. */
export interface PreparedImport extends AsyncDisposable {
  /** The model's name. */
  readonly name: string;
  /** What it is made of, for people: `ggjt v3`, `a GPT-2 checkpoint (safetensors)`. */
  readonly from: string;
  readonly content: GgufContent;
  /** Types of tensors in the new file. */
  readonly tensorTypes: readonly string[];
  /** What was assumed where neither the source nor the person says it, and what isn't as it was; whole sentences. */
  readonly notes: readonly string[];
}

export interface ImportReport {
  /** The new file. */
  readonly file: string;
  readonly sizeBytes: number;
  /** In hexadecimal digits. */
  readonly sha256: string;
  readonly from: string;
  readonly tensorTypes: readonly string[];
  readonly notes: readonly string[];
}
