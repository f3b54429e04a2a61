import type { SamplingChoice } from "../../generation/sampling-defaults.ts";
import { type PlaceFinder, type SettingScope, scopesOf } from "../settings/place.ts";
import type { SettingsStore } from "../settings/settings-store.ts";
import { builtInPresets } from "./built-in-presets.ts";
import type { Preset } from "./preset.ts";
import type { PresetOrigin, RecommendedSampling, SamplingReader } from "./preset-service.ts";
import type { PresetStore } from "./preset-store.ts";

export interface PresetChoicesOptions {
  readonly settings: SettingsStore;
  readonly presets: Pick<PresetStore, "get">;
  readonly places: PlaceFinder;
  /** Where nobody has chosen. */
  readonly base: SamplingChoice;
  readonly recommended: RecommendedSampling;
}

const placeKey = "preset";

/**
 * Which preset holds where: that of the thread or channel, then that of the character on this server, then that of the
 * category and the server. Where nobody has chosen, what the model's makers recommend.
 */
export class PresetChoices implements SamplingReader {
  readonly #options: PresetChoicesOptions;

  constructor(options: PresetChoicesOptions) {
    this.#options = options;
  }

  of(channelId: string, characterId: string, model: string | null): SamplingChoice {
    return this.resolve(channelId, characterId, model).sampling;
  }

  resolve(
    channelId: string,
    characterId: string | null,
    model: string | null,
  ): {
    readonly preset: Preset | null;
    readonly origin: PresetOrigin;
    readonly sampling: SamplingChoice;
  } {
    const chosen = this.#chosen(channelId, characterId);
    const sampling = this.over(model, chosen?.preset ?? null);
    if (chosen === undefined) return { preset: null, origin: "model", sampling };
    return { ...chosen, sampling };
  }

  /** What a preset says, and for the rest what the model's makers recommend. */
  over(model: string | null, preset: Preset | null): SamplingChoice {
    const { base, recommended } = this.#options;
    return { ...base, ...recommended(model), ...preset?.settings };
  }

  /** Null takes the choice back. */
  choose(scope: SettingScope, characterId: string | null, presetId: string | null): void {
    const { settings } = this.#options;
    const key = keyOf(characterId);
    if (presetId === null) settings.clear(scope, key);
    else settings.set(scope, key, presetId);
  }

  /** The narrowest scope of a channel. */
  narrowest(channelId: string): SettingScope {
    return this.#scopes(channelId)[0] ?? { kind: "channel", id: channelId };
  }

  preset(id: string): Preset | undefined {
    return builtInPresets.find((preset) => preset.id === id) ?? this.#options.presets.get(id);
  }

  #chosen(
    channelId: string,
    characterId: string | null,
  ): { readonly preset: Preset; readonly origin: PresetOrigin } | undefined {
    const scopes = this.#scopes(channelId);
    const stored = this.#options.settings.read(scopes);
    const isNear = ({ kind }: SettingScope) => kind === "thread" || kind === "channel";
    const order: (readonly [scope: SettingScope, key: string, origin: PresetOrigin])[] = [
      ...scopes.filter(isNear).map((scope) => [scope, placeKey, originOf(scope)] as const),
      ...(characterId === null
        ? []
        : scopes
            .filter(({ kind }) => kind === "guild")
            .map((scope) => [scope, keyOf(characterId), "character"] as const)),
      ...scopes
        .filter((scope) => !isNear(scope))
        .map((scope) => [scope, placeKey, originOf(scope)] as const),
    ];
    for (const [scope, key, origin] of order) {
      const id = stored[scopes.indexOf(scope)]?.[key];
      // A preset that was deleted since is passed over.
      const preset = typeof id === "string" ? this.preset(id) : undefined;
      if (preset !== undefined) return { preset, origin };
    }
    return undefined;
  }

  #scopes(channelId: string): readonly SettingScope[] {
    const place = this.#options.places.placeOf(channelId);
    return place === undefined ? [{ kind: "channel", id: channelId }] : scopesOf(place);
  }
}

function keyOf(characterId: string | null): string {
  return characterId === null ? placeKey : `preset.character:${characterId}`;
}

function originOf({ kind }: SettingScope): PresetOrigin {
  return kind === "role" ? "guild" : kind;
}
