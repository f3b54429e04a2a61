import { z } from "zod";
import type { SamplingChoice } from "../../generation/sampling-defaults.ts";
import { UserError } from "../../lib/errors.ts";
import { inEnglish } from "../../roleplay/remarks.ts";
import { presetProblems } from "./preset-problems.ts";

/** Sampler settings under a name. What one doesn't say stays as it is without it. */
export interface Preset {
  readonly id: string;
  readonly name: string;
  /** Whose it is; null for those that ship. */
  readonly guildId: string | null;
  readonly settings: PresetSettings;
}

export type PresetSettings = { readonly [Key in keyof SamplingChoice]?: SamplingChoice[Key] };

export const longestPresetName = 60;

const share = z.number().min(0).max(1);

/** What each setting may be. */
export const presetSchema = z.strictObject({
  temperature: z.number().min(0).max(5),
  dynatempRange: z.number().min(0).max(5),
  dynatempExponent: z.number().min(0.01).max(10),
  smoothingFactor: z.number().min(0).max(10),
  smoothingCurve: z.number().min(0).max(10),
  topK: z.number().int().min(0).max(100_000),
  topP: share,
  minP: share,
  typicalP: share,
  tailFree: share,
  topA: share,
  topNSigma: z.number().min(0).max(20),
  mirostat: z.union([z.literal(0), z.literal(1), z.literal(2)]),
  mirostatTau: z.number().min(0).max(20),
  mirostatEta: share,
  repeatPenalty: z.number().min(0.5).max(3),
  repeatLastTokens: z.number().int().min(0).max(32_768),
  frequencyPenalty: z.number().min(-2).max(2),
  presencePenalty: z.number().min(-2).max(2),
  dryMultiplier: z.number().min(0).max(10),
  dryBase: z.number().min(1).max(8),
  dryAllowedLength: z.number().int().min(1).max(100),
  dryLastTokens: z.number().int().min(1).max(32_768),
  drySequenceBreakers: z.array(z.string().min(1).max(40)).max(40),
  xtcProbability: share,
  xtcThreshold: share,
}) satisfies z.ZodType<SamplingChoice>;

/** Every setting that a preset may have, in the order in which they are shown. */
export const presetKeys = Object.keys(presetSchema.shape) as readonly (keyof SamplingChoice)[];

/** @throws UserError `bad-preset` that names each wrong setting and what was expected. */
export function checkPresetSettings(given: Readonly<Record<string, unknown>>): PresetSettings {
  const parsed = presetSchema.partial().safeParse(given);
  if (parsed.success)
    return Object.fromEntries(
      Object.entries(parsed.data).filter(([, value]) => value !== undefined),
    );
  const problems = presetProblems(parsed.error, presetSchema);
  throw new UserError("bad-preset", `The preset is wrong: ${inEnglish(problems)}.`, {
    values: { problems },
  });
}

/** @throws UserError `bad-preset-name` */
export function checkPresetName(given: string): string {
  const name = given.replace(/[\p{Cc}\p{Cf}\s]+/gu, " ").trim();
  if (name !== "" && name.length <= longestPresetName) return name;
  throw new UserError(
    "bad-preset-name",
    `A preset's name has 1 to ${longestPresetName} characters.`,
    { values: { limit: longestPresetName } },
  );
}
