import fc from "fast-check";
import { expect, test } from "vitest";
import { headerProblem } from "../../../src/models/gguf-header.ts";

function header(version: number, tensors: bigint, keys: bigint): Buffer {
  const bytes = Buffer.alloc(24);
  bytes.write("GGUF");
  bytes.writeUInt32LE(version, 4);
  bytes.writeBigUInt64LE(tensors, 8);
  bytes.writeBigUInt64LE(keys, 16);
  return bytes;
}

test.each([2, 3])("version %i with counts that the file has room for is fine", (version) => {
  expect(headerProblem(header(version, 39n, 34n), 5_000_000)).toBeUndefined();
});

test.each([
  ["more tensors than bytes", header(3, 2n ** 60n, 3n), "model-damaged"],
  ["more keys than bytes", header(3, 3n, 2n ** 63n), "model-damaged"],
  ["tensors that can't fit", header(3, 90_000n, 3n), "model-damaged"],
  ["version 1", header(1, 1n, 1n), "model-version"],
  ["version 0", header(0, 1n, 1n), "model-version"],
  ["version 3 of the other byte order", header(0x03000000, 1n, 1n), "model-version"],
  ["only a magic", Buffer.from("GGUF"), "model-damaged"],
  ["nothing", Buffer.alloc(0), "model-damaged"],
  ["GGML", Buffer.from("lmgg"), "model-legacy-ggml"],
  ["GGMF", Buffer.from("fmgg"), "model-legacy-ggml"],
  ["GGJT", Buffer.from("tjgg"), "model-legacy-ggml"],
  [
    "a Git LFS pointer",
    Buffer.from("version https://git-lfs.github.com/spec/v1"),
    "model-not-gguf",
  ],
  ["an HTML page", Buffer.from("\n<html lang=en>"), "model-not-gguf"],
  ["a ZIP archive", Buffer.from("PK\u0003\u0004"), "model-not-gguf"],
  ["safetensors", Buffer.from('\u0010\0\0\0\0\0\0\0{"a":1}'), "model-not-gguf"],
])("%s is told", (_what, bytes, code) => {
  expect(headerProblem(bytes, 1_000_000)).toMatchObject({ code });
});

test("any bytes get an answer", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), fc.boolean(), (bytes, withMagic) => {
      const start = withMagic ? Buffer.concat([Buffer.from("GGUF"), bytes]) : bytes;
      const message = headerProblem(start, 1000)?.what.english ?? "is fine";
      expect(message).toMatch(/^(?:is|has) /);
    }),
  );
});
