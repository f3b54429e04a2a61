import type { SamplingSettings } from "../../generation/request.ts";
import { samplerNames, settingsInUse } from "../../generation/settings-in-use.ts";
import type { ServerFlavour } from "./server-flavour.ts";

export interface SamplingFields {
  readonly fields: Readonly<Record<string, number | readonly string[]>>;
  /** Settings that would change the reply but that the server has no name for. */
  readonly ignored: readonly string[];
}

/** Our sampler settings in a server's words. Whatever it knows is written out, since every server has other defaults. */
export function samplingFields(
  settings: SamplingSettings,
  { samplers, topKOff }: Pick<ServerFlavour, "samplers" | "topKOff">,
): SamplingFields {
  const fields: Record<string, number | readonly string[]> = {};
  for (const name of samplerNames) {
    const theirs = samplers[name];
    if (theirs !== undefined) fields[theirs] = valueOf(name, settings, topKOff);
  }
  return {
    fields,
    ignored: settingsInUse(settings).filter((name) => samplers[name] === undefined),
  };
}

function valueOf(
  name: keyof SamplingSettings,
  settings: SamplingSettings,
  topKOff: number,
): number | readonly string[] {
  if (name === "topK") return settings.topK > 0 ? settings.topK : topKOff;
  // Servers keep it in 32 bits, some of them signed.
  if (name === "seed") return settings.seed & 0x7fff_ffff;
  return settings[name];
}
