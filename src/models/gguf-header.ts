/** Bytes at the start of a file that {@link headerProblem} wants to see; fewer when the file is shorter. */
export const headerBytes = 1024;

/** More than any known model has, by far: Mixtral as single experts has about a thousand tensors. */
const mostEntries = 100_000;

/** The smallest a tensor's entry can be: name length, dimension count, one dimension, type, offset. */
const smallestTensorEntry = 8 + 4 + 8 + 4 + 8;

/** The smallest a key can be: key length, value type, one byte. */
const smallestKeyEntry = 8 + 4 + 1;

export interface HeaderProblem {
  readonly code: "model-not-gguf" | "model-legacy-ggml" | "model-version" | "model-damaged";
  /** What the file is, to follow its name: `is an HTML page, …`. */
  readonly message: string;
}

/**
 * What is wrong with a model file, as far as its first bytes and its size tell. Made for files that would send a
 * reader into a loop of 2^60 steps, and for the wrong files that people really have. Undefined: go on reading.
 *
 * Format: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md
 */
export function headerProblem(start: Uint8Array, sizeBytes: number): HeaderProblem | undefined {
  const text = Buffer.from(start.subarray(0, headerBytes)).toString("latin1");
  if (!text.startsWith("GGUF")) return wrongFormat(text);
  if (start.byteLength < 24)
    return { code: "model-damaged", message: "is cut off: download it again" };

  const view = new DataView(start.buffer, start.byteOffset, start.byteLength);
  const version = view.getUint32(4, true);
  if (version === 1) {
    return {
      code: "model-version",
      message:
        "has version 1 of GGUF, which llama.cpp no longer reads: get a newer file of this model",
    };
  }
  if (version !== 2 && version !== 3) {
    // The bytes the other way round give a small number: a file for machines of the other byte order.
    const swapped = view.getUint32(4, false);
    return swapped <= 3
      ? {
          code: "model-version",
          message: "is big-endian: get the little-endian file of this model",
        }
      : { code: "model-version", message: `has version ${version} of GGUF, which is unknown` };
  }
  const tensors = view.getBigUint64(8, true);
  const keys = view.getBigUint64(16, true);
  const smallestSize = Number(tensors) * smallestTensorEntry + Number(keys) * smallestKeyEntry + 24;
  if (tensors > mostEntries || keys > mostEntries || smallestSize > sizeBytes)
    return { code: "model-damaged", message: "has an impossible header: it is damaged or cut off" };
  return undefined;
}

const otherFormats: readonly {
  readonly start: RegExp;
  readonly code: HeaderProblem["code"];
  readonly message: string;
}[] = [
  {
    start: /^(?:lmgg|fmgg|tjgg)/,
    code: "model-legacy-ggml",
    message:
      "is a GGML file from before GGUF (.bin), which llama.cpp no longer reads: run `hearthside models import` on it",
  },
  {
    start: /^version https:\/\/git-lfs/,
    code: "model-not-gguf",
    message: "is only a Git LFS pointer: run `git lfs pull`, or download the file itself",
  },
  {
    start: /^\s*(?:<!doctype|<html|<\?xml)/i,
    code: "model-not-gguf",
    message: "is an HTML page, not a model: use the download link of the file itself",
  },
  {
    start: /^PK/,
    code: "model-not-gguf",
    message:
      "is a ZIP archive or a PyTorch model, not a GGUF file: run `hearthside models import` on its folder, or get the model as GGUF",
  },
  {
    start: /^[^]{8}\{/,
    code: "model-not-gguf",
    message:
      "is a safetensors file, not a GGUF file: run `hearthside models import` on its folder, or get the model as GGUF",
  },
];

function wrongFormat(text: string): HeaderProblem {
  if (text === "") return { code: "model-damaged", message: "is empty: download it again" };
  return (
    otherFormats.find(({ start }) => start.test(text)) ?? {
      code: "model-not-gguf",
      message: "is not a GGUF file: get the model as GGUF",
    }
  );
}
