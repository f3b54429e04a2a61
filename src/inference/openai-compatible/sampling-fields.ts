import type { SamplingSettings } from "../../generation/request.ts";
import type { ServerFlavour } from "./server-flavour.ts";

export interface SamplingFields {
  readonly fields: Readonly<Record<string, number>>;
  /** Settings that would change the reply but that the server has no name for. */
  readonly ignored: readonly string[];
}

/** Our sampler settings in a server's words. Whatever it knows is written out, since every server has other defaults. */
export function samplingFields(
  settings: SamplingSettings,
  flavour: Pick<ServerFlavour, "samplers" | "topKOff">,
): SamplingFields {
  const fields: Record<string, number> = {};
  const ignored: string[] = [];
  for (const name of samplerNames) {
    const theirs = flavour.samplers[name];
    if (theirs !== undefined) fields[theirs] = valueOf(name, settings, flavour.topKOff);
    else if (matters[name](settings)) ignored.push(name);
  }
  return { fields, ignored };
}

/** Whether a setting changes anything, with the value that it has. */
const matters: Readonly<Record<keyof SamplingSettings, (settings: SamplingSettings) => boolean>> = {
  temperature: () => true,
  topK: ({ topK }) => topK > 0,
  topP: ({ topP }) => topP < 1,
  minP: ({ minP }) => minP > 0,
  repeatPenalty: ({ repeatPenalty }) => repeatPenalty !== 1,
  repeatLastTokens: ({ repeatPenalty }) => repeatPenalty !== 1,
  frequencyPenalty: ({ frequencyPenalty }) => frequencyPenalty !== 0,
  presencePenalty: ({ presencePenalty }) => presencePenalty !== 0,
  dryMultiplier: ({ dryMultiplier }) => dryMultiplier > 0,
  xtcProbability: ({ xtcProbability }) => xtcProbability > 0,
  xtcThreshold: ({ xtcProbability }) => xtcProbability > 0,
  seed: () => true,
};

const samplerNames = Object.keys(matters) as readonly (keyof SamplingSettings)[];

function valueOf(name: keyof SamplingSettings, settings: SamplingSettings, topKOff: number) {
  if (name === "topK") return settings.topK > 0 ? settings.topK : topKOff;
  // Servers keep it in 32 bits, some of them signed.
  if (name === "seed") return settings.seed & 0x7fff_ffff;
  return settings[name];
}
