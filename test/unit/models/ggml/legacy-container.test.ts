import { describe, expect, test } from "vitest";
import { recogniseLegacyFile } from "../../../../src/models/ggml/legacy-container.ts";

function head(magic: string, ...numbers: readonly number[]): Buffer {
  const bytes = Buffer.alloc(40);
  bytes.write(magic, "latin1");
  for (const [index, number] of numbers.entries()) bytes.writeUInt32LE(number, 4 + 4 * index);
  return bytes;
}

const llama7b = [32_000, 4096, 256, 32, 32, 128, 2] as const;

describe("files of LLaMA are known by their container", () => {
  test.each([
    ["ggml", head("lmgg", ...llama7b)],
    ["ggmf v1", head("fmgg", 1, ...llama7b)],
    ["ggjt v1", head("tjgg", 1, ...llama7b)],
    ["ggjt v2", head("tjgg", 2, ...llama7b)],
    ["ggjt v3", head("tjgg", 3, ...llama7b)],
  ])("%s", (name, bytes) => {
    expect(recogniseLegacyFile(bytes)).toMatchObject({ kind: "llama", container: { name } });
  });

  test("with a vocabulary of its own too", () => {
    expect(recogniseLegacyFile(head("lmgg", 512, 256, 256, 4, 2, 64, 1))).toMatchObject({
      kind: "llama",
    });
  });
});

describe("files of others are named", () => {
  test.each([
    ["GPT-J", head("lmgg", 50_400, 2048, 4096, 16, 28, 64, 2)],
    ["GPT-2", head("lmgg", 50_257, 1024, 768, 12, 12, 2)],
    ["StarCoder", head("lmgg", 49_152, 8192, 6144, 48, 40, 2)],
    ["MPT", head("lmgg", 4096, 2048, 32, 32, 50_432, 0, 0, 2)],
    ["GPT-NeoX", head("lmgg", 50_432, 2048, 2560, 32, 32, 80, 1, 2)],
    ["RWKV-4", head("fmgg", 101, 50_277, 2048, 24, 2)],
    ["LoRA", head("algg", 1, 16, 32)],
    ["Falcon", head("ccgg", 10)],
  ])("%s", (family, bytes) => {
    expect(recogniseLegacyFile(bytes)).toMatchObject({
      kind: "other",
      family: expect.stringContaining(family),
      advice: expect.stringMatching(/\w/),
    });
  });
});

test("versions that never were are said to be unknown", () => {
  expect(recogniseLegacyFile(head("tjgg", 4))).toMatchObject({ kind: "unknown-version" });
  expect(recogniseLegacyFile(head("fmgg", 2))).toMatchObject({ kind: "unknown-version" });
});

test("everything else is no GGML file", () => {
  expect(recogniseLegacyFile(head("GGUF", 3))).toBeUndefined();
  expect(recogniseLegacyFile(Buffer.alloc(0))).toBeUndefined();
});
