import type { JoinedTensor } from "./join-files.ts";
import type { Hyperparameters } from "./legacy-model.ts";
import { legacyProblem } from "./legacy-problem.ts";
import { expectedTensorNames } from "./tensor-names.ts";

/** What the shapes of the tensors tell beside the hyper-parameters. */
export interface ModelShape {
  /** Heads of keys and values; fewer than of queries in Llama 2 70B. */
  readonly keyHeadCount: number;
  readonly feedForwardLength: number;
}

/** Far beyond any LLaMA. */
const longestFeedForward = 1_000_000;

/**
 * Checks that every tensor is there and has the shape that the hyper-parameters ask for: llama.cpp ends the process
 * over some that haven't. Throws a `UserError` for the first that is amiss.
 */
export function checkShapes(
  file: string,
  hyperparameters: Hyperparameters,
  tensors: readonly JoinedTensor[],
): ModelShape {
  const byName = new Map(tensors.map((tensor) => [tensor.name, tensor]));
  const expected = expectedTensorNames(hyperparameters.blockCount);
  const missing = expected.find((name) => !byName.has(name));
  if (missing !== undefined)
    throw legacyProblem(file, "model-damaged", `has no tensor ${missing}: it is cut off`);
  const tooMuch = tensors.find(({ name }) => !expected.includes(name));
  if (tooMuch !== undefined)
    throw legacyProblem(file, "model-damaged", `has a tensor ${tooMuch.name} too many`);

  const { embeddingLength: width, headCount } = hyperparameters;
  const embeddingWidth = byName.get("token_embd.weight")?.dimensions[0] ?? 0;
  if (embeddingWidth < width && width % embeddingWidth === 0)
    throw legacyProblem(
      file,
      "model-parts",
      `is one of ${width / embeddingWidth} parts: put the others (.1, .2, …) beside it`,
    );
  const headWidth = width / headCount;
  const keyWidth = byName.get("blk.0.attn_k.weight")?.dimensions[1] ?? 0;
  const keyHeadCount = keyWidth / headWidth;
  const feedForwardLength = byName.get("blk.0.ffn_gate.weight")?.dimensions[1] ?? 0;
  const shape = { keyHeadCount, feedForwardLength };
  const sound =
    Number.isInteger(keyHeadCount) &&
    keyHeadCount > 0 &&
    headCount % keyHeadCount === 0 &&
    feedForwardLength <= longestFeedForward;
  const wrong = tensors.find(
    ({ name, dimensions, type }) =>
      dimensions.join() !== dimensionsOf(name, hyperparameters, shape, keyWidth).join() ||
      (dimensions.length === 1 && type.name !== "F32"),
  );
  if (!sound || wrong !== undefined)
    throw legacyProblem(
      file,
      "model-damaged",
      `has a tensor ${wrong?.name ?? "blk.0.attn_k.weight"} that doesn't fit the others: it is damaged`,
    );
  return shape;
}

function dimensionsOf(
  name: string,
  { embeddingLength: width, vocabularySize }: Hyperparameters,
  { feedForwardLength }: ModelShape,
  keyWidth: number,
): readonly number[] {
  if (name === "token_embd.weight" || name === "output.weight") return [width, vocabularySize];
  if (name.endsWith("_norm.weight")) return [width];
  if (/\.attn_[kv]\./.test(name)) return [width, keyWidth];
  if (/\.ffn_(?:gate|up)\./.test(name)) return [width, feedForwardLength];
  return name.includes(".ffn_down.") ? [feedForwardLength, width] : [width, width];
}
