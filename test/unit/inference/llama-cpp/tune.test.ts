import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import {
  better,
  type EngineSetup,
  type Trial,
  threadChoices,
} from "../../../../src/inference/llama-cpp/tune/choose-setup.ts";
import { tune } from "../../../../src/inference/llama-cpp/tune/tune.ts";
import {
  readTuning,
  type Tuning,
  tuningFile,
  writeTuning,
} from "../../../../src/inference/llama-cpp/tune/tuning-file.ts";
import { silentLogger } from "../../../../src/lib/logger.ts";
import { temporaryFolder } from "../../../support/temporary-folder.ts";

const first: EngineSetup = { threads: 3, batchSize: 512, flashAttention: true, cacheType: "f16" };

function trial(reading: number, writing: number, setup: Partial<EngineSetup> = {}): Trial {
  return { setup: { ...first, ...setup }, reading, writing };
}

describe("of two setups", () => {
  test("the one with more turns in the same time is better, reading and writing together", () => {
    const known = trial(100, 20);
    expect(better(known, trial(100, 24))).not.toBe(known);
    expect(better(known, trial(900, 15))).toBe(known);
  });

  test("a few percent are noise", () => {
    const known = trial(100, 20);
    expect(better(known, trial(103, 20.6))).toBe(known);
  });

  test("a coarser cache has to be worth it", () => {
    const known = trial(100, 20);
    expect(better(known, trial(110, 22, { cacheType: "q8_0" }))).toBe(known);
    expect(better(known, trial(120, 24, { cacheType: "q8_0" }))).not.toBe(known);
  });
});

test("no number of threads is tried twice, and none is 0", () => {
  expect(threadChoices(1)).toEqual([1]);
  expect(threadChoices(2)).toEqual([1, 2]);
  expect(threadChoices(16)).toEqual([1, 4, 8, 15, 16]);
});

describe("tuning", () => {
  const run = (
    rate: (setup: EngineSetup) => number,
    options: { readonly coarseCache?: boolean; readonly tried?: EngineSetup[] } = {},
  ) =>
    tune({
      first,
      cores: 4,
      coarseCache: options.coarseCache ?? false,
      measure: async (setup) => {
        options.tried?.push(setup);
        return trial(rate(setup) * 10, rate(setup), setup);
      },
      onTrial: () => {},
      signal: new AbortController().signal,
    });

  test("finds the best of each, on top of the best so far", async () => {
    const tried: EngineSetup[] = [];
    const { best } = await run(
      ({ threads, batchSize, flashAttention }) =>
        (threads === 2 ? 20 : 10) * (flashAttention ? 1 : 2) * (batchSize === 256 ? 1.5 : 1),
      { tried },
    );
    expect(best.setup).toEqual({ ...first, threads: 2, flashAttention: false, batchSize: 256 });
    expect(new Set(tried.map((setup) => JSON.stringify(setup))).size).toBe(tried.length);
    expect(tried.every(({ cacheType }) => cacheType === "f16")).toBe(true);
  });

  test("keeps what is there when nothing is better", async () => {
    const { best, first: known } = await run(() => 10, { coarseCache: true });
    expect(best).toBe(known);
  });

  test("tries a coarse cache where that is wanted, with the flash attention that it needs", async () => {
    const { best } = await run(
      ({ cacheType, flashAttention }) => (cacheType === "q8_0" ? 30 : flashAttention ? 10 : 20),
      { coarseCache: true },
    );
    expect(best.setup).toMatchObject({ cacheType: "q8_0", flashAttention: true });
  });

  test("passes over what doesn't work here", async () => {
    const { best } = await run(({ batchSize }) => {
      if (batchSize === 1024) throw new Error("out of memory");
      return batchSize === 256 ? 20 : 10;
    });
    expect(best.setup.batchSize).toBe(256);
  });
});

describe("a tuning that was kept", () => {
  const tuning: Tuning = {
    version: 1,
    sizeBytes: 1000,
    machine: "a processor, 4 cores, cpu",
    date: "2026-11-25T12:00:00.000Z",
    setup: first,
    reading: 100,
    writing: 20,
  };

  test("is there for the same model on the same machine, and for no other", async () => {
    using folder = temporaryFolder();
    const file = tuningFile(folder.path, "/models/rosie.Q8_0.gguf");
    await writeTuning(file, tuning);
    expect(await readTuning(file, tuning, silentLogger)).toEqual(tuning);
    expect(await readTuning(file, { ...tuning, sizeBytes: 1001 }, silentLogger)).toBeUndefined();
    expect(await readTuning(file, { ...tuning, machine: "another" }, silentLogger)).toBeUndefined();
    expect(
      await readTuning(tuningFile(folder.path, "other.gguf"), tuning, silentLogger),
    ).toBeUndefined();
  });

  test("is passed over and stays as it is when it can't be read", async () => {
    using folder = temporaryFolder();
    const file = tuningFile(folder.path, "rosie.gguf");
    await writeTuning(file, tuning);
    for (const text of ["", "{", '{"version":2}', '{"version":1,"setup":{"threads":0}}']) {
      writeFileSync(file, text);
      expect(await readTuning(file, tuning, silentLogger)).toBeUndefined();
      expect(readFileSync(file, "utf8")).toBe(text);
    }
  });
});
