import type { GenerationReport } from "../../src/generation/stream-part.ts";

/** What an engine tells of a reply. */
export function aReport(): GenerationReport {
  return {
    promptTokens: 22,
    cachedTokens: 0,
    evaluatedTokens: 22,
    model: "demo",
    generatedTokens: 3,
    seed: 7,
    timeToFirstTokenMs: 1,
    durationMs: 2,
    tokensPerSecond: 1500,
    ignoredSettings: [],
    exactTokens: true,
    sections: [
      { id: "history:old", tokens: 3, included: false },
      { id: "main", tokens: 20, included: true },
      { id: "lore:triggered", tokens: 6, included: true },
      { id: "memory:recall", tokens: 10, included: true },
      { id: "history:new", tokens: 2, included: true },
    ],
  };
}
