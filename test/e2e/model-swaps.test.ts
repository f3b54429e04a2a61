import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { demoModelFile } from "../support/demo-request.ts";
import { type MemoryInUse, runSwapSoak } from "../support/swap-soak.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { writeTinyModel } from "../support/tiny-model.ts";

/** The tiny model says nothing but this. */
const word = "ø";

/** A folder with the demo model, a tiny one, and one that is cut off. */
function modelsFolder(): string {
  const folder = temporaryFolder();
  onTestFinished(() => folder[Symbol.dispose]());
  const directory = join(folder.path, "models");
  mkdirSync(directory);
  copyFileSync(demoModelFile, join(directory, "demo.gguf"));
  writeTinyModel(join(directory, "tiny.gguf"), { name: "Tiny", word });
  writeFileSync(join(directory, "broken.gguf"), readFileSync(demoModelFile).subarray(0, 900_000));
  return directory;
}

test("a hundred swaps under ten chats lose, double and mix up nothing, and leave memory as it was, with a broken model on the way", async () => {
  const report = await runSwapSoak(modelsFolder(), {
    swaps: 100,
    channels: 10,
  });
  expect(report.swapped).toBeGreaterThanOrEqual(100);
  expect(report).toMatchObject({
    refused: ["model-damaged", "model-damaged"],
    misloaded: [],
    stayed: true,
  });
  // One answer each, by the model that was promised, which shows in the text as well.
  expect(report.replies.length).toBeGreaterThan(100);
  expect(report.replies.map(({ results }) => results.map(voiceOf))).toEqual(
    report.replies.map(({ model }) => [
      model === "tiny" ? "Tiny: its word" : "Hearthside 4M: others",
    ]),
  );
  const [early, late] = [inAll(report.memory[3]), inAll(report.memory[100])];
  expect(late.all).toBeLessThan(1.05 * early.all);
  // Nor does what is left of the bot grow, beside how its heap of JavaScript breathes.
  expect(late.bot).toBeLessThan(1.1 * early.bot);
}, 900_000);

/** Bytes of the bot, and of it together with the process that has a model; one that is kept ready has none. */
function inAll(memory: MemoryInUse | undefined) {
  if (memory === undefined) throw new Error("nobody has looked");
  expect([1, 2]).toContain(memory.engines.length);
  return { bot: memory.bot, all: memory.bot + Math.max(...memory.engines) };
}

/** Who answered, and whether the tiny model's only word is in it. */
function voiceOf(result: string): string {
  const [model] = result.split(":");
  return `${model}: ${result.includes(word) ? "its word" : "others"}`;
}
