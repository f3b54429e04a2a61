import { describe, expect, test } from "vitest";
import {
  type CheckpointSubject,
  checkpointSubjects,
  pieceFiles,
  pieces,
} from "../../support/checkpoints/checkpoint-subjects.ts";
import { makeLlama } from "../../support/checkpoints/made-models.ts";
import { llamaLogits, type Reference } from "../../support/checkpoints/reference-models.ts";
import { writeCheckpoint } from "../../support/checkpoints/write-checkpoint.ts";
import { importAny } from "../../support/import-any.ts";
import { lastLogits } from "../../support/model-logits.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

/**
 * llama.cpp rounds what flows between 16-bit weights to 16 bits, which alone makes some thousandths of difference in
 * logits that are spread over several units.
 */
const exact = 0.02;

function someTokens(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => 3 + ((index * 37 + 11) % 250));
}

const prompts = [someTokens(1), someTokens(24)];

describe("an imported checkpoint gives the logits of a plain calculation from its tensors", () => {
  test.each(Object.entries(checkpointSubjects))("%s", async (_name, subject) => {
    const { imported, expected } = await bothLogits(subject, prompts);
    for (const [index, logits] of expected.entries()) {
      expect(spread(logits)).toBeGreaterThan(20 * exact);
      expect(mostApart(imported[index] ?? [], logits)).toBeLessThan(exact);
    }
  });
});

describe("GPT-Neo", () => {
  const { model, reference, files } = checkpointSubjects["GPT-Neo"] as CheckpointSubject;

  test("is exact up to 256 tokens and not beyond, and the report says so", async () => {
    const long = [someTokens(256), someTokens(320)];
    const { imported, expected, notes } = await bothLogits({ model, reference, files }, long);
    expect(mostApart(imported[0] ?? [], expected[0] ?? [])).toBeLessThan(exact);
    expect(mostApart(imported[1] ?? [], expected[1] ?? [])).toBeGreaterThan(2 * exact);
    expect(notes.join(" ")).toMatch(/exact up to 256 tokens.*--context 256/);
  });

  test("is silent about it with a context that keeps it exact", async () => {
    using folder = temporaryFolder();
    writeCheckpoint(folder.file("neo"), model, { files });
    const { notes } = await importAny({
      source: folder.file("neo"),
      modelsDir: folder.path,
      wishes: { contextLength: 256 },
    });
    expect(notes.join(" ")).not.toMatch(/exact/);
  });
});

test("Llama 3's stretched rotation is kept", async () => {
  const scaling = {
    rope_type: "llama3",
    factor: 8,
    low_freq_factor: 1,
    high_freq_factor: 4,
    original_max_position_embeddings: 64,
  };
  const model = makeLlama({ vocabularySize: pieces.length }, { rope_scaling: scaling });
  const slower = (index: number) => {
    const frequency = 10_000 ** (-index / 8);
    const waves = (64 * frequency) / (2 * Math.PI);
    if (waves > 4) return frequency;
    if (waves < 1) return frequency / 8;
    const share = (waves - 1) / 3;
    return (1 - share) * (frequency / 8) + share * frequency;
  };
  const reference: Reference = (made, tokens) => llamaLogits(made, tokens, slower);
  const tokens = [someTokens(48)];
  const { imported, expected } = await bothLogits({ model, reference, files: pieceFiles }, tokens);
  expect(mostApart(imported[0] ?? [], expected[0] ?? [])).toBeLessThan(exact);
  const unscaled = llamaLogits(model, tokens[0] ?? []);
  expect(mostApart(imported[0] ?? [], unscaled)).toBeGreaterThan(2 * exact);
});

test("Q8_0 keeps the logits as close as eight bits can", async () => {
  const subject = checkpointSubjects["GPT-J"] as CheckpointSubject;
  const { imported, expected, types } = await bothLogits(subject, prompts, "Q8_0");
  expect(types).toEqual(["Q8_0", "F32"]);
  for (const [index, logits] of expected.entries())
    expect(mostApart(imported[index] ?? [], logits)).toBeLessThan(10 * exact);
});

async function bothLogits(
  { model, reference, files }: CheckpointSubject,
  tokens: readonly (readonly number[])[],
  type?: "F16" | "Q8_0",
) {
  using folder = temporaryFolder();
  writeCheckpoint(folder.file("made"), model, { files });
  const report = await importAny({
    source: folder.file("made"),
    modelsDir: folder.path,
    wishes: { type },
  });
  return {
    imported: await lastLogits(report.file, tokens),
    expected: tokens.map((prompt) => reference(model, prompt)),
    notes: report.notes,
    types: report.tensorTypes,
  };
}

function mostApart(a: readonly number[], b: readonly number[]): number {
  return Math.max(...b.map((value, index) => Math.abs(value - (a[index] ?? Number.NaN))));
}

function spread(values: readonly number[]): number {
  return Math.max(...values) - Math.min(...values);
}
