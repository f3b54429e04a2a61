import { readdirSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import {
  byteLevelJson,
  makeByteLevelTokenizer,
} from "../../support/checkpoints/byte-level-tokenizer.ts";
import { makeGpt2, makeGptNeo, makeOpt } from "../../support/checkpoints/made-models.ts";
import { type Picklable, pickle } from "../../support/checkpoints/pickle-writer.ts";
import { writeCheckpoint } from "../../support/checkpoints/write-checkpoint.ts";
import { zipOf } from "../../support/checkpoints/write-pytorch.ts";
import { importAny } from "../../support/import-any.ts";
import { type TemporaryFolder, temporaryFolder } from "../../support/temporary-folder.ts";

const endOfText = "<|endoftext|>";
const tokenizer = makeByteLevelTokenizer([], [endOfText]);
const vocabularySize = Object.keys(tokenizer.vocabulary).length;
const files = { "tokenizer.json": byteLevelJson(tokenizer, [endOfText]) };
const model = makeGpt2({ vocabularySize });

function importMade(folder: TemporaryFolder, wishes = {}) {
  return importAny({ source: folder.file("made"), modelsDir: folder.file("models"), wishes });
}

describe("the same model is the same file, whatever it was saved in", () => {
  test.each([
    ["safetensors", "F32"],
    ["safetensors", "BF16"],
    ["safetensors in parts", "F16"],
    ["pytorch", "F32"],
    ["pytorch", "F16"],
    ["pytorch in parts", "BF16"],
    ["old pytorch", "F32"],
    ["old pytorch", "F16"],
  ] as const)("%s of %s", async (container, format) => {
    using folder = temporaryFolder();
    writeCheckpoint(folder.file("made"), model, { files });
    const usual = await importMade(folder, { name: "usual" });
    using other = temporaryFolder();
    writeCheckpoint(other.file("made"), model, { container, format, files });
    const report = await importMade(other, { name: "usual" });
    expect(report.sha256).toBe(usual.sha256);
  });
});

describe("what can't be imported ends in one line that says what to do, and leaves nothing", () => {
  const broken: Readonly<
    Record<string, readonly [change: (folder: TemporaryFolder) => void, code: string, says: RegExp]>
  > = {
    "no config.json": [
      (folder) => writeCheckpoint(folder.file("made"), { ...model, config: {} }, { files }),
      "checkpoint-damaged",
      /model_type/,
    ],
    "a family that runs elsewhere": [
      (folder) => writeConfig(folder, { model_type: "t5" }),
      "checkpoint-unsupported",
      /ENGINE=transformers/,
    ],
    "another family": [
      (folder) => writeConfig(folder, { model_type: "falcon" }),
      "checkpoint-unsupported",
      /"falcon".*as GGUF/,
    ],
    "a config.json of another model": [
      (folder) => writeConfig(folder, { ...model.config, n_embd: 128 }),
      "checkpoint-damaged",
      /wpe\.weight of 128 x 64 in place of 128 x 128/,
    ],
    "heads that don't divide": [
      (folder) => writeConfig(folder, { ...model.config, n_head: 3 }),
      "checkpoint-damaged",
      /3 heads/,
    ],
    "a number that makes no sense": [
      (folder) => writeConfig(folder, { ...model.config, n_layer: 1e9 }),
      "checkpoint-damaged",
      /n_layer/,
    ],
    "OPT-350M's build": [
      (folder) => {
        const opt = makeOpt({ vocabularySize });
        const config = { ...opt.config, do_layer_norm_before: false };
        writeCheckpoint(folder.file("made"), { ...opt, config }, { files });
      },
      "checkpoint-unsupported",
      /OPT-350M.*text-generation-webui/,
    ],
    "a tensor too few": [
      (folder) => writeTensors(folder, model.tensors.slice(1)),
      "checkpoint-incomplete",
      /wte\.weight/,
    ],
    "a tensor of another model": [
      (folder) =>
        writeTensors(folder, [
          ...model.tensors,
          { name: "transformer.h.0.extra", shape: [1], values: Float64Array.of(0) },
        ]),
      "checkpoint-unsupported",
      /h\.0\.extra/,
    ],
    "no tokenizer": [
      (folder) => writeCheckpoint(folder.file("made"), model, { files: {} }),
      "checkpoint-incomplete",
      /tokenizer\.json/,
    ],
    "numbers that aren't any": [
      (folder) => {
        const [first, ...rest] = model.tensors;
        if (first === undefined) throw new Error("the model has no tensors");
        const values = first.values.map((value, index) => (index === 99 ? Number.NaN : value));
        writeTensors(folder, [{ ...first, values }, ...rest]);
      },
      "checkpoint-damaged",
      /token_embd.*aren't any/,
    ],
    "an index that leads out of the folder": [
      (folder) => {
        writeCheckpoint(folder.file("made"), model, { container: "safetensors in parts", files });
        const index = { weight_map: { "transformer.wte.weight": "../../secret.safetensors" } };
        writeFileSync(folder.file("made/model.safetensors.index.json"), JSON.stringify(index));
      },
      "checkpoint-unsafe",
      /isn't a file beside it/,
    ],
    "a Git LFS pointer": [
      (folder) => {
        writeCheckpoint(folder.file("made"), model, { files });
        writeFileSync(
          folder.file("made/model.safetensors"),
          "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n",
        );
      },
      "checkpoint-damaged",
      /git lfs pull/,
    ],
  };

  test.each(Object.entries(broken))("%s", async (_what, [change, code, says]) => {
    using folder = temporaryFolder();
    change(folder);
    await expect(importMade(folder)).rejects.toMatchObject({
      code,
      message: expect.stringMatching(says),
    });
    await expect(importMade(folder)).rejects.toMatchObject({
      message: expect.stringMatching(/^[^\n]{20,400}$/),
    });
    expect(readdirSync(folder.path)).not.toContain("models.gguf");
  });
});

describe("a pickle that asks for more than tensors is refused by name, and nothing of it runs", () => {
  const evil: Readonly<Record<string, Picklable>> = {
    "posix.system": { call: { global: "posix.system" }, args: ["touch owned"] },
    "builtins.eval": { call: { global: "builtins.eval" }, args: ["1"] },
    "torch.hub.load": { global: "torch.hub.load" },
    "numpy.core.multiarray._reconstruct": { global: "numpy.core.multiarray._reconstruct" },
  };

  test.each(Object.entries(evil))("%s", async (name, value) => {
    using folder = temporaryFolder();
    writeCheckpoint(folder.file("made"), model, { container: "pytorch", files });
    const bytes = zipOf([["archive/data.pkl", pickle({ dict: [["a", value]] })]]);
    writeFileSync(folder.file("made/pytorch_model.bin"), bytes);
    await expect(importMade(folder)).rejects.toMatchObject({
      code: "checkpoint-unsafe",
      message: expect.stringContaining(`asks for ${name}`),
    });
    expect(readdirSync(folder.path)).toEqual(["made"]);
  });
});

test.each([
  ["safetensors", "model.safetensors"],
  ["pytorch", "pytorch_model.bin"],
  ["old pytorch", "pytorch_model.bin"],
] as const)(
  "a file of %s alone is refused with what to import instead",
  async (container, name) => {
    using folder = temporaryFolder();
    writeCheckpoint(folder.file("made"), model, { container, files });
    const source = folder.file(`made/${name}`);
    await expect(importAny({ source, modelsDir: folder.path })).rejects.toMatchObject({
      code: "model-not-ggml",
      message: expect.stringContaining("import the folder that it lies in"),
    });
  },
);

test("a context that the positions don't reach is refused", async () => {
  using folder = temporaryFolder();
  writeCheckpoint(folder.file("made"), makeGptNeo({ vocabularySize }), { files });
  await expect(importMade(folder, { contextLength: 4096 })).rejects.toMatchObject({
    code: "checkpoint-unsupported",
    message: expect.stringContaining("512 tokens"),
  });
});

function writeConfig(folder: TemporaryFolder, config: Record<string, unknown>): void {
  writeCheckpoint(folder.file("made"), { ...model, config }, { files });
}

function writeTensors(folder: TemporaryFolder, tensors: typeof model.tensors): void {
  writeCheckpoint(folder.file("made"), { ...model, tensors }, { files });
}
