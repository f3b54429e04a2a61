import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { UserError } from "../../../src/lib/errors.ts";
import { importAny } from "../../support/import-any.ts";
import { makeLegacyModel } from "../../support/legacy-model.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const whole = makeLegacyModel({ container: "ggjt1", type: "Q4_0" }).files[0] ?? Buffer.alloc(0);

/** Bytes of magic, version and hyper-parameters. */
const headBytes = 36;

function withNumber(offset: number, value: number): Buffer {
  const bytes = Buffer.from(whole);
  bytes.writeUInt32LE(value, offset);
  return bytes;
}

/** Imports these bytes; what it ended in, and whatever lies in the models folder afterwards. */
async function importBytes(bytes: Uint8Array) {
  using folder = temporaryFolder();
  mkdirSync(folder.file("models"));
  writeFileSync(folder.file("model.bin"), bytes);
  const thrown: unknown = await importAny({
    source: folder.file("model.bin"),
    modelsDir: folder.file("models"),
  }).then(
    () => undefined,
    (error: unknown) => error,
  );
  return {
    thrown,
    left: readdirSync(folder.file("models")),
    beside: readdirSync(folder.path).toSorted(),
  };
}

describe("a file that can't be imported ends in one clear line, and leaves nothing", () => {
  test.each([
    ["empty", Buffer.alloc(0), "model-not-ggml"],
    ["a magic alone", whole.subarray(0, 4), "model-not-ggml"],
    ["noise", Buffer.alloc(5000, 0x5a), "model-not-ggml"],
    ["GGUF", Buffer.concat([Buffer.from("GGUF"), whole.subarray(4)]), "model-not-ggml"],
    ["cut in the head", whole.subarray(0, 20), "model-damaged"],
    ["cut in the vocabulary", whole.subarray(0, 400), "model-damaged"],
    ["cut in half", whole.subarray(0, whole.length / 2), "model-damaged"],
    ["one byte short", whole.subarray(0, -1), "model-damaged"],
    ["one byte too long", Buffer.concat([whole, Buffer.alloc(1)]), "model-damaged"],
    ["version 9", withNumber(4, 9), "model-unsupported"],
    ["four billion pieces", withNumber(8, 2 ** 32 - 1), "model-damaged"],
    ["no width", withNumber(12, 0), "model-damaged"],
    ["no heads", withNumber(20, 0), "model-damaged"],
    ["four billion layers", withNumber(24, 2 ** 32 - 1), "model-damaged"],
    ["a layer too many", withNumber(24, 3), "model-damaged"],
    ["a layer too few", withNumber(24, 1), "model-damaged"],
    ["a piece of a gigabyte", withNumber(36, 2 ** 30), "model-damaged"],
    ["another width", withNumber(12, 128), "model-parts"],
  ])("%s", async (_what, bytes, code) => {
    const { thrown, left } = await importBytes(bytes);
    expect(thrown).toBeInstanceOf(UserError);
    expect(thrown).toMatchObject({ code, message: expect.stringMatching(/^[^\n/]{20,300}$/) });
    expect(left).toEqual([]);
  });
});

test("scales that are no numbers are noticed while the data are read", async () => {
  const bytes = Buffer.from(whole);
  // The last tensor is a norm of 64 numbers. Before it lies a matrix, where any 40 bytes hold a whole scale.
  bytes.fill(0xff, bytes.length - 600, bytes.length - 560);
  const { thrown, left } = await importBytes(bytes);
  expect(thrown).toMatchObject({
    code: "model-damaged",
    message: expect.stringMatching(/numbers/),
  });
  expect(left).toEqual([]);
});

test("whatever bytes are changed, it is imported or refused, and nothing else happens", async () => {
  const change = fc.record({
    offset: fc.oneof(
      fc.nat({ max: headBytes + 64 }),
      fc.nat({ max: whole.length - 4 }),
      fc.integer({ min: 2500, max: 9000 }),
    ),
    value: fc.oneof(fc.nat({ max: 300 }), fc.integer({ min: 0, max: 2 ** 32 - 1 })),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(change, { minLength: 1, maxLength: 4 }),
      fc.option(fc.nat({ max: whole.length }), { freq: 4 }),
      async (changes, cutAt) => {
        const bytes = Buffer.from(whole.subarray(0, cutAt ?? whole.length));
        for (const { offset, value } of changes)
          if (offset + 4 <= bytes.length) bytes.writeUInt32LE(value, offset);
        const { thrown, left, beside } = await importBytes(bytes);
        expect(thrown === undefined ? "imported" : thrown).toSatisfy(
          (outcome: unknown) => outcome === "imported" || outcome instanceof UserError,
        );
        expect(left).toEqual(thrown === undefined ? ["model.gguf"] : []);
        expect(beside).toEqual(["model.bin", "models"]);
      },
    ),
    { numRuns: 300 },
  );
});
