import type { BlockGeneration } from "./legacy-tensor-types.ts";

/** How a legacy file of a LLaMA model is packed. */
export interface LegacyContainer {
  /** For people: `ggml`, `ggmf v1`, `ggjt v3`. */
  readonly name: string;
  readonly blockGeneration: BlockGeneration;
  /** Bytes before the hyper-parameters. */
  readonly magicBytes: number;
  /** Whether each piece of the vocabulary has a score. */
  readonly hasScores: boolean;
  /** Whether tensors start at multiples of 32 bytes. */
  readonly isAligned: boolean;
  /** Whether a large model may be in several files. */
  readonly maySplit: boolean;
}

/** What a file from before GGUF is, as far as its first bytes tell. */
export type LegacyRecognition =
  | { readonly kind: "llama"; readonly container: LegacyContainer }
  /** Another family, with what runs it: `run it with KoboldCpp …`. */
  | { readonly kind: "other"; readonly family: string; readonly advice: string }
  | { readonly kind: "unknown-version"; readonly container: string; readonly version: number };

/** Bytes at the start of a file that {@link recogniseLegacyFile} wants to see. */
export const recognitionBytes = 40;

const unversioned: LegacyContainer = {
  name: "ggml",
  blockGeneration: 1,
  magicBytes: 4,
  hasScores: false,
  isAligned: false,
  maySplit: true,
};

const ggmf: LegacyContainer = {
  ...unversioned,
  name: "ggmf v1",
  magicBytes: 8,
  hasScores: true,
};

function ggjt(blockGeneration: BlockGeneration): LegacyContainer {
  return {
    name: `ggjt v${blockGeneration}`,
    blockGeneration,
    magicBytes: 8,
    hasScores: true,
    isAligned: true,
    maySplit: false,
  };
}

const throughKobold =
  "run it with KoboldCpp, or import the folder of the model's original checkpoint where there is one";
const onlyKobold = "run it with KoboldCpp";

/**
 * What a file is by its first {@link recognitionBytes} bytes; undefined where it isn't a GGML file at all.
 *
 * The files of other families have the same magic number and other hyper-parameters. LLaMA's are known by their sense
 * (a head's width is the model's, divided by the heads); the others by numbers that only they have.
 */
export function recogniseLegacyFile(start: Uint8Array): LegacyRecognition | undefined {
  const bytes = Buffer.from(start);
  if (bytes.length < 8) return undefined;
  const version = bytes.readUInt32LE(4);
  switch (bytes.toString("latin1", 0, 4)) {
    case "lmgg":
      if (bytes.length < 32 || describesLlama(bytes, 4))
        return { kind: "llama", container: unversioned };
      return { kind: "other", ...otherFamily(version) };
    case "fmgg":
      if (version === 100 || version === 101)
        return {
          kind: "other",
          family: "RWKV-4 for rwkv.cpp",
          advice: onlyKobold,
        };
      return version === 1
        ? { kind: "llama", container: ggmf }
        : { kind: "unknown-version", container: "ggmf", version };
    case "tjgg":
      return version === 1 || version === 2 || version === 3
        ? { kind: "llama", container: ggjt(version) }
        : { kind: "unknown-version", container: "ggjt", version };
    case "algg":
      return {
        kind: "other",
        family: "a LoRA adapter without its model",
        advice: "get the model with the adapter merged into it",
      };
    case "ccgg":
      return {
        kind: "other",
        family: "Falcon for ggllm.cpp",
        advice: "get the model as GGUF",
      };
    default:
      return undefined;
  }
}

/** Whether the numbers from `offset` on make sense as width, multiple, heads, layers and a head's width of LLaMA. */
function describesLlama(bytes: Buffer, offset: number): boolean {
  const [, width = 0, multiple = 0, heads = 0, layers = 0, headWidth = 0] = [0, 1, 2, 3, 4, 5].map(
    (index) => bytes.readUInt32LE(offset + 4 * index),
  );
  return heads > 0 && width === heads * headWidth && multiple > 0 && layers > 0;
}

/** The rules that KoboldCpp has for the first number of a file without a version. */
function otherFamily(first: number): { readonly family: string; readonly advice: string } {
  if (first === 50_400) return { family: "GPT-J", advice: throughKobold };
  if (first === 50_257) return { family: "GPT-2", advice: throughKobold };
  if (first >= 49_152 && first <= 49_157) return { family: "StarCoder", advice: onlyKobold };
  if (first === 4096 || first === 7168) return { family: "MPT", advice: onlyKobold };
  return { family: "GPT-NeoX (Pythia, RedPajama, Dolly, StableLM)", advice: throughKobold };
}
