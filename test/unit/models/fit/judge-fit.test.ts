import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { judgeFit } from "../../../../src/models/fit/judge-fit.ts";
import type { MemoryPlan } from "../../../../src/models/fit/memory-need.ts";
import { type ModelShape, modelShape } from "../../../../src/models/fit/model-shape.ts";

const gib = 1024 ** 3;

/** Llama 2 7B as Q4_K_M. */
const seven: ModelShape = {
  parameters: 6.74e9,
  layers: 32,
  layerBytes: 3.8 * gib,
  otherBytes: 0.2 * gib,
  cacheNumbers: 2 * 32 * 4096,
  embeddingLength: 4096,
  feedForwardLength: 11_008,
  vocabularySize: 32_000,
};

const plan: MemoryPlan = {
  contextSize: 4096,
  slots: 4,
  batchSize: 512,
  cacheType: "f16",
  gpuLayers: null,
};

describe("whether a model fits", () => {
  test("counts weights, every slot's conversation and what computing takes", () => {
    const fit = judgeFit(seven, plan, { ramBytes: 64 * gib, gpuBytes: null });
    expect(fit.weightBytes).toBe(4 * gib);
    // 512 KiB a token, as llama.cpp has it for this model.
    expect(fit.cacheBytes).toBe(4 * 4096 * 512 * 1024);
    expect(fit).toMatchObject({ verdict: "fits", suggestion: null, onGpu: false });
  });

  test.each([
    ["fewer slots", 8.5, { kind: "slots", slots: 2 }],
    ["less context", 5.5, { kind: "context", contextSize: 2048, slots: 1 }],
    ["a smaller file", 4.8, { kind: "quantisation", quantisation: "Q2_K", slots: 1 }],
    ["nothing", 0.5, null],
  ])("with too little memory, %s would help", (_, free, suggestion) => {
    const fit = judgeFit(seven, plan, { ramBytes: free * gib, gpuBytes: null });
    expect(fit).toMatchObject({ verdict: "too-large", suggestion });
  });

  test("a GPU that holds half of it makes it slow, and says how many layers it holds", () => {
    const fit = judgeFit(seven, plan, { ramBytes: 64 * gib, gpuBytes: 6 * gib });
    expect(fit).toMatchObject({ verdict: "slow", onGpu: true, layers: 32 });
    expect(fit.gpuLayers).toBeGreaterThan(8);
    expect(fit.gpuLayers).toBeLessThan(24);
  });

  test("a conversation stored at eight bits takes little more than half", () => {
    const { cacheBytes } = judgeFit(
      seven,
      { ...plan, cacheType: "q8_0" },
      { ramBytes: 64 * gib, gpuBytes: null },
    );
    expect(cacheBytes / (4 * 4096 * 512 * 1024)).toBeCloseTo(0.53, 2);
  });

  test("what is suggested really fits, and more memory never makes it worse", () => {
    const order = ["too-large", "slow", "fits"];
    fc.assert(
      fc.property(fc.double({ min: 0.5, max: 20, noNaN: true }), (free) => {
        const memory = { ramBytes: free * gib, gpuBytes: null };
        const fit = judgeFit(seven, plan, memory);
        const more = judgeFit(seven, plan, { ...memory, ramBytes: memory.ramBytes * 2 });
        expect(order.indexOf(more.verdict)).toBeGreaterThanOrEqual(order.indexOf(fit.verdict));
        if (fit.suggestion === null || fit.suggestion.kind === "quantisation") return;
        const { kind: _, ...changes } = fit.suggestion;
        expect(judgeFit(seven, { ...plan, ...changes }, memory).verdict).toBe("fits");
      }),
      { numRuns: 200 },
    );
  });
});

test("a header that makes no sense counts as nothing", () => {
  const shape = modelShape({
    own: { block_count: "many", attention: { head_count: -1, head_count_kv: [] } },
    vocabularySize: 0,
    tensors: [{ name: "blk.0.x", dimensions: [32n, 2], ggmlType: 999 }],
  });
  expect(shape).toMatchObject({ layers: 1, layerBytes: 64, cacheNumbers: 0 });
});
