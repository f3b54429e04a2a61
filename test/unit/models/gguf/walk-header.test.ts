import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { modelRemark } from "../../../../src/generation/model-remarks.ts";
import { type HeaderWalk, walkHeader } from "../../../../src/models/gguf/walk-header.ts";
import { mutateBytes } from "../../../support/mutate-bytes.ts";
import { temporaryFolder } from "../../../support/temporary-folder.ts";
import { writeTinyModel } from "../../../support/tiny-model.ts";

const whole = makeModel();

function makeModel(): Buffer {
  using folder = temporaryFolder();
  writeTinyModel(folder.file("tiny.gguf"), { name: "Tiny", word: "ø" });
  return readFileSync(folder.file("tiny.gguf"));
}

/** As somebody reads it who has only the start at first. */
function walkByAndBy(bytes: Buffer): { readonly found: HeaderWalk; readonly reads: number } {
  let reads = 1;
  let found = walkHeader(bytes.subarray(0, 64), bytes.length);
  while (found.kind === "more") {
    found = walkHeader(bytes.subarray(0, found.bytes), bytes.length);
    reads++;
  }
  return { found, reads };
}

/** The tiny model with another number where a key's value is. */
function withNumber(key: string, skipped: number, write: (bytes: Buffer, at: number) => void) {
  const bytes = Buffer.from(whole);
  write(bytes, bytes.indexOf(key) + key.length + skipped);
  return bytes;
}

test("a sound header is gone over to its end, in as many pieces as it comes in", () => {
  expect(walkHeader(whole, whole.length)).toMatchObject({ kind: "sound" });
  const { found, reads } = walkByAndBy(whole);
  expect(found).toEqual(walkHeader(whole, whole.length));
  expect(reads).toBeGreaterThan(10);
});

describe("what can't be is refused at once", () => {
  const damaged = { kind: "problem", what: modelRemark("file-header-impossible") };
  const cut = { kind: "problem", what: modelRemark("file-cut-off") };
  test.each<[what: string, bytes: Buffer, expected: object]>([
    [
      "2^40 tokens",
      withNumber("tokenizer.ggml.tokens", 8, (bytes, at) => bytes.writeBigUInt64LE(2n ** 40n, at)),
      cut,
    ],
    [
      "an array of arrays",
      withNumber("tokenizer.ggml.tokens", 4, (bytes, at) => bytes.writeUInt32LE(9, at)),
      damaged,
    ],
    [
      "a name of 2^64 bytes",
      withNumber("general.name", 4, (bytes, at) => bytes.writeBigUInt64LE(2n ** 64n - 1n, at)),
      cut,
    ],
    [
      "a value of an unknown type",
      withNumber("general.name", 0, (bytes, at) => bytes.writeUInt32LE(77, at)),
      damaged,
    ],
    [
      "four million layers",
      withNumber("llama.block_count", 4, (bytes, at) => bytes.writeUInt32LE(4_000_000, at)),
      damaged,
    ],
    ...["llama.block_count", "llama.context_length", "llama.embedding_length"].map(
      (key): [string, Buffer, object] => [
        `no ${key}`,
        withNumber(key, 4, (bytes, at) => bytes.writeUInt32LE(0, at)),
        damaged,
      ],
    ),
    [
      "a tensor of 2^32 dimensions",
      withNumber("output_norm.weight", 0, (bytes, at) => bytes.writeUInt32LE(0xffff_ffff, at)),
      damaged,
    ],
    [
      "a tensor of 2^60 numbers",
      withNumber("output_norm.weight", 4, (bytes, at) => bytes.writeBigUInt64LE(2n ** 60n, at)),
      damaged,
    ],
    [
      "a tensor beyond the file's end",
      withNumber("output_norm.weight", 4, (bytes, at) => bytes.writeBigUInt64LE(2n ** 30n, at)),
      cut,
    ],
    ["a file without its last tensor", whole.subarray(0, -200), cut],
  ])("%s", (_, bytes, expected) => {
    expect(walkByAndBy(bytes).found).toMatchObject(expected);
  });
});

test("of five hundred mutants each ends, sound or refused", () => {
  const kinds = Array.from({ length: 500 }, (_, seed) => mutateBytes(whole, seed))
    // The first 24 bytes are somebody else's.
    .filter(({ length }) => length >= 24)
    .map((bytes) => walkHeader(bytes, bytes.length).kind);
  expect(new Set(kinds)).toEqual(new Set(["sound", "problem"]));
  expect(kinds.filter((kind) => kind === "problem").length).toBeGreaterThan(150);
});
