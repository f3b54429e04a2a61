import { writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { importAny } from "../../support/import-any.ts";
import { type LegacyContainerName, makeLegacyModel } from "../../support/legacy-model.ts";
import { lastLogits } from "../../support/model-logits.ts";
import { originalLegacyModels } from "../../support/original-legacy-models.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

/**
 * Programs of 2023 and of today round what flows between the weights differently, and that alone makes 0.04 to 0.35
 * of difference, most for k-quants; weights that are read wrongly make several times as much.
 */
const mostDifference = { exact: 0.02, quantised: 0.35 };
const leastCorrelation = 0.997;

test.each(originalLegacyModels())(
  "$name gives the logits that the original program gave",
  async ({ name, file, rmsEpsilon, prompts, logits }) => {
    using models = temporaryFolder();
    const imported = await importAny({
      source: file,
      modelsDir: models.path,
      wishes: { rmsEpsilon },
    });
    const limit = name.endsWith("f16") ? mostDifference.exact : mostDifference.quantised;
    const own = await lastLogits(imported.file, prompts);
    expect(own.map(({ length }) => length)).toEqual(logits.map(({ length }) => length));
    for (const [index, original] of logits.entries()) {
      expect(mostApart(own[index] ?? [], original)).toBeLessThan(limit);
      expect(correlation(own[index] ?? [], original)).toBeGreaterThan(leastCorrelation);
    }
  },
);

describe("the same weights give the same logits from every container", () => {
  const prompts = [[1, 260, 270, 280]];

  test.each(["F16", "Q4_0"] as const)("%s", async (type) => {
    using folder = temporaryFolder();
    const logits: (readonly (readonly number[])[])[] = [];
    const containers: readonly LegacyContainerName[] = ["ggml", "ggmf", "ggjt1", "ggjt2", "ggjt3"];
    for (const container of containers) {
      const legacy = folder.file(`${container}.bin`);
      writeFileSync(legacy, makeLegacyModel({ container, type }).files[0] ?? "");
      const { file } = await importAny({ source: legacy, modelsDir: folder.path });
      logits.push(await lastLogits(file, prompts));
    }
    for (const other of logits.slice(1)) expect(other).toEqual(logits[0]);
    expect(new Set(logits[0]?.[0]).size).toBeGreaterThan(100);
  });
});

function mostApart(a: readonly number[], b: readonly number[]): number {
  return Math.max(...a.map((value, index) => Math.abs(value - (b[index] ?? Number.NaN))));
}

function correlation(a: readonly number[], b: readonly number[]): number {
  const centred = (values: readonly number[]) => {
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    return values.map((value) => value - mean);
  };
  const [left, right] = [centred(a), centred(b)];
  const product = (x: readonly number[], y: readonly number[]) =>
    x.reduce((sum, value, index) => sum + value * (y[index] ?? 0), 0);
  return product(left, right) / Math.sqrt(product(left, left) * product(right, right));
}
