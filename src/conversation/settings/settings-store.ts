import type { SettingScope } from "./place.ts";

/** What was set for one scope, by key, as it was stored: not checked against the settings of today. */
export type StoredValues = Readonly<Record<string, unknown>>;

/** The settings that people made. Calls are synchronous and durable; each is one transaction. */
export interface SettingsStore {
  /** Of each scope what was set for it itself, in the order of the scopes. */
  read(scopes: readonly SettingScope[]): readonly StoredValues[];
  /** `value` is anything that JSON can hold, except for null. */
  set(scope: SettingScope, key: string, value: unknown): void;
  /** From now on the wider scope's value holds. False when nothing was set. */
  clear(scope: SettingScope, key: string): boolean;
}
