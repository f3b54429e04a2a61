import type { SamplingSettings } from "./request.ts";
import { neutralSampling, type SamplingChoice } from "./sampling-defaults.ts";

/** Whether a setting changes anything, with the values that it and its companions have. */
const matters: Readonly<Record<keyof SamplingSettings, (settings: SamplingSettings) => boolean>> = {
  temperature: () => true,
  dynatempRange: usesDynatemp,
  dynatempExponent: (settings) => usesDynatemp(settings) && settings.dynatempExponent !== 1,
  smoothingFactor: ({ smoothingFactor }) => smoothingFactor > 0,
  smoothingCurve: ({ smoothingFactor, smoothingCurve }) =>
    smoothingFactor > 0 && smoothingCurve !== 1,
  topK: ({ topK }) => topK > 0,
  topP: ({ topP }) => topP < 1,
  minP: ({ minP }) => minP > 0,
  typicalP: ({ typicalP }) => typicalP < 1,
  tailFree: ({ tailFree }) => tailFree < 1,
  topA: ({ topA }) => topA > 0,
  topNSigma: ({ topNSigma }) => topNSigma > 0,
  mirostat: ({ mirostat }) => mirostat > 0,
  mirostatTau: ({ mirostat }) => mirostat > 0,
  mirostatEta: ({ mirostat }) => mirostat > 0,
  repeatPenalty: ({ repeatPenalty }) => repeatPenalty !== 1,
  repeatLastTokens: ({ repeatPenalty }) => repeatPenalty !== 1,
  frequencyPenalty: ({ frequencyPenalty }) => frequencyPenalty !== 0,
  presencePenalty: ({ presencePenalty }) => presencePenalty !== 0,
  dryMultiplier: usesDry,
  dryBase: (settings) => usesDry(settings) && isUnusual("dryBase", settings),
  dryAllowedLength: (settings) => usesDry(settings) && isUnusual("dryAllowedLength", settings),
  dryLastTokens: (settings) => usesDry(settings) && isUnusual("dryLastTokens", settings),
  drySequenceBreakers: (settings) =>
    usesDry(settings) && isUnusual("drySequenceBreakers", settings),
  xtcProbability: ({ xtcProbability }) => xtcProbability > 0,
  xtcThreshold: ({ xtcProbability }) => xtcProbability > 0,
  seed: () => true,
};

export const samplerNames = Object.keys(matters) as readonly (keyof SamplingSettings)[];

/** The settings that change the reply: what is off, or belongs to something that is off, is left out. */
export function settingsInUse(settings: SamplingSettings): readonly (keyof SamplingSettings)[] {
  return samplerNames.filter((name) => matters[name](settings));
}

function usesDynatemp({ dynatempRange }: SamplingSettings): boolean {
  return dynatempRange > 0;
}

function usesDry({ dryMultiplier }: SamplingSettings): boolean {
  return dryMultiplier > 0;
}

/** What every implementation has when it isn't told otherwise needs no mention. */
function isUnusual(name: keyof SamplingChoice, settings: SamplingSettings): boolean {
  return JSON.stringify(settings[name]) !== JSON.stringify(neutralSampling[name]);
}
