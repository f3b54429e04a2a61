import { UserError } from "../../lib/errors.ts";
import { checkPresetSettings, type PresetSettings } from "./preset.ts";

export interface ReadPreset {
  readonly settings: PresetSettings;
  /** What the file sets that Hearthside has nothing for, by its name there. */
  readonly unknown: readonly string[];
}

/** Their name -> ours, where it means the same. */
const sameMeaning: Readonly<Record<string, keyof PresetSettings>> = {
  temp: "temperature",
  temperature: "temperature",
  top_p: "topP",
  top_k: "topK",
  top_a: "topA",
  min_p: "minP",
  tfs: "tailFree",
  typical_p: "typicalP",
  typical: "typicalP",
  nsigma: "topNSigma",
  top_n_sigma: "topNSigma",
  rep_pen: "repeatPenalty",
  rep_pen_range: "repeatLastTokens",
  freq_pen: "frequencyPenalty",
  presence_pen: "presencePenalty",
  smoothing_factor: "smoothingFactor",
  smoothing_curve: "smoothingCurve",
  mirostat_mode: "mirostat",
  mirostat_tau: "mirostatTau",
  mirostat_eta: "mirostatEta",
  dry_multiplier: "dryMultiplier",
  dry_base: "dryBase",
  dry_allowed_length: "dryAllowedLength",
  dry_penalty_last_n: "dryLastTokens",
  xtc_probability: "xtcProbability",
  xtc_threshold: "xtcThreshold",
};

/** Samplers that nothing here has, with the values at which they do nothing. */
const foreign: Readonly<Record<string, readonly unknown[]>> = {
  rep_pen_slope: [0, 1],
  rep_pen_decay: [0],
  no_repeat_ngram_size: [0],
  encoder_rep_pen: [1],
  epsilon_cutoff: [0],
  eta_cutoff: [0],
  penalty_alpha: [0],
  guidance_scale: [1],
  skew: [0],
  banned_tokens: [""],
  grammar_string: [""],
  temperature_last: [false],
  adaptive_target: [-1],
};

/** As far back as a penalty looks that is meant for the whole context. */
const wholeContext = 4096;

/**
 * Reads a text-completion preset of SillyTavern. The names are those of its settings for text-generation-webui,
 * KoboldCpp and the like. What does nothing in the file is nothing here either.
 *
 * @throws UserError when it is none, or a value makes no sense.
 */
export function readSillyTavernPreset(text: string): ReadPreset {
  const given = parseObject(text);
  const settings: Record<string, unknown> = {};
  for (const [theirs, ours] of Object.entries(sameMeaning))
    if (typeof given[theirs] === "number") settings[ours] = given[theirs];
  if (Object.keys(settings).length === 0)
    throw new UserError(
      "preset-unknown-format",
      "This file is no text-completion preset of SillyTavern: none of its sampler settings is in it.",
    );
  if (settings["topK"] === -1) settings["topK"] = 0;
  if (settings["topNSigma"] === -1) settings["topNSigma"] = 0;
  if (settings["dryLastTokens"] === 0 || settings["dryLastTokens"] === -1)
    settings["dryLastTokens"] = wholeContext;
  if (settings["repeatLastTokens"] === 0 || settings["repeatLastTokens"] === -1)
    settings["repeatLastTokens"] = wholeContext;
  const breakers = sequenceBreakers(given["dry_sequence_breakers"]);
  if (breakers !== undefined) settings["drySequenceBreakers"] = breakers;
  if (given["dynatemp"] === true) Object.assign(settings, dynamicTemperature(given));
  const unknown = Object.entries(foreign)
    .filter(([name, off]) => Object.hasOwn(given, name) && !off.includes(given[name]))
    .map(([name]) => name);
  return { settings: checkPresetSettings(settings), unknown };
}

/** They say it by its ends, we by its middle and what it varies by. */
function dynamicTemperature(given: Readonly<Record<string, unknown>>) {
  const { min_temp: low, max_temp: high, dynatemp_exponent: exponent } = given;
  if (typeof low !== "number" || typeof high !== "number" || high <= low) return {};
  return {
    temperature: (low + high) / 2,
    dynatempRange: (high - low) / 2,
    ...(typeof exponent === "number" ? { dynatempExponent: exponent } : {}),
  };
}

/** A list, or a text that is a JSON list. */
function sequenceBreakers(given: unknown): readonly string[] | undefined {
  const list: unknown = typeof given === "string" ? parsed(given) : given;
  if (!Array.isArray(list)) return undefined;
  const texts = list.filter((each) => typeof each === "string" && each !== "") as string[];
  return texts.length === 0 ? undefined : texts;
}

function parseObject(text: string): Readonly<Record<string, unknown>> {
  const object = parsed(text);
  if (typeof object === "object" && object !== null && !Array.isArray(object))
    return Object.fromEntries(Object.entries(object));
  throw new UserError(
    "preset-not-json",
    "The preset is no JSON object. Export it from SillyTavern again.",
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    return undefined;
  }
}
