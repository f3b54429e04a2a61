import { toHalf } from "../../../src/models/gguf/half-float.ts";

export type StoredFormat = "F32" | "F16" | "BF16";

/** Numbers as a checkpoint stores them. */
export function packNumbers(values: Float64Array, format: StoredFormat): Buffer {
  if (format === "F32") return Buffer.from(Float32Array.from(values).buffer);
  const words = Uint16Array.from(values, (value) =>
    format === "F16"
      ? toHalf(value)
      : (new Uint32Array(Float32Array.of(value).buffer)[0] ?? 0) >>> 16,
  );
  return Buffer.from(words.buffer);
}
