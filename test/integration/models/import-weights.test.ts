import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { ggufTensorName } from "../../../src/models/ggml/tensor-names.ts";
import { inspectModel } from "../../../src/models/inspect-model.ts";
import { importAny } from "../../support/import-any.ts";
import {
  type ImportedTensor,
  importedTensors,
  tensorValues,
} from "../../support/imported-tensors.ts";
import { blockValues, packBlock } from "../../support/legacy-blocks.ts";
import {
  type LegacyMatrix,
  type LegacyModel,
  legacyKinds,
  makeLegacyModel,
} from "../../support/legacy-model.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

describe("every number of every tensor is what it was", () => {
  test.each(legacyKinds)("%s with %s", async (container, type) => {
    using folder = temporaryFolder();
    const model = makeLegacyModel({ container, type });
    const legacy = folder.file("tiny.bin");
    writeFileSync(legacy, model.files[0] ?? "");
    const { file } = await importAny({ source: legacy, modelsDir: folder.path });
    expect(await changedTensors(model, file)).toEqual([]);
  });
});

test.each([2, 4])("a model in %i files becomes one", async (parts) => {
  using folder = temporaryFolder();
  const model = makeLegacyModel({ container: "ggmf", type: "Q4_0", parts });
  for (const [index, bytes] of model.files.entries())
    writeFileSync(folder.file(index === 0 ? "large.bin" : `large.bin.${index}`), bytes);
  const { file } = await importAny({
    source: folder.file("large.bin"),
    modelsDir: folder.path,
  });
  expect(await changedTensors(model, file)).toEqual([]);
});

test("llama.cpp knows what came out, and the report says what was done", async () => {
  using folder = temporaryFolder();
  const legacy = folder.file("guanaco-7B.ggmlv3.q5_1.bin");
  writeFileSync(legacy, makeLegacyModel({ container: "ggjt2", type: "Q4_1" }).files[0] ?? "");
  const report = await importAny({ source: legacy, modelsDir: folder.path });
  expect(report).toMatchObject({
    file: folder.file("guanaco-7B.ggmlv3.q5_1.gguf"),
    from: "ggjt v2",
    tensorTypes: ["Q4_1", "F32"],
    sizeBytes: readFileSync(report.file).length,
  });
  expect(report.notes.join(" ")).toMatch(/Guanaco.*context of 2048.*Q4_1 were rounded/);
  expect(await inspectModel(report.file)).toMatchObject({
    name: "guanaco-7B.ggmlv3.q5_1",
    architecture: "llama",
    quantisation: "Q4_1",
    contextLength: 2048,
    sizeBytes: report.sizeBytes,
    hasChatTemplate: true,
  });
});

/** Rounding a scale to 16 bits changes it by this share at most; the generated scales need no rounding. */
const share = 2 ** -11;

/** The tensors whose shape or numbers aren't what they were. One assertion for each number would take minutes. */
async function changedTensors(model: LegacyModel, file: string): Promise<readonly string[]> {
  const imported = await importedTensors(file);
  return model.matrices
    .filter((matrix) => {
      const tensor = imported.get(ggufTensorName(matrix.name) ?? "");
      return tensor === undefined || !isSame(matrix, tensor);
    })
    .map(({ name }) => name);
}

function isSame({ rows, type, dimensions }: LegacyMatrix, tensor: ImportedTensor): boolean {
  if (tensor.dimensions.join() !== dimensions.join()) return false;
  const blocks = rows.flat();
  if (type.endsWith("_K"))
    return tensor.data.equals(Buffer.concat(blocks.map((block) => packBlock(type, 3, block))));
  const values = tensorValues(tensor);
  const expected = blocks.flatMap((block) => blockValues(type, block));
  const isHalf = type === "Q4_2" || type === "Q4_3" || type === "F16";
  return (
    values.length === expected.length &&
    values.every((value, index) => {
      const right = expected[index] ?? Number.NaN;
      return Math.abs(value - right) <= (isHalf ? Math.abs(right) * share : 1e-9);
    })
  );
}
