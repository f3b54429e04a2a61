import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { UserError } from "../../../src/lib/errors.ts";
import { readCatalogue } from "../../../src/models/catalogue/read-catalogue.ts";
import { type PullOptions, pullModel } from "../../../src/models/pull/pull-model.ts";
import { demoInspection } from "../../support/demo-engine.ts";
import { demoModelFile } from "../../support/demo-request.ts";
import { startModelServer } from "../../support/model-server.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const model = readFileSync(demoModelFile);
const catalogue = await readCatalogue();
const plenty = 2 ** 40;

// Where the look into a file matters, it is done by processes of their own, which take their time to start on a busy machine.
vi.setConfig({ testTimeout: 180_000 });

/** Everywhere else it is known what they would find. */
const knownFile = {
  inspect: async () => demoInspection,
  inspectRemote: async () => demoInspection,
};

function folder(): string {
  const made = temporaryFolder();
  onTestFinished(() => made[Symbol.dispose]());
  return made.path;
}

function options(source: string, url: string, more: Partial<PullOptions> = {}): PullOptions {
  return {
    source,
    modelsDir: folder(),
    catalogue,
    endpoint: url,
    freeDisk: async () => plenty,
    beforeDownload: async () => {},
    onProgress: () => {},
    signal: new AbortController().signal,
    ...knownFile,
    ...more,
  };
}

test("a model comes by its name on Hugging Face, checked and with its header seen first", async () => {
  await using server = await startModelServer(model);
  const seen: string[] = [];
  const pull = options("hf:user/Repo-GGUF:Q8_0", server.url, {
    inspect: undefined,
    inspectRemote: undefined,
    beforeDownload: async ({ name, shape }) => void seen.push(`${name}, ${shape.layers} layers`),
  });
  const pulled = await pullModel(pull);
  expect(seen).toEqual(["Hearthside 4M, 4 layers"]);
  expect(pulled).toMatchObject({ fresh: true, verified: true, sizeBytes: model.length });
  expect(readdirSync(pull.modelsDir)).toEqual(["Repo.Q8_0.gguf"]);
  expect(readFileSync(pulled.file).equals(model)).toBe(true);
  expect(await pullModel({ ...pull, ...knownFile })).toMatchObject({
    fresh: false,
    sha256: pulled.sha256,
  });
});

test("a download that is stopped goes on where it was", async () => {
  await using server = await startModelServer(model);
  const stop = new AbortController();
  const pull = options(`${server.url}/model.gguf`, server.url, {
    signal: stop.signal,
    onProgress: ({ doneBytes }) => {
      if (doneBytes > 0) stop.abort(new Error("stopped"));
    },
  });
  await expect(pullModel(pull)).rejects.toThrow("stopped");
  expect(readdirSync(pull.modelsDir)).not.toContain("model.gguf");
  const again = await pullModel({
    ...pull,
    signal: new AbortController().signal,
    onProgress: () => {},
  });
  expect(readFileSync(again.file).equals(model)).toBe(true);
});

test("a hole that an earlier try left is found, and the file is fetched afresh", async () => {
  await using server = await startModelServer(model);
  const stop = new AbortController();
  const pull = options(`${server.url}/model.gguf`, server.url);
  const stopped = pullModel({
    ...pull,
    signal: stop.signal,
    onProgress: ({ doneBytes }) => {
      if (doneBytes > 0) stop.abort(new Error("stopped"));
    },
  });
  await expect(stopped).rejects.toThrow("stopped");
  // As the library notes it down, behind the file's own bytes: all of it has come, which isn't so.
  const unfinished = join(pull.modelsDir, "model.gguf.ipull");
  const noted = JSON.stringify({
    part: 0,
    chunks: [2],
    chunkSize: 5 * 2 ** 20,
    parallelStreams: 1,
  });
  writeFileSync(unfinished, Buffer.concat([Buffer.alloc(model.length), Buffer.from(noted)]));
  const { file } = await pullModel(pull);
  expect(readFileSync(file).equals(model)).toBe(true);
});

test("a file that isn't what the server promised doesn't stay", async () => {
  await using server = await startModelServer(model);
  server.checksum = "0".repeat(64);
  const pull = options(`${server.url}/model.gguf`, server.url);
  await expect(pullModel(pull)).rejects.toMatchObject({ code: "model-checksum" });
  expect(readdirSync(pull.modelsDir)).toEqual([]);
});

test("nothing is downloaded that doesn't fit on the disk or in memory", async () => {
  await using server = await startModelServer(model);
  const source = `${server.url}/model.gguf`;
  const full = options(source, server.url, { freeDisk: async () => 600_000 });
  await expect(pullModel(full)).rejects.toMatchObject({ code: "disk-full" });
  const small = options(source, server.url, {
    beforeDownload: () => Promise.reject(new UserError("model-too-large", "It doesn't fit.")),
  });
  await expect(pullModel(small)).rejects.toMatchObject({ code: "model-too-large" });
  expect(readdirSync(small.modelsDir)).toEqual([]);
});

test.each([
  ["a page about a model", Buffer.from("<!doctype html><title>Model</title>"), "model-not-gguf"],
  ["a file from before GGUF", Buffer.from("lmgg0000000000000000"), "model-legacy-ggml"],
])("%s is refused by its first bytes", async (_, content, code) => {
  await using server = await startModelServer(content);
  const pull = options(`${server.url}/model.gguf`, server.url);
  await expect(pullModel(pull)).rejects.toMatchObject({ name: "UserError", code });
  expect(readdirSync(pull.modelsDir)).toEqual([]);
});

test("a model that is damaged in spite of its header doesn't stay", async () => {
  const damaged = Buffer.from(model.subarray(0, 900_000));
  await using server = await startModelServer(damaged);
  const pull = options(`${server.url}/model.gguf`, server.url, { inspect: undefined });
  await expect(pullModel(pull)).rejects.toMatchObject({ code: "model-damaged" });
  expect(readdirSync(pull.modelsDir)).toEqual([]);
});

test("a quantisation that isn't there and a server that doesn't answer are said", async () => {
  await using server = await startModelServer(model);
  const missing = options("hf:user/Repo:Q1_0", server.url);
  await expect(pullModel(missing)).rejects.toMatchObject({ code: "model-not-offered" });
  const nobody = options("hf:user/Repo:Q8_0", "http://127.0.0.1:9");
  await expect(pullModel(nobody)).rejects.toMatchObject({ code: "model-server-unreachable" });
});

test("another file of that name is not taken for the model", async () => {
  await using server = await startModelServer(model);
  const pull = options(`${server.url}/model.gguf`, server.url);
  writeFileSync(join(pull.modelsDir, "model.gguf"), "something else");
  const pulled = await pullModel(pull);
  expect(readFileSync(pulled.file).equals(model)).toBe(true);
});

test("a folder that can't be written to is said before anything is fetched", async () => {
  await using server = await startModelServer(model);
  const file = join(folder(), "a-file");
  writeFileSync(file, "");
  const modelsDir = join(file, "models");
  const pull = options(`${server.url}/model.gguf`, server.url, { modelsDir });
  await expect(pullModel(pull)).rejects.toMatchObject({ code: "models-read-only" });
});
