import { availableParallelism } from "node:os";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { engineSetup } from "../../../../src/app/models/engine-setup.ts";
import { loadSettings } from "../../../../src/config/load-settings.ts";
import { loadModel } from "../../../../src/inference/llama-cpp/load-model.ts";
import { machineName } from "../../../../src/inference/llama-cpp/tune/machine-name.ts";
import { measureSetup } from "../../../../src/inference/llama-cpp/tune/measure-setup.ts";
import { tuningFile, writeTuning } from "../../../../src/inference/llama-cpp/tune/tuning-file.ts";
import { systemClock } from "../../../../src/lib/clock.ts";
import { silentLogger } from "../../../../src/lib/logger.ts";
import { openDemoEngine, readReply } from "../../../support/demo-engine.ts";
import { demoModelFile, demoRequest } from "../../../support/demo-request.ts";
import { temporaryFolder } from "../../../support/temporary-folder.ts";
import { testGpu } from "../../../support/test-gpu.ts";

const setup = { threads: 1, batchSize: 256, flashAttention: false, cacheType: "q8_0" } as const;

test("a setup is measured on the real model: reading, and writing side by side", async () => {
  await using loaded = await loadModel({
    modelFile: demoModelFile,
    contextSize: 256,
    slots: 1,
    batchSize: 64,
    threads: 1,
    gpu: testGpu,
    logger: silentLogger,
  });
  const trial = await measureSetup(
    loaded.model,
    { ...setup, cacheType: "f16" },
    { contextSize: 256, slots: 2, clock: systemClock, signal: new AbortController().signal },
  );
  expect(trial.reading).toBeGreaterThan(0);
  expect(trial.writing).toBeGreaterThan(0);
});

test("what was tuned is used where the settings leave it open", async () => {
  using folder = temporaryFolder();
  const sizeBytes = 1234;
  await writeTuning(tuningFile(folder.path, demoModelFile), {
    version: 1,
    sizeBytes,
    machine: machineName("cpu"),
    date: "2026-11-25T12:00:00.000Z",
    setup: { ...setup, threads: availableParallelism() + 1 },
    reading: 100,
    writing: 20,
  });
  const setupFor = (changes: Record<string, string>, size = sizeBytes) =>
    engineSetup(
      demoModelFile,
      { sizeBytes: size },
      loadSettings({ DATABASE_FILE: join(folder.path, "bot.db"), ...changes }),
      { backend: "cpu", logger: silentLogger },
    );
  const tuned = { ...setup, threads: availableParallelism() + 1 };
  expect(await setupFor({})).toEqual(tuned);
  expect(
    await setupFor({ THREADS: "3", BATCH_SIZE: "128", FLASH_ATTENTION: "on", KV_CACHE: "f16" }),
  ).toEqual({ threads: 3, batchSize: 128, flashAttention: true, cacheType: "f16" });
  expect(await setupFor({}, sizeBytes + 1)).toEqual({
    threads: 0,
    batchSize: 512,
    flashAttention: undefined,
    cacheType: "f16",
  });
  expect(dirname(tuningFile(folder.path, demoModelFile))).toBe(join(folder.path, "tuning"));
});

test("with a coarse cache and flash attention the model still answers", async () => {
  await using engine = await openDemoEngine({ cacheType: "q8_0", flashAttention: true });
  const { text } = await readReply(
    engine,
    demoRequest({ turns: [["Tom", "hello!"]], maxTokens: 20 }),
  );
  expect(text.length).toBeGreaterThan(5);
});
