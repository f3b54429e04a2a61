import { z } from "zod";
import { tensorSize } from "../gguf/tensor-size.ts";

/** What of a model's header says how much memory it takes. */
export const modelShapeSchema = z.object({
  parameters: z.number().nonnegative(),
  /** Layers that repeat. */
  layers: z.number().int().positive(),
  /** Of the weights of all layers. */
  layerBytes: z.number().nonnegative(),
  /** Of what stands before and after the layers. */
  otherBytes: z.number().nonnegative(),
  /** Numbers that one token of a conversation takes in the cache of all layers. */
  cacheNumbers: z.number().nonnegative(),
  embeddingLength: z.number().nonnegative(),
  feedForwardLength: z.number().nonnegative(),
  vocabularySize: z.number().nonnegative(),
});

export type ModelShape = z.infer<typeof modelShapeSchema>;

interface HeaderTensor {
  readonly name: string;
  readonly dimensions: readonly (number | bigint)[];
  readonly ggmlType: number;
}

/**
 * The shape by a header's metadata (`own`: those of its architecture) and its list of tensors. The header is a
 * stranger's: what makes no sense counts as nothing.
 */
export function modelShape(header: {
  readonly own: unknown;
  readonly vocabularySize: number;
  readonly tensors: readonly HeaderTensor[];
}): ModelShape {
  const { own, vocabularySize, tensors } = header;
  const layers = Math.max(1, Math.floor(numberAt(own, ["block_count"]) ?? 1));
  const embeddingLength = numberAt(own, ["embedding_length"]) ?? 0;
  let parameters = 0;
  let layerBytes = 0;
  let otherBytes = 0;
  for (const { name, dimensions, ggmlType } of tensors) {
    const elements = dimensions.reduce<number>((product, length) => product * Number(length), 1);
    const bytes = tensorSize(ggmlType, elements);
    parameters += elements;
    if (name.startsWith("blk.")) layerBytes += bytes;
    else otherBytes += bytes;
  }
  return {
    parameters,
    layers,
    layerBytes,
    otherBytes,
    cacheNumbers: cacheNumbers(own, layers, embeddingLength),
    embeddingLength,
    feedForwardLength: Math.max(0, ...numbersAt(own, ["feed_forward_length"])),
    vocabularySize,
  };
}

/** Keys and values of one token: of every head that has its own, in every layer. */
function cacheNumbers(own: unknown, layers: number, embeddingLength: number): number {
  const [heads = 1] = numbersAt(own, ["attention", "head_count"]);
  const perLayer = numbersAt(own, ["attention", "head_count_kv"]);
  const headLength = heads > 0 ? embeddingLength / heads : 0;
  const keyLength = numberAt(own, ["attention", "key_length"]) ?? headLength;
  const valueLength = numberAt(own, ["attention", "value_length"]) ?? headLength;
  const keyValueHeads =
    perLayer.length > 1
      ? perLayer.slice(0, layers).reduce((sum, count) => sum + count, 0)
      : (perLayer[0] ?? heads) * layers;
  return keyValueHeads * (keyLength + valueLength);
}

function numberAt(value: unknown, path: readonly string[]): number | undefined {
  return numbersAt(value, path)[0];
}

/** The number at a path, or the numbers of the list there. */
function numbersAt(value: unknown, path: readonly string[]): readonly number[] {
  let found: unknown = value;
  for (const key of path) {
    if (typeof found !== "object" || found === null) return [];
    found = new Map<string, unknown>(Object.entries(found)).get(key);
  }
  return (Array.isArray(found) ? found : [found])
    .map((each) =>
      typeof each === "number" || typeof each === "bigint" ? Number(each) : Number.NaN,
    )
    .filter((each) => Number.isFinite(each) && each >= 0);
}
