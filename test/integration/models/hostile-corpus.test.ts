import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { UserError } from "../../../src/lib/errors.ts";
import { inspectModel } from "../../../src/models/inspect-model.ts";
import {
  byteLevelJson,
  makeByteLevelTokenizer,
} from "../../support/checkpoints/byte-level-tokenizer.ts";
import { makeGpt2, makeLlama } from "../../support/checkpoints/made-models.ts";
import { makePieces, pieceModelFile } from "../../support/checkpoints/piece-tokenizer.ts";
import { writeCheckpoint } from "../../support/checkpoints/write-checkpoint.ts";
import { importAny } from "../../support/import-any.ts";
import { makeLegacyModel } from "../../support/legacy-model.ts";
import { mutateBytes } from "../../support/mutate-bytes.ts";
import { type TemporaryFolder, temporaryFolder } from "../../support/temporary-folder.ts";

/**
 * Files that were damaged by chance and with intent, made of sound ones by seed: whatever is in them, it is imported or
 * refused in one line, nothing else is written, and memory stays what it was.
 */
const endOfText = "<|endoftext|>";
const tokenizer = makeByteLevelTokenizer([], [endOfText]);
const gpt2 = makeGpt2({ vocabularySize: Object.keys(tokenizer.vocabulary).length });
const gpt2Files = { "tokenizer.json": byteLevelJson(tokenizer, [endOfText]) };
const pieces = makePieces();
const llama = makeLlama({ vocabularySize: pieces.length });
const llamaFiles = { "tokenizer.model": pieceModelFile(pieces, 2) };

/** Beyond what the test itself holds: a file that claims to be huge would take gigabytes. */
const mostGrowthBytes = 400e6;

const counts = {
  ggml: 100,
  safetensors: 100,
  pytorch: 76,
  "old pytorch": 20,
  tokenizer: 20,
  gguf: 24,
};

test("the corpus has 300 files at least", () => {
  expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(300);
});

const legacy = [
  makeLegacyModel({ container: "ggml", type: "F16" }),
  makeLegacyModel({ container: "ggmf", type: "Q4_1" }),
  makeLegacyModel({ container: "ggjt1", type: "Q4_0" }),
  makeLegacyModel({ container: "ggjt3", type: "Q8_0" }),
].map(({ files }) => files[0] ?? Buffer.alloc(0));

test(`${counts.ggml} GGML files`, async () => {
  const outcome = await importAll(counts.ggml, "old.bin", (folder, seed) => {
    const whole = legacy[seed % legacy.length] ?? Buffer.alloc(0);
    writeFileSync(folder.file("old.bin"), mutateBytes(whole, seed));
  });
  expect(outcome).toEqual(harmless);
});

test(`${counts.safetensors} safetensors files`, async () => {
  const outcome = await importAll(counts.safetensors, "made", (folder, seed) => {
    writeCheckpoint(folder.file("made"), gpt2, { files: gpt2Files });
    const file = folder.file("made/model.safetensors");
    writeFileSync(file, mutateBytes(readFileSync(file), seed));
  });
  expect(outcome).toEqual(harmless);
});

test(`${counts.pytorch} PyTorch archives`, async () => {
  const outcome = await importAll(counts.pytorch, "made", (folder, seed) => {
    writeCheckpoint(folder.file("made"), gpt2, { container: "pytorch", files: gpt2Files });
    const file = folder.file("made/pytorch_model.bin");
    const whole = readFileSync(file);
    // The pickle is at the start, the directory at the end.
    const end = { start: whole.length - 3000, length: 3000 };
    writeFileSync(file, mutateBytes(whole, seed, seed % 2 === 0 ? undefined : end));
  });
  expect(outcome).toEqual(harmless);
});

test(`${counts["old pytorch"]} PyTorch files from before its archives`, async () => {
  const outcome = await importAll(counts["old pytorch"], "made", (folder, seed) => {
    writeCheckpoint(folder.file("made"), gpt2, { container: "old pytorch", files: gpt2Files });
    const file = folder.file("made/pytorch_model.bin");
    writeFileSync(file, mutateBytes(readFileSync(file), seed));
  });
  expect(outcome).toEqual(harmless);
});

test(`${counts.tokenizer} checkpoints with a broken vocabulary or config`, async () => {
  const outcome = await importAll(counts.tokenizer, "made", (folder, seed) => {
    const [model, files] = seed % 2 === 0 ? [gpt2, gpt2Files] : [llama, llamaFiles];
    writeCheckpoint(folder.file("made"), model, { files });
    const name = seed % 4 < 2 ? (Object.keys(files)[0] ?? "") : "config.json";
    const file = folder.file(`made/${name}`);
    writeFileSync(file, mutateBytes(readFileSync(file), seed));
  });
  expect(outcome).toEqual(harmless);
});

test(`${counts.gguf} GGUF files`, async () => {
  using folder = temporaryFolder();
  writeFileSync(folder.file("old.bin"), legacy[3] ?? "");
  const { file } = await importAny({ source: folder.file("old.bin"), modelsDir: folder.path });
  const whole = readFileSync(file);
  mkdirSync(folder.file("hostile"));
  const before = process.memoryUsage.rss();
  const lines: string[] = [];
  const seeds = Array.from({ length: counts.gguf }, (_, seed) => seed);
  // Each is looked at in a process of its own; some side by side, since starting one takes longest.
  const workers = Array.from({ length: 4 }, async () => {
    for (let seed = seeds.shift(); seed !== undefined; seed = seeds.shift()) {
      const path = folder.file(`hostile/${seed}.gguf`);
      writeFileSync(path, mutateBytes(whole, seed));
      lines.push(await outcomeOf(() => inspectModel(path, { timeoutMs: slowestInspectionMs })));
    }
  });
  await Promise.all(workers);
  expect(lines.filter((line) => /^[^\n]{1,500}$/.test(line))).toHaveLength(counts.gguf);
  expect(lines.filter((line) => line !== sound).length).toBeGreaterThan(counts.gguf / 4);
  expect(readdirSync(folder.file("hostile"))).toHaveLength(counts.gguf);
  expect(process.memoryUsage.rss() - before).toBeLessThan(mostGrowthBytes);
}, 240_000);

/** Some send the reader into a loop; what stops it after a minute elsewhere stops it sooner here. */
const slowestInspectionMs = 5000;

const sound = "sound";

/** Nothing amiss, and enough of the files refused: that none is would mean that nothing was changed. */
const harmless = { amiss: [], refusesEnough: true, staysSmall: true };

/** Imports one file of each seed, and tells what was amiss. */
async function importAll(
  count: number,
  source: string,
  make: (folder: TemporaryFolder, seed: number) => void,
) {
  const before = process.memoryUsage.rss();
  const amiss: unknown[] = [];
  let refused = 0;
  for (let seed = 0; seed < count; seed++) {
    using folder = temporaryFolder();
    make(folder, seed);
    const made = namesBelow(folder);
    const outcome = await outcomeOf(() =>
      importAny({ source: folder.file(source), modelsDir: folder.file("models") }),
    );
    if (outcome !== sound) refused++;
    const written = namesBelow(folder).filter((name) => !made.includes(name));
    const allowed =
      outcome === sound ? ["models", `models/${source.replace(".bin", "")}.gguf`] : ["models"];
    const isOneLine = /^[^\n]{1,500}$/.test(outcome);
    if (!isOneLine || written.some((name) => !allowed.includes(name)))
      amiss.push({ seed, outcome, written });
  }
  return {
    amiss,
    refusesEnough: refused > count / 4,
    staysSmall: process.memoryUsage.rss() - before < mostGrowthBytes,
  };
}

/** How it ended: sound, or the line that a person is told. Throws for any other end. */
async function outcomeOf(act: () => Promise<unknown>): Promise<string> {
  try {
    await act();
    return sound;
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
}

function namesBelow(folder: TemporaryFolder): readonly string[] {
  return readdirSync(folder.path, { recursive: true }).map(String);
}
