import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { resolveModelFile } from "../../../src/models/resolve-model-file.ts";

let modelsDir: string;

beforeAll(async () => {
  modelsDir = await mkdtemp(join(tmpdir(), "hearthside-models-"));
  await mkdir(join(modelsDir, "small"));
  await writeFile(join(modelsDir, "small", "tiny.Q8_0.gguf"), "");
  await writeFile(join(modelsDir, "large.GGUF"), "");
  await writeFile(join(modelsDir, "notes.txt"), "");
});

afterAll(async () => {
  await rm(modelsDir, { recursive: true });
});

test("a path inside the models folder and an absolute path are found", async () => {
  const file = join(modelsDir, "small", "tiny.Q8_0.gguf");
  expect(await resolveModelFile({ model: "small/tiny.Q8_0.gguf", modelsDir })).toBe(file);
  expect(await resolveModelFile({ model: file, modelsDir: "elsewhere" })).toBe(file);
});

test("a model that isn't there ends in a list of those that are", async () => {
  await expect(resolveModelFile({ model: "huge.gguf", modelsDir })).rejects.toMatchObject({
    code: "model-missing",
    message: expect.stringContaining("large.GGUF, small/tiny.Q8_0.gguf"),
  });
});

test("without any model it says that there is none", async () => {
  await expect(
    resolveModelFile({ model: "huge.gguf", modelsDir: join(modelsDir, "none") }),
  ).rejects.toMatchObject({ message: expect.stringContaining("no .gguf file") });
});

test("a relative path doesn't lead out of the models folder", async () => {
  await expect(resolveModelFile({ model: "../secret.gguf", modelsDir })).rejects.toMatchObject({
    code: "model-outside",
  });
});
