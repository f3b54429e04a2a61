import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { SamplingSettings } from "../../../../src/generation/request.ts";
import { chooseToken, seededRandom } from "../../../../src/inference/transformers/choose-token.ts";
import { makeRequest } from "../../../support/generation-request.ts";

const off: SamplingSettings = {
  ...makeRequest().sampling,
  temperature: 1,
  topK: 0,
  topP: 1,
  minP: 0,
  repeatPenalty: 1,
  frequencyPenalty: 0,
  presencePenalty: 0,
  xtcProbability: 0,
};

/** Chances of 1/2, 1/4, 1/8 and 1/8, out of order. */
const logits = Float32Array.of(Math.log(2), Math.log(8), Math.log(4), Math.log(2));

/** How often each token is chosen, for evenly spread random numbers. */
function counts(sampling: Partial<SamplingSettings>, recent: readonly number[] = []) {
  const chosen = [0, 0, 0, 0];
  for (let index = 0; index < 1000; index++) {
    const random = () => (index + 0.5) / 1000;
    const token = chooseToken(logits, { ...off, ...sampling }, { recent, random });
    chosen[token] = (chosen[token] ?? 0) + 1;
  }
  return chosen;
}

describe("a token is chosen as often as it should", () => {
  test.each<readonly [what: string, sampling: Partial<SamplingSettings>, counts: number[]]>([
    ["everything off", {}, [125, 500, 250, 125]],
    ["temperature 0", { temperature: 0 }, [0, 1000, 0, 0]],
    ["top-k of 2", { topK: 2 }, [0, 667, 333, 0]],
    ["top-p of 0.7", { topP: 0.7 }, [0, 667, 333, 0]],
    ["top-p of 0", { topP: 0 }, [0, 1000, 0, 0]],
    ["min-p of 0.3", { minP: 0.3 }, [0, 667, 333, 0]],
    ["XTC, always", { xtcProbability: 1, xtcThreshold: 0.2 }, [250, 0, 500, 250]],
    ["half the temperature", { temperature: 0.5 }, [45, 727, 182, 45]],
  ])("%s", (_what, sampling, expected) => {
    for (const [token, count] of counts(sampling).entries())
      expect(Math.abs(count - (expected[token] ?? 0))).toBeLessThan(3);
  });
});

test("penalties count the last tokens only", () => {
  const hard = { frequencyPenalty: 100, temperature: 0 };
  expect(counts({ ...hard, repeatLastTokens: 2 }, [1, 2, 2])[1]).toBe(1000);
  expect(counts({ ...hard, repeatLastTokens: 3 }, [1, 2, 2])[1]).toBe(0);
  expect(counts({ ...hard, repeatLastTokens: 0 }, [1])[1]).toBe(1000);
});

test("whatever the settings, the token is one of them", () => {
  fc.assert(
    fc.property(
      fc.array(fc.float({ min: -50, max: 50, noNaN: true }), { minLength: 1, maxLength: 40 }),
      fc.record({
        temperature: fc.double({ min: 0, max: 5, noNaN: true }),
        topK: fc.nat({ max: 50 }),
        topP: fc.double({ min: 0, max: 1, noNaN: true }),
        minP: fc.double({ min: 0, max: 1, noNaN: true }),
        xtcProbability: fc.double({ min: 0, max: 1, noNaN: true }),
      }),
      fc.nat(),
      (values, sampling, seed) => {
        const random = seededRandom(seed);
        const token = chooseToken(
          Float32Array.from(values),
          { ...off, ...sampling },
          { recent: [0], random },
        );
        expect(Number.isInteger(token) && token >= 0 && token < values.length).toBe(true);
      },
    ),
  );
});
