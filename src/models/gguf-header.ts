import {
  type ModelRemark,
  type ModelRemarkCode,
  modelRemark,
} from "../generation/model-remarks.ts";
import type { RemarkValues } from "../lib/remark.ts";

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
  readonly what: ModelRemark;
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
  if (start.byteLength < 24) return problem("model-damaged", "file-cut-off");

  const view = new DataView(start.buffer, start.byteOffset, start.byteLength);
  const version = view.getUint32(4, true);
  if (version === 1) return problem("model-version", "file-gguf-1");
  if (version !== 2 && version !== 3) {
    // The bytes the other way round give a small number: a file for machines of the other byte order.
    const swapped = view.getUint32(4, false);
    return swapped <= 3
      ? problem("model-version", "file-big-endian")
      : problem("model-version", "file-gguf-unknown", { version });
  }
  const tensors = view.getBigUint64(8, true);
  const keys = view.getBigUint64(16, true);
  const smallestSize = Number(tensors) * smallestTensorEntry + Number(keys) * smallestKeyEntry + 24;
  if (tensors > mostEntries || keys > mostEntries || smallestSize > sizeBytes)
    return problem("model-damaged", "file-header-impossible");
  return undefined;
}

const otherFormats: readonly (readonly [start: RegExp, ...Parameters<typeof problem>])[] = [
  [/^(?:lmgg|fmgg|tjgg)/, "model-legacy-ggml", "file-ggml"],
  [/^version https:\/\/git-lfs/, "model-not-gguf", "file-lfs-pointer"],
  [/^\s*(?:<!doctype|<html|<\?xml)/i, "model-not-gguf", "file-html"],
  [/^PK/, "model-not-gguf", "file-zip"],
  [/^[^]{8}\{/, "model-not-gguf", "file-safetensors"],
];

function wrongFormat(text: string): HeaderProblem {
  if (text === "") return problem("model-damaged", "file-empty");
  const other = otherFormats.find(([start]) => start.test(text));
  if (other === undefined) return problem("model-not-gguf", "file-no-gguf");
  const [, code, what] = other;
  return problem(code, what);
}

function problem(
  code: HeaderProblem["code"],
  what: ModelRemarkCode,
  values: RemarkValues = {},
): HeaderProblem {
  return { code, what: modelRemark(what, values) };
}
