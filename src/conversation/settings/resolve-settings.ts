import type { SettingScope } from "./place.ts";
import {
  type PlaceSettings,
  placeSettings,
  type SettingKey,
  settingKeys,
} from "./place-settings.ts";
import type { Setting } from "./setting.ts";
import type { StoredValues } from "./settings-store.ts";

/** Where a value comes from: a scope, the person who runs the bot (`PLACE_DEFAULTS`), or the program. */
export type SettingOrigin =
  | SettingScope
  | { readonly kind: "operator" | "default"; readonly id: null };

/** What holds in a place, and where each value comes from. */
export interface ResolvedSettings {
  readonly values: PlaceSettings;
  readonly origins: Readonly<Record<SettingKey, SettingOrigin>>;
}

export interface SettingLayer {
  readonly origin: SettingOrigin;
  readonly values: StoredValues;
}

interface Resolved {
  readonly value: unknown;
  readonly origin: SettingOrigin;
}

const byProgram: SettingOrigin = { kind: "default", id: null };

/**
 * The value of each setting: the narrowest layer that has a valid one counts; lists that add up are collected from all
 * of them. A value that isn't valid any more, of an older version for instance, is passed over.
 */
export function resolveSettings(narrowestFirst: readonly SettingLayer[]): ResolvedSettings {
  const resolved = settingKeys.map((key) => [key, resolve(key, narrowestFirst)] as const);
  return {
    values: Object.fromEntries(resolved.map(([key, { value }]) => [key, value])) as PlaceSettings,
    origins: Object.fromEntries(
      resolved.map(([key, { origin }]) => [key, origin]),
    ) as ResolvedSettings["origins"],
  };
}

function resolve(key: SettingKey, layers: readonly SettingLayer[]): Resolved {
  const setting: Setting<unknown> = placeSettings[key];
  const found = layers.flatMap((layer): Resolved[] => {
    const { kind } = layer.origin;
    if (kind !== "operator" && kind !== "default" && !setting.scopes.includes(kind)) return [];
    if (!Object.hasOwn(layer.values, key)) return [];
    const parsed = setting.schema.safeParse(layer.values[key]);
    return parsed.success ? [{ value: parsed.data, origin: layer.origin }] : [];
  });
  const [narrowest] = found;
  if (narrowest === undefined) return { value: setting.byDefault, origin: byProgram };
  if (!setting.addsUp) return narrowest;
  const all = found.flatMap(({ value }) => (Array.isArray(value) ? (value as unknown[]) : []));
  return { value: [...new Set(all)], origin: narrowest.origin };
}
