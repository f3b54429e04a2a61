import fc from "fast-check";
import { expect, test } from "vitest";
import { encodeRows } from "../../../../src/models/checkpoint/rows/encode-rows.ts";
import {
  asColumn,
  asVector,
  computedRows,
  gatheredRows,
  orderedRows,
  type Rows,
  scaledRows,
  stackedRows,
} from "../../../../src/models/checkpoint/rows/rows.ts";
import { transposedRows } from "../../../../src/models/checkpoint/rows/transposed-rows.ts";
import { fromHalf } from "../../../../src/models/gguf/half-float.ts";
import { tensorTypes } from "../../../../src/models/gguf/tensor-types.ts";

/** A matrix whose numbers tell where they stand. */
function numbered(count: number, length: number, first = 0): Rows {
  return computedRows(count, length, (row) =>
    Array.from({ length }, (_, column) => first + row * length + column),
  );
}

async function valuesOf(rows: Rows, start = 0, count = rows.count - start): Promise<number[][]> {
  const bytes = await rows.read(start, count);
  return Array.from({ length: count }, (_, row) =>
    Array.from({ length: rows.length }, (_unused, column) =>
      bytes.readFloatLE((row * rows.length + column) * 4),
    ),
  );
}

test("a matrix is turned over, also where it is held in strips", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 1, max: 400 }),
      async (count, length, stripBytes) => {
        const turned = await valuesOf(transposedRows(numbered(count, length), stripBytes));
        const straight = await valuesOf(numbered(count, length));
        expect(turned).toEqual(
          Array.from({ length }, (_, column) => straight.map((row) => row[column])),
        );
      },
    ),
  );
});

test("rows are the same however few are read at once", async () => {
  const rows = orderedRows(
    stackedRows([numbered(4, 3), scaledRows(numbered(4, 3, 12), 1)]),
    [2, 0, 3, 1],
  );
  const whole = await valuesOf(rows);
  expect(whole.map(([first = 0]) => first / 3)).toEqual([2, 0, 3, 1, 6, 4, 7, 5]);
  for (let start = 0; start < 8; start++)
    for (let count = 1; start + count <= 8; count++)
      expect(await valuesOf(rows, start, count)).toEqual(whole.slice(start, start + count));
});

test("a vector is put in order by runs", async () => {
  const runs = [
    { start: 4, count: 2 },
    { start: 0, count: 3 },
  ];
  expect(await valuesOf(asVector(gatheredRows(asColumn(numbered(1, 6)), runs)))).toEqual([
    [4, 5, 0, 1, 2],
  ]);
});

test("numbers in blocks of eight bits are off by half a step at most", async () => {
  const number = fc.double({ min: -50, max: 50, noNaN: true });
  await fc.assert(
    fc.asyncProperty(fc.array(number, { minLength: 64, maxLength: 64 }), async (values) => {
      const rows = computedRows(1, 64, () => values);
      const pieces: Buffer[] = [];
      for await (const piece of encodeRows(rows, tensorTypes.Q8_0)) pieces.push(piece);
      const blocks = Buffer.concat(pieces);
      expect(blocks).toHaveLength(2 * 34);
      for (const [index, value] of values.entries()) {
        const start = Math.floor(index / 32) * 34;
        const scale = fromHalf(blocks.readUInt16LE(start));
        const stored = blocks.readInt8(start + 2 + (index % 32)) * scale;
        // Half a step, and what rounding the scale to 16 bits does to 127 steps; scales near zero are 2^-24 apart.
        const rounding = 127 * Math.max(scale / 2048, 2 ** -25);
        expect(Math.abs(stored - value)).toBeLessThanOrEqual(scale * 0.51 + rounding);
      }
    }),
    { numRuns: 50 },
  );
});

test.each([
  [Number.NaN, false],
  [Number.POSITIVE_INFINITY, false],
  [70_000, true],
])("%d has no place among 16-bit floats", async (value, isTooLarge) => {
  const rows = computedRows(1, 1, () => [value]);
  const read = async () => {
    for await (const piece of encodeRows(rows, tensorTypes.F16)) expect(piece).toBeDefined();
  };
  await expect(read()).rejects.toMatchObject({ name: "UnfitNumberError", isTooLarge });
});
