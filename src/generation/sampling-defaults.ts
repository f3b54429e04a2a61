import type { SamplingSettings } from "./request.ts";

/** Even-tempered settings for roleplay: varied, with the unlikely tail cut off by min-p. */
export const defaultSampling: Omit<SamplingSettings, "seed"> = {
  temperature: 0.8,
  topK: 0,
  topP: 1,
  minP: 0.05,
  repeatPenalty: 1.05,
  repeatLastTokens: 128,
  frequencyPenalty: 0,
  presencePenalty: 0,
  dryMultiplier: 0,
  xtcProbability: 0,
  xtcThreshold: 0.1,
};
