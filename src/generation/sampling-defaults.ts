import type { SamplingSettings } from "./request.ts";

/** What a person chooses; the dice are thrown for each reply. */
export type SamplingChoice = Omit<SamplingSettings, "seed">;

/** Nothing but the model's own distribution: every sampler is off, with usual values for when it is turned on. */
export const neutralSampling: SamplingChoice = {
  temperature: 1,
  dynatempRange: 0,
  dynatempExponent: 1,
  smoothingFactor: 0,
  smoothingCurve: 1,
  topK: 0,
  topP: 1,
  minP: 0,
  typicalP: 1,
  tailFree: 1,
  topA: 0,
  topNSigma: 0,
  mirostat: 0,
  mirostatTau: 5,
  mirostatEta: 0.1,
  repeatPenalty: 1,
  repeatLastTokens: 128,
  frequencyPenalty: 0,
  presencePenalty: 0,
  dryMultiplier: 0,
  dryBase: 1.75,
  dryAllowedLength: 2,
  dryLastTokens: 1024,
  drySequenceBreakers: ["\n", ":", '"', "*"],
  xtcProbability: 0,
  xtcThreshold: 0.1,
};

/** Even-tempered settings for roleplay: varied, with the unlikely tail cut off by min-p. */
export const defaultSampling: SamplingChoice = {
  ...neutralSampling,
  temperature: 0.8,
  minP: 0.05,
  repeatPenalty: 1.05,
};
