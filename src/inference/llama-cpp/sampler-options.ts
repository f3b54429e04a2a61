import type { SequenceEvaluateOptions, Token } from "node-llama-cpp";
import type { SamplingSettings } from "../../generation/request.ts";
import { samplerNames, settingsInUse } from "../../generation/settings-in-use.ts";

/** From this many tokens on, sorting the whole vocabulary for each token costs milliseconds. */
const largeVocabulary = 8192;

/** What "no limit" becomes there: changes only the far tail. */
const mostCandidates = 1000;

/** What this llama.cpp has no sampler for, as far as the library passes it on. */
const missing: ReadonlySet<string> = new Set<keyof SamplingSettings>([
  "dynatempRange",
  "dynatempExponent",
  "smoothingFactor",
  "smoothingCurve",
  "typicalP",
  "tailFree",
  "topA",
  "topNSigma",
  "mirostat",
  "mirostatTau",
  "mirostatEta",
]);

const known: ReadonlySet<string> = new Set(samplerNames);

export type SamplerOptions = Pick<
  SequenceEvaluateOptions,
  | "temperature"
  | "topK"
  | "topP"
  | "minP"
  | "seed"
  | "xtc"
  | "repeatPenalty"
  | "dryRepeatPenalty"
  | "tokenBias"
>;

export interface MappedSampling {
  readonly options: SamplerOptions;
  /** Settings that would change the reply and that llama.cpp has no sampler for, by name. */
  readonly ignored: readonly string[];
}

/**
 * Our settings in llama.cpp's terms. Every option is written out, since the library's defaults differ from ours.
 * `recentTokens` gives the last tokens of prompt and reply, for the repetition penalty.
 */
export function mapSampling(
  settings: SamplingSettings,
  model: { readonly vocabularySize: number; recentTokens(count: number): Token[] },
): MappedSampling {
  const options: SamplerOptions = {
    temperature: Math.max(0, settings.temperature),
    topK: candidateCount(settings.topK, model.vocabularySize),
    topP: settings.topP,
    minP: settings.minP,
    // 32 bits are what llama.cpp has for it.
    seed: settings.seed >>> 0,
  };
  if (punishes(settings)) {
    options.repeatPenalty = {
      punishTokens: () => model.recentTokens(settings.repeatLastTokens),
      maxPunishTokens: settings.repeatLastTokens,
      penalty: settings.repeatPenalty,
      frequencyPenalty: settings.frequencyPenalty,
      presencePenalty: settings.presencePenalty,
    };
  }
  if (settings.dryMultiplier > 0) {
    options.dryRepeatPenalty = {
      strength: settings.dryMultiplier,
      base: settings.dryBase,
      allowedLength: settings.dryAllowedLength,
      // The library's own default silently turns DRY off: it always gets a number.
      lastTokens: settings.dryLastTokens,
      sequenceBreakers: [...settings.drySequenceBreakers],
    };
  }
  if (settings.xtcProbability > 0)
    options.xtc = { probability: settings.xtcProbability, threshold: settings.xtcThreshold };
  const ignored = [
    ...settingsInUse(settings).filter((name) => missing.has(name)),
    ...Object.keys(settings).filter((name) => !known.has(name)),
  ];
  return { options, ignored };
}

function candidateCount(topK: number, vocabularySize: number): number {
  if (topK > 0) return topK;
  return vocabularySize > largeVocabulary ? mostCandidates : 0;
}

function punishes(settings: SamplingSettings): boolean {
  const { repeatPenalty, frequencyPenalty, presencePenalty, repeatLastTokens } = settings;
  return (
    repeatLastTokens > 0 && (repeatPenalty !== 1 || frequencyPenalty !== 0 || presencePenalty !== 0)
  );
}
