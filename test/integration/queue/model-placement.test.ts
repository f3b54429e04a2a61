import { randomUUID } from "node:crypto";
import { copyFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, inject, onTestFinished, test } from "vitest";
import { runWorker } from "../../../src/app/run-worker.ts";
import { loadSettings } from "../../../src/config/load-settings.ts";
import type { GenerationQueue, WorkerStatus } from "../../../src/generation/generation-queue.ts";
import { systemClock } from "../../../src/lib/clock.ts";
import { silentLogger } from "../../../src/lib/logger.ts";
import { createBullMqQueue } from "../../../src/queue/bullmq-queue.ts";
import { RemoteModels } from "../../../src/queue/models/remote-models.ts";
import { demoModelFile } from "../../support/demo-request.ts";
import { makeRequest } from "../../support/generation-request.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { writeTinyModel } from "../../support/tiny-model.ts";

const never = new AbortController().signal;
const lockMs = 3000;
const toClose: (() => void | PromiseLike<void>)[] = [];
let scene: Awaited<ReturnType<typeof openScene>>;

beforeAll(async () => {
  scene = await openScene((close) => toClose.push(close));
}, 120_000);

afterAll(async () => {
  for (const close of toClose.toReversed()) await close();
});

/** Two whole workers: one runs the demo model and has another that nobody has loaded, one runs a model of its own. */
async function openScene(
  defer: (close: () => void | PromiseLike<void>) => void,
  firstModel: string | null = null,
) {
  const folder = temporaryFolder();
  defer(() => folder[Symbol.dispose]());
  const [left, right] = ["left", "right"].map((name) => {
    const directory = join(folder.path, name);
    mkdirSync(directory);
    return directory;
  }) as [string, string];
  copyFileSync(demoModelFile, join(left, "demo.gguf"));
  writeTinyModel(join(left, "rare.gguf"), { name: "Rare", word: "æ" });
  writeTinyModel(join(right, "tiny.gguf"), { name: "Tiny", word: "ø" });

  const shared = {
    redisUrl: inject("redisUrl"),
    prefix: `test-${randomUUID()}`,
    lockMs,
    clock: systemClock,
    logger: silentLogger,
  };
  const models = await RemoteModels.open(shared);
  defer(() => models[Symbol.asyncDispose]());
  await models.tellFirstModel(firstModel);
  const context = { logger: silentLogger, clock: systemClock, print: () => {}, signal: never };
  for (const [directory, model] of [
    [left, "demo.gguf"],
    [right, "tiny.gguf"],
  ] as const) {
    const settings = loadSettings({
      MODELS_DIR: directory,
      MODEL: model,
      REDIS_URL: shared.redisUrl,
      QUEUE_PREFIX: shared.prefix,
      JOB_LOCK_MS: String(lockMs),
      CONTEXT_SIZE: "512",
      SLOTS: "1",
      GPU: "off",
      THREADS: "1",
      KEPT_STATES_MB: "0",
      SHUTDOWN_TIMEOUT_MS: "1",
    });
    const worker = await runWorker(settings, context);
    defer(() => worker.stop());
  }
  const queue = await createBullMqQueue(shared);
  defer(() => queue[Symbol.asyncDispose]());
  return { queue, models };
}

async function answerOf(queue: GenerationQueue, model: string | null, id: string) {
  const job = await queue.submit(makeRequest({ id, conversationKey: id, model, maxTokens: 4 }));
  const result = await job.result;
  return result.kind === "finished" ? { by: result.report.model, text: result.text } : result;
}

/** By the worker's own model: what is in its memory. */
function loadedBy(workers: readonly WorkerStatus[]): Record<string, readonly string[]> {
  return Object.fromEntries(
    workers.map(({ engine, models }) => [engine.modelId, models.map(({ modelId }) => modelId)]),
  );
}

test("a model that nobody has loaded is loaded by a worker that has its file, and answers; status tells what is where", async () => {
  const { queue } = scene;
  const loaded = async () => loadedBy((await queue.status()).workers);
  expect(await loaded()).toEqual({ demo: ["demo"], tiny: ["tiny"] });
  for (let round = 0; round < 3; round++)
    expect(await answerOf(queue, "rare", `rare-${round}`)).toEqual({ by: "Rare", text: "ææææ" });
  expect(await answerOf(queue, "tiny", "tiny")).toEqual({ by: "Tiny", text: "øøøø" });
  expect(await answerOf(queue, "demo", "demo")).toMatchObject({ by: "Hearthside 4M" });
  await expect
    .poll(loaded, { timeout: 3 * lockMs })
    .toEqual({ demo: ["demo", "rare"], tiny: ["tiny"] });
  expect(await answerOf(queue, "nowhere", "nowhere")).toMatchObject({
    kind: "failed",
    failure: { code: "model-unavailable", message: expect.stringContaining("nowhere") },
  });
}, 120_000);

test("what is asked of a model is done by a worker that has it, whichever hears of it first", async () => {
  const { models } = scene;
  await expect.poll(() => models.files().map(({ id }) => id)).toEqual(["demo", "rare", "tiny"]);
  for (let round = 0; round < 2; round++)
    for (const name of ["demo", "rare", "tiny"])
      expect((await models.describe(name, never)).id).toBe(name);
  expect((await models.describe("tiny", never)).selfTest).not.toBeNull();
  for (const model of ["rare", "tiny", "rare"])
    expect(await models.load(model, { onProgress: () => {}, signal: never })).toMatchObject({
      id: model,
      left: [],
    });
  await expect(models.describe("nowhere", never)).rejects.toMatchObject({ code: "model-missing" });
}, 120_000);

test("a worker that starts loads the bot's model in place of its own, where it has it", async () => {
  const { queue } = await openScene(onTestFinished, "rare");
  expect(loadedBy((await queue.status()).workers)).toEqual({ rare: ["rare"], tiny: ["tiny"] });
  expect(await answerOf(queue, "rare", "first")).toEqual({ by: "Rare", text: "ææææ" });
}, 120_000);
