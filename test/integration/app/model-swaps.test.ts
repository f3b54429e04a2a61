import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { type OpenedEngine, openEngine } from "../../../src/app/open-engine.ts";
import { loadSettings } from "../../../src/config/load-settings.ts";
import type { GenerationResult } from "../../../src/generation/generation-queue.ts";
import { defaultSampling } from "../../../src/generation/sampling-defaults.ts";
import { systemClock } from "../../../src/lib/clock.ts";
import { silentLogger } from "../../../src/lib/logger.ts";
import { createInProcessQueue, type InProcessQueue } from "../../../src/queue/in-process-queue.ts";
import { demoModelFile } from "../../support/demo-request.ts";
import { makeRequest } from "../../support/generation-request.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { writeTinyModel } from "../../support/tiny-model.ts";

const swaps = 100;
const channels = 10;

/** The tiny model says nothing but this. */
const word = "ø";

const never = new AbortController().signal;

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

async function openModels(): Promise<{
  readonly opened: OpenedEngine;
  readonly queue: InProcessQueue;
}> {
  const settings = loadSettings({
    MODELS_DIR: modelsFolder(),
    MODEL: "demo.gguf",
    MODELS_LOADED: "1",
    CONTEXT_SIZE: "512",
    SLOTS: "4",
    GPU: "off",
    THREADS: "1",
    KEPT_STATES_MB: "0",
  });
  const context = { logger: silentLogger, clock: systemClock, print: () => {}, signal: never };
  const opened = await openEngine(settings, context);
  const { engine, models, concurrency } = opened;
  const queue = createInProcessQueue({
    engine,
    models,
    concurrency,
    clock: systemClock,
    logger: silentLogger,
  });
  onTestFinished(async () => {
    await queue[Symbol.asyncDispose]();
    await engine[Symbol.asyncDispose]();
  });
  return { opened, queue };
}

/** What a channel asked for, and what came of it. */
interface Asked {
  readonly id: string;
  readonly model: string;
  readonly results: GenerationResult[];
}

test("a hundred swaps under ten chats lose, double and mix up nothing, with a broken model on the way", async () => {
  const { opened, queue } = await openModels();
  const load = (model: string) =>
    opened.control.load(model, { onProgress: () => {}, signal: never });
  const asked: Asked[] = [];
  const loaded = () => opened.models().map(({ modelId }) => modelId);
  let chosen = "demo";
  const refused: unknown[] = [];
  let stayed: readonly (readonly string[])[] = [];

  const say = async (channel: number) => {
    const id = `turn-${asked.length}`;
    const entry: Asked = { id, model: chosen, results: [] };
    asked.push(entry);
    const job = await queue.submit(
      makeRequest({
        id,
        conversationKey: `channel-${channel}`,
        model: entry.model,
        maxTokens: 4,
        sampling: { ...defaultSampling, temperature: 0, seed: asked.length },
      }),
    );
    // Were it told twice, the second would be seen as well.
    void job.result.then((result) => entry.results.push(result));
    await job.result;
  };

  for (let swap = 1; swap <= swaps; swap++) {
    // Replies are under way while the model changes beneath them; every tenth time more of them than there are slots, so
    // that some wait for a model that is leaving already.
    const talking = swap % 10 === 0 ? channels : 3;
    const replies = Array.from({ length: talking }, (_, index) => say((swap + index) % channels));
    if (swap === swaps / 2) refused.push(await load("broken").catch((thrown: unknown) => thrown));
    const next = chosen === "demo" ? "tiny" : "demo";
    const ready = await load(next);
    expect(ready.id).toBe(next);
    chosen = next;
    await Promise.all(replies);
    if (swap === swaps / 2) {
      // Now that nobody asks for anything, what is in memory stays there.
      const before = loaded();
      refused.push(await load("broken").catch((thrown: unknown) => thrown));
      stayed = [before, loaded()];
    }
  }

  expect(refused).toMatchObject([{ code: "model-damaged" }, { code: "model-damaged" }]);
  expect(stayed[1]).toEqual(stayed[0]);
  // One answer each, by the model that was promised, which shows in the text as well.
  expect(asked.map(({ id, results }) => [id, ...results.map(voiceOf)])).toEqual(
    asked.map(({ id, model }) => [
      id,
      model === "tiny" ? "Tiny: its word" : "Hearthside 4M: others",
    ]),
  );
}, 300_000);

/** Who answered, and whether the tiny model's only word is in it. */
function voiceOf(result: GenerationResult): string {
  if (result.kind !== "finished") return JSON.stringify(result);
  return `${result.report.model}: ${result.text.includes(word) ? "its word" : "others"}`;
}
