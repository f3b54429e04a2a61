import fc from "fast-check";
import { expect, test } from "vitest";
import { fromHalf, toHalf } from "../../../../src/models/gguf/half-float.ts";

test("every half float is itself again", () => {
  const wrong = Array.from({ length: 0x10000 }, (_, half) => half).filter((half) => {
    const value = fromHalf(half);
    return !Number.isNaN(value) && toHalf(value) !== half;
  });
  expect(wrong).toEqual([]);
});

test("the nearest half is taken, and of two the even one", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 0x7bfe }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (half, share) => {
        const [below, above] = [fromHalf(half), fromHalf(half + 1)];
        const value = Math.fround(below + (above - below) * share);
        const rounded = fromHalf(toHalf(value));
        expect(Math.abs(rounded - value)).toBeLessThanOrEqual(
          Math.min(value - below, above - value) + Number.EPSILON * value,
        );
      },
    ),
  );
  expect(toHalf((fromHalf(0x3c00) + fromHalf(0x3c01)) / 2)).toBe(0x3c00);
  expect(toHalf((fromHalf(0x3c01) + fromHalf(0x3c02)) / 2)).toBe(0x3c02);
});

test.each([
  ["too large", 65_520, 0x7c00],
  ["the largest", 65_504, 0x7bff],
  ["infinite", Number.NEGATIVE_INFINITY, 0xfc00],
  ["too small", 2 ** -26, 0],
  ["the smallest", 2 ** -24, 1],
  ["no number", Number.NaN, 0x7e00],
])("%s", (_what, value, half) => {
  expect(toHalf(value)).toBe(half);
});
