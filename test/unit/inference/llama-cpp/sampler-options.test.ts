import type { Token } from "node-llama-cpp";
import { expect, test } from "vitest";
import type { SamplingSettings } from "../../../../src/generation/request.ts";
import { defaultSampling } from "../../../../src/generation/sampling-defaults.ts";
import { mapSampling } from "../../../../src/inference/llama-cpp/sampler-options.ts";

const off: SamplingSettings = { ...defaultSampling, repeatPenalty: 1, seed: 7 };

function map(settings: Partial<SamplingSettings>, vocabularySize = 2048) {
  const recentTokens = (count: number) => Array.from({ length: count }, (_, id) => id as Token);
  return mapSampling({ ...off, ...settings }, { vocabularySize, recentTokens });
}

test("the basics are written out, and what is off isn't there", () => {
  expect(map({ temperature: 0.8, topP: 0.9, minP: 0.1, topK: 40 })).toEqual({
    options: { temperature: 0.8, topK: 40, topP: 0.9, minP: 0.1, seed: 7 },
    ignored: [],
  });
});

test.each([
  [0, 2048, 0],
  [0, 128_256, 1000],
  [5000, 128_256, 5000],
])("topK %i with %i tokens becomes %i", (topK, vocabularySize, expected) => {
  expect(map({ topK }, vocabularySize).options.topK).toBe(expected);
});

test("DRY always says how far it looks back: the library's default turns it off", () => {
  expect(map({ dryMultiplier: 0.8 }).options.dryRepeatPenalty).toMatchObject({
    strength: 0.8,
    base: 1.75,
    allowedLength: 2,
    lastTokens: 1024,
    sequenceBreakers: ["\n", ":", '"', "*"],
  });
});

test("the repetition penalty sees as many tokens as it is told", () => {
  const { repeatPenalty } = map({ repeatPenalty: 1.1, repeatLastTokens: 64 }).options;
  expect(repeatPenalty).toMatchObject({ penalty: 1.1, frequencyPenalty: 0, presencePenalty: 0 });
  const tokens = repeatPenalty?.punishTokens;
  expect(typeof tokens === "function" ? tokens() : tokens).toHaveLength(64);
});

test("a frequency penalty alone doesn't bring the library's repetition penalty with it", () => {
  expect(map({ frequencyPenalty: 0.5 }).options.repeatPenalty).toMatchObject({
    penalty: 1,
    frequencyPenalty: 0.5,
  });
  expect(map({ repeatPenalty: 1.1, repeatLastTokens: 0 }).options.repeatPenalty).toBeUndefined();
});

test("XTC has both its numbers", () => {
  expect(map({ xtcProbability: 0.5, xtcThreshold: 0.2 }).options.xtc).toEqual({
    probability: 0.5,
    threshold: 0.2,
  });
});

test("seeds are cut to 32 bits, since llama.cpp has no more", () => {
  expect(map({ seed: 2 ** 32 + 5 }).options.seed).toBe(5);
});

test("samplers that llama.cpp has but the library doesn't pass on are reported, where they are in use", () => {
  expect(map({ typicalP: 0.9, mirostat: 2, topNSigma: 0, dynatempRange: 0.5 }).ignored).toEqual([
    "dynatempRange",
    "typicalP",
    "mirostat",
    "mirostatTau",
    "mirostatEta",
  ]);
  expect(map({ mirostatTau: 3, smoothingCurve: 2 }).ignored).toEqual([]);
});

test("settings of a newer bot that no sampler is known for are reported", () => {
  const newer: SamplingSettings & { quantumFlux: number } = { ...off, quantumFlux: 2 };
  expect(map(newer).ignored).toEqual(["quantumFlux"]);
});
