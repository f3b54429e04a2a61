import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { UserError } from "../../../src/lib/errors.ts";
import { inspectModel } from "../../../src/models/inspect-model.ts";
import { brokenModels } from "../../support/broken-models.ts";
import { demoInspection, openDemoEngine } from "../../support/demo-engine.ts";
import { demoModelFile } from "../../support/demo-request.ts";

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "hearthside-models-"));
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

test("a good file says what it is", async () => {
  expect(await inspectModel(demoModelFile)).toEqual(demoInspection);
});

describe("a broken file ends in one clear line, and this process lives on", () => {
  test.each(brokenModels())("$name", async ({ name, bytes, code }) => {
    const file = join(folder, `${name.replaceAll(" ", "-")}.gguf`);
    await writeFile(file, bytes);
    const error = await inspectModel(file).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UserError);
    expect(error).toMatchObject({ code });
    const { message } = error as UserError;
    expect(message).toContain(".gguf");
    expect(message).not.toContain(folder);
    expect(message).not.toContain("\n");
  });
});

test("an engine is never made of a file that would end the process", async () => {
  const file = join(folder, "no-heads-again.gguf");
  const noHeads = brokenModels().find(({ name }) => name === "no heads");
  await writeFile(file, noHeads?.bytes ?? "");
  await expect(openDemoEngine({ modelFile: file, inspection: undefined })).rejects.toMatchObject({
    code: "model-damaged",
  });
});

test("a file that passes inspection and can't be loaded after all is an error with its reason", async () => {
  const file = join(folder, "odd-vocabulary.gguf");
  const whole = brokenModels().find(({ name }) => name === "cut in half");
  await writeFile(file, whole?.bytes ?? "");
  await expect(openDemoEngine({ modelFile: file })).rejects.toMatchObject({
    code: "model-load-failed",
  });
});

test("a missing file is missing", async () => {
  await expect(inspectModel(join(folder, "nowhere.gguf"))).rejects.toMatchObject({
    code: "model-missing",
    message: "There is no model file nowhere.gguf.",
  });
});

test("a folder is no model", async () => {
  await expect(inspectModel(folder)).rejects.toMatchObject({ code: "model-not-gguf" });
});

test("reading that takes too long is given up", async () => {
  await expect(inspectModel(demoModelFile, { timeoutMs: 1 })).rejects.toMatchObject({
    code: "model-damaged",
    message: expect.stringContaining("can't be read in"),
  });
});

test("an abort ends it with the reason", async () => {
  const stop = new AbortController();
  const inspected = inspectModel(demoModelFile, { signal: stop.signal });
  const reason = new Error("enough");
  stop.abort(reason);
  await expect(inspected).rejects.toBe(reason);
});
