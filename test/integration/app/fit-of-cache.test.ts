import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { LlamaCppSource } from "../../../src/app/models/llama-cpp-source.ts";
import { loadSettings } from "../../../src/config/load-settings.ts";
import { machineName } from "../../../src/inference/llama-cpp/tune/machine-name.ts";
import { tuningFile, writeTuning } from "../../../src/inference/llama-cpp/tune/tuning-file.ts";
import { systemClock } from "../../../src/lib/clock.ts";
import { silentLogger } from "../../../src/lib/logger.ts";
import { readCatalogue } from "../../../src/models/catalogue/read-catalogue.ts";
import { ModelFolder } from "../../../src/models/folder/model-folder.ts";
import { demoInspection } from "../../support/demo-engine.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { testGpu } from "../../support/test-gpu.ts";

/** What conversations are said to take of the demo model's memory. `tuned`: what was found to be best here. */
async function bytesOfConversations(cache: {
  readonly setting: string;
  readonly tuned?: "f16" | "q8_0";
}): Promise<number> {
  const temporary = temporaryFolder();
  onTestFinished(() => temporary[Symbol.dispose]());
  const modelFile = join(temporary.path, "model.gguf");
  if (cache.tuned !== undefined)
    await writeTuning(tuningFile(temporary.path, modelFile), {
      version: 1,
      sizeBytes: demoInspection.sizeBytes,
      machine: machineName("cpu"),
      date: "2026-11-26T00:00:00.000Z",
      setup: { threads: 1, batchSize: 512, flashAttention: true, cacheType: cache.tuned },
      reading: 1,
      writing: 1,
    });
  const context = { logger: silentLogger, clock: systemClock };
  const source = new LlamaCppSource({
    settings: loadSettings({
      MODELS_DIR: temporary.path,
      DATABASE_FILE: join(temporary.path, "hearthside.sqlite"),
      KV_CACHE: cache.setting,
      GPU: testGpu,
    }),
    folder: new ModelFolder({ ...context, directory: temporary.path }),
    catalogue: await readCatalogue(),
    context,
    ownModel: "model",
  });
  return (await source.fit(demoInspection, modelFile)).cacheBytes;
}

test("whether a model fits is judged by how its conversations will be stored: as set, else as tuned", async () => {
  const fine = await bytesOfConversations({ setting: "f16" });
  const coarse = await bytesOfConversations({ setting: "q8_0" });
  expect(coarse / fine).toBeCloseTo(8.5 / 16, 2);
  expect(await bytesOfConversations({ setting: "auto" })).toBe(fine);
  expect(await bytesOfConversations({ setting: "auto", tuned: "q8_0" })).toBe(coarse);
  expect(await bytesOfConversations({ setting: "f16", tuned: "q8_0" })).toBe(fine);
});
