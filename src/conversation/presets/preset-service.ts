import type { SamplingChoice } from "../../generation/sampling-defaults.ts";
import type { Preset, PresetSettings } from "./preset.ts";

export interface PresetPlace {
  readonly channelId: string;
  /** Null in direct messages. */
  readonly guildId: string | null;
}

/** For what a preset is chosen: this chat, everything a character says on this server, or the server. */
export type PresetScope =
  | { readonly kind: "chat" }
  | { readonly kind: "character"; readonly characterId: string }
  | { readonly kind: "server" };

export type PresetOrigin = "thread" | "channel" | "category" | "character" | "guild" | "model";

export interface ShownSampling {
  /** Null where nobody has chosen one. */
  readonly preset: Preset | null;
  /** `model`: nobody's choice; what its makers recommend, over the program's defaults. */
  readonly origin: PresetOrigin;
  readonly sampling: SamplingChoice;
  /** What the engine had to leave out of the newest reply here. */
  readonly ignored: readonly string[];
}

/** What people can do with sampling presets. Wrong input ends in a `UserError`. */
export interface PresetService {
  /** What a character's next reply in a channel is sampled with; `characterId` null: the chat's first character. */
  show(place: PresetPlace, characterId: string | null): ShownSampling;
  /** What replies here would be sampled with by this preset, whichever is chosen now. */
  wouldBe(place: PresetPlace, preset: Preset): SamplingChoice;
  /** Those that may be chosen here: the server's own, then those that ship. */
  list(guildId: string | null): readonly Preset[];
  /** Null takes the choice back. */
  choose(place: PresetPlace, scope: PresetScope, presetId: string | null): Preset | null;
  import(
    place: PresetPlace,
    file: { readonly name: string; readonly bytes: Uint8Array; readonly actorId: string },
  ): { readonly preset: Preset; readonly unknown: readonly string[]; readonly replaced: boolean };
  /** Changes one of the server's, or makes a new one of what is written: `presetId` null or one that ships. */
  edit(
    place: PresetPlace,
    presetId: string | null,
    wish: { readonly name: string; readonly lines: string; readonly actorId: string },
  ): Preset;
  delete(place: PresetPlace, presetId: string, actorId: string): Preset;
}

/** What replies are sampled with. */
export interface SamplingReader {
  of(channelId: string, characterId: string, model: string | null): SamplingChoice;
}

/** What the makers of a model recommend. */
export type RecommendedSampling = (model: string | null) => PresetSettings;
