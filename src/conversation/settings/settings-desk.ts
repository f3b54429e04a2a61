import { UserError } from "../../lib/errors.ts";
import { type Place, type PlaceFinder, type SettingScope, scopesOf } from "./place.ts";
import { isSettingKey, placeSettings } from "./place-settings.ts";
import { type ResolvedSettings, resolveSettings, type SettingLayer } from "./resolve-settings.ts";
import type { Setting } from "./setting.ts";
import type { SettingsStore, StoredValues } from "./settings-store.ts";

/** Reads what holds somewhere. Cheap: a few look-ups by key. */
export interface SettingsReader {
  /** In a channel or thread; with `roleIds`, the highest role first, for what someone with these roles says. */
  at(channelId: string, roleIds?: readonly string[]): ResolvedSettings;
  /** In a guild as a whole. */
  ofGuild(guildId: string): ResolvedSettings;
  /** Within a scope, as far as it says so itself, and from what lies around it. */
  within(scope: SettingScope, around: readonly SettingScope[]): ResolvedSettings;
  placeOf(channelId: string): Place;
  /** What is set for a scope itself. */
  own(scope: SettingScope): StoredValues;
}

/** The settings of places as people handle them. Wrong input ends in a `UserError`. */
export interface SettingsService extends SettingsReader {
  /** @throws UserError `bad-setting` that says what was expected. */
  change(scope: SettingScope, key: string, value: unknown): void;
  /** From now on the wider scope's value holds. False when nothing was set. */
  inherit(scope: SettingScope, key: string): boolean;
}

export class SettingsDesk implements SettingsService {
  readonly #store: SettingsStore;
  readonly #places: PlaceFinder;
  readonly #operator: SettingLayer;

  constructor(options: {
    readonly store: SettingsStore;
    readonly places: PlaceFinder;
    /** Defaults of whoever runs the bot; see {@link readPlaceDefaults}. */
    readonly defaults: StoredValues;
  }) {
    this.#store = options.store;
    this.#places = options.places;
    this.#operator = { origin: { kind: "operator", id: null }, values: options.defaults };
  }

  at(channelId: string, roleIds: readonly string[] = []): ResolvedSettings {
    const roles = roleIds.map((id): SettingScope => ({ kind: "role", id }));
    return this.#resolve([...roles, ...scopesOf(this.placeOf(channelId))]);
  }

  ofGuild(guildId: string): ResolvedSettings {
    return this.#resolve([{ kind: "guild", id: guildId }]);
  }

  within(scope: SettingScope, around: readonly SettingScope[]): ResolvedSettings {
    return this.#resolve([scope, ...around]);
  }

  placeOf(channelId: string): Place {
    return this.#places.placeOf(channelId) ?? { ...unknownPlace, channelId };
  }

  own(scope: SettingScope): StoredValues {
    return this.#store.read([scope])[0] ?? {};
  }

  change(scope: SettingScope, key: string, value: unknown): void {
    const setting = settingOf(key);
    if (!setting.scopes.includes(scope.kind))
      throw new UserError("bad-setting", `"${key}" can't be set for a ${scope.kind}.`);
    this.#store.set(scope, key, checkValue(key, setting, value));
  }

  inherit(scope: SettingScope, key: string): boolean {
    settingOf(key);
    return this.#store.clear(scope, key);
  }

  #resolve(scopes: readonly SettingScope[]): ResolvedSettings {
    const stored = this.#store.read(scopes);
    const layers = scopes.map((origin, index) => ({ origin, values: stored[index] ?? {} }));
    return resolveSettings([...layers, this.#operator]);
  }
}

/**
 * Reads `PLACE_DEFAULTS`: a JSON object of settings by key.
 *
 * @throws UserError `bad-settings` that names each wrong key.
 */
export function readPlaceDefaults(text: string | undefined): StoredValues {
  if (text === undefined) return {};
  const entries = Object.entries(parseObject(text));
  const problems: string[] = [];
  for (const [key, value] of entries)
    try {
      checkValue(key, settingOf(key), value);
    } catch (thrown) {
      if (!(thrown instanceof UserError)) throw thrown;
      problems.push(`  ${thrown.message}`);
    }
  if (problems.length > 0)
    throw new UserError("bad-settings", `PLACE_DEFAULTS is wrong:\n${problems.join("\n")}`);
  return Object.fromEntries(entries);
}

const unknownPlace = {
  parentId: null,
  categoryId: null,
  guildId: null,
  isDirect: false,
  name: null,
  ageRestricted: false,
};

function parseObject(text: string): object {
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed === "object" && parsed !== null && !Array.isArray(parsed)) return parsed;
  } catch {
    // Said below.
  }
  throw new UserError(
    "bad-settings",
    'PLACE_DEFAULTS is no JSON object. Write it like {"chance": 5, "chain": 3}; docs/settings.md has the keys.',
  );
}

function settingOf(key: string): Setting<unknown> {
  if (isSettingKey(key)) return placeSettings[key];
  throw new UserError("no-such-setting", `There is no setting "${key}".`);
}

function checkValue(key: string, setting: Setting<unknown>, value: unknown): unknown {
  const parsed = setting.schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) =>
    path.length === 0 ? message : `${path.join(".")}: ${message}`,
  );
  throw new UserError("bad-setting", `${key}: ${problems.join("; ")}`);
}
