import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { LlamaCppSource } from "../../../src/app/models/llama-cpp-source.ts";
import { loadSettings } from "../../../src/config/load-settings.ts";
import type { ModelTask } from "../../../src/generation/model-control.ts";
import { ModelHost } from "../../../src/inference/model-host/model-host.ts";
import { systemClock } from "../../../src/lib/clock.ts";
import { silentLogger } from "../../../src/lib/logger.ts";
import { readCatalogue } from "../../../src/models/catalogue/read-catalogue.ts";
import { ModelFolder } from "../../../src/models/folder/model-folder.ts";
import { demoInspection } from "../../support/demo-engine.ts";
import { makeRequest } from "../../support/generation-request.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { testGpu } from "../../support/test-gpu.ts";
import { writeTinyModel } from "../../support/tiny-model.ts";

const never = new AbortController().signal;
const task: ModelTask<unknown> = { onProgress: () => {}, signal: never };

/** llama.cpp with a small model in memory, and a file beside it that looks sound and can't be loaded. */
async function openHost(): Promise<ModelHost> {
  const temporary = temporaryFolder();
  onTestFinished(() => temporary[Symbol.dispose]());
  const directory = join(temporary.path, "models");
  mkdirSync(directory);
  const sound = join(directory, "sound.gguf");
  writeTinyModel(sound, { name: "Sound", word: "ø" });
  writeFileSync(join(directory, "false.gguf"), readFileSync(sound).subarray(0, -20_000));
  const context = { logger: silentLogger, clock: systemClock };
  const folder = new ModelFolder({
    ...context,
    directory,
    // Whatever the look into a file lets pass, llama.cpp has the last word.
    inspect: async () => ({ ...demoInspection, contextLength: 1024 }),
  });
  const source = new LlamaCppSource({
    settings: loadSettings({
      MODELS_DIR: directory,
      CONTEXT_SIZE: "512",
      SLOTS: "2",
      GPU: testGpu,
      THREADS: "1",
      KEPT_STATES_MB: "0",
    }),
    folder,
    catalogue: await readCatalogue(),
    context,
    ownModel: "sound",
  });
  const host = await ModelHost.open(
    { source, defaultModel: "sound", mostModels: 1, logger: silentLogger },
    task,
  );
  onTestFinished(() => host[Symbol.asyncDispose]());
  return host;
}

/** What the model says, or why it doesn't. */
async function ask(host: ModelHost, model: string): Promise<string> {
  let text = "";
  for await (const part of host.generate(makeRequest({ model, maxTokens: 3 }), never)) {
    if (part.type === "text-delta") text += part.delta;
    if (part.type === "error") return `${part.failure.code}: ${part.failure.message}`;
  }
  return text;
}

test("a model that fails while it is loaded is told of, and the one that made room for it answers again", async () => {
  const host = await openHost();
  const steps = new Set<string>();
  const loading = host.load("false", {
    onProgress: ({ step }) => void steps.add(step),
    signal: never,
  });
  // One comes while the old model is on its way out.
  const meanwhile = ask(host, "sound");
  await expect(loading).rejects.toMatchObject({
    name: "UserError",
    code: "model-load-failed",
    message: expect.stringMatching(/^The model can't be loaded: .+/),
  });
  expect(steps).toContain("making-room");
  expect(await meanwhile).toBe("øøø");
  expect(host.models().map(({ modelId, state }) => `${modelId} ${state}`)).toEqual(["sound ready"]);
  // Who was promised the broken one is told why there is no answer, and nobody else is held up by it.
  expect(await ask(host, "false")).toMatch(/^model-unavailable: The model can't be loaded: .+/);
  expect(await ask(host, "sound")).toBe("øøø");
});
