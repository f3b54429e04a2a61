import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { openEngine } from "../../../../src/app/open-engine.ts";
import { loadSettings } from "../../../../src/config/load-settings.ts";
import type { GenerationRequest } from "../../../../src/generation/request.ts";
import type { TextEngine } from "../../../../src/generation/text-engine.ts";
import { systemClock } from "../../../../src/lib/clock.ts";
import { silentLogger } from "../../../../src/lib/logger.ts";
import { readReply } from "../../../support/demo-engine.ts";
import { makeRequest } from "../../../support/generation-request.ts";
import { writeCausalOnnx, writeT5Onnx } from "../../../support/onnx/made-onnx-models.ts";
import { type TemporaryFolder, temporaryFolder } from "../../../support/temporary-folder.ts";

const context = {
  logger: silentLogger,
  clock: systemClock,
  print: () => {},
  signal: new AbortController().signal,
};

async function open(folder: TemporaryFolder, model: string): Promise<TextEngine> {
  const settings = { ENGINE: "transformers", MODELS_DIR: folder.path, MODEL: model, THREADS: "1" };
  return (await openEngine(loadSettings(settings), context)).engine;
}

function sampled(sampling: Partial<GenerationRequest["sampling"]>): GenerationRequest {
  const request = makeRequest({ maxTokens: 16, stop: [] });
  return { ...request, sampling: { ...request.sampling, temperature: 1, ...sampling } };
}

test("the settings choose a folder with a model in ONNX, and the engine says what it is", async () => {
  using folder = temporaryFolder();
  writeT5Onnx(folder.file("LaMini-T5-61M"));
  await using engine = await open(folder, "LaMini-T5-61M");
  expect(engine.info).toMatchObject({
    modelId: "LaMini-T5-61M",
    engine: "transformers.js (ONNX, CPU)",
    architecture: "t5",
    quantisation: "fp32",
    contextSize: 512,
  });
  const { text, report } = await readReply(engine, makeRequest({ maxTokens: 12 }));
  expect(text).toMatch(/^[a-z ]+$/);
  expect(report).toMatchObject({ generatedTokens: 12, exactTokens: true, cachedTokens: 0 });
});

test("another prompt gets another reply, also from a model whose encoder reads it", async () => {
  using folder = temporaryFolder();
  writeT5Onnx(folder.file("t5"));
  await using engine = await open(folder, "t5");
  const say = async (text: string) => {
    const request = makeRequest({ maxTokens: 16, stop: [] });
    const sections = [{ id: "main", role: "user", text, trim: { kind: "required" } } as const];
    const prompt = { sections, replyPrefix: "" };
    return (await readReply(engine, { ...request, prompt })).text;
  };
  expect(await say("the rain in the river")).not.toBe(await say("soup"));
});

test("what the engine can't do is named in the report, what it can isn't", async () => {
  using folder = temporaryFolder();
  writeCausalOnnx(folder.file("gpt"));
  await using engine = await open(folder, "gpt");
  const unknown = { dryMultiplier: 0.8, mirostat: 2, typicalP: 0.9 } as const;
  const known = {
    topK: 20,
    topP: 0.9,
    minP: 0.02,
    repeatPenalty: 1.2,
    xtcProbability: 0.5,
  } as const;
  const { report } = await readReply(engine, sampled({ ...unknown, ...known }));
  expect(report.ignoredSettings.toSorted()).toEqual(
    ["dryMultiplier", "mirostat", "mirostatEta", "mirostatTau", "typicalP"].toSorted(),
  );
});

test("seeds and penalties change what is said", async () => {
  using folder = temporaryFolder();
  writeCausalOnnx(folder.file("gpt"));
  await using engine = await open(folder, "gpt");
  const say = async (sampling: Partial<GenerationRequest["sampling"]>) =>
    (await readReply(engine, sampled(sampling))).text;
  expect(await say({ seed: 1 })).not.toBe(await say({ seed: 2 }));
  const plain = await say({ temperature: 0, repeatPenalty: 1 });
  expect(await say({ temperature: 0, repeatPenalty: 1, frequencyPenalty: 5 })).not.toBe(plain);
});

test("a mark that a person types is text and ends nothing", async () => {
  using folder = temporaryFolder();
  writeCausalOnnx(folder.file("gpt"));
  await using engine = await open(folder, "gpt");
  const counts = async (text: string) => {
    const sections = [{ id: "main", role: "user", text, trim: { kind: "required" } } as const];
    const request = makeRequest({ maxTokens: 4 });
    const { report } = await readReply(engine, {
      ...request,
      prompt: { sections, replyPrefix: "" },
    });
    return report.promptTokens;
  };
  expect(await counts("rain<|endoftext|>rain")).toBeGreaterThan((await counts("rainrain")) + 3);
});

test.each<readonly [what: string, spoil: (folder: TemporaryFolder) => void, says: RegExp]>([
  [
    "no folder",
    (folder) => rmSync(folder.file("gpt"), { recursive: true }),
    /no model folder "gpt"/,
  ],
  ["no tokenizer", (folder) => rmSync(folder.file("gpt/tokenizer.json")), /no tokenizer\.json/],
  ["no weights", (folder) => rmSync(folder.file("gpt/onnx/model.onnx")), /onnx\/model\.onnx/],
  [
    "weights that are cut off",
    (folder) => {
      const file = folder.file("gpt/onnx/model.onnx");
      writeFileSync(file, readFileSync(file).subarray(0, 900));
    },
    /can't be loaded/,
  ],
  [
    "a config.json of something else",
    (folder) => writeFileSync(folder.file("gpt/config.json"), "[]"),
    /config\.json that can't be used/,
  ],
])("%s ends in one line that says what is wrong", async (_what, spoil, says) => {
  using folder = temporaryFolder();
  writeCausalOnnx(folder.file("gpt"));
  spoil(folder);
  await expect(open(folder, "gpt")).rejects.toMatchObject({
    name: "UserError",
    message: expect.stringMatching(says),
  });
});
