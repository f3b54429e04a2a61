import { and, eq } from "drizzle-orm";
import type { SettingScope } from "../conversation/settings/place.ts";
import type { SettingsStore, StoredValues } from "../conversation/settings/settings-store.ts";
import type { Database, Queries } from "./database.ts";
import { placeSetting } from "./schema/place-tables.ts";

/** The settings of places, in SQLite. */
export function createSettingsStore(database: Database): SettingsStore {
  return {
    read: (scopes) => database.read((queries) => scopes.map((scope) => valuesOf(queries, scope))),
    set: (scope, key, value) => database.write((queries) => set(queries, scope, key, value)),
    clear: (scope, key) => database.write((queries) => clear(queries, scope, key)),
  };
}

function valuesOf(queries: Queries, scope: SettingScope): StoredValues {
  const rows = queries
    .select({ key: placeSetting.key, value: placeSetting.value })
    .from(placeSetting)
    .where(isOf(scope))
    .all();
  return Object.fromEntries(rows.map(({ key, value }) => [key, value]));
}

function set(queries: Queries, { kind, id }: SettingScope, key: string, value: unknown): void {
  queries
    .insert(placeSetting)
    .values({ scopeKind: kind, scopeId: id, key, value })
    .onConflictDoUpdate({
      target: [placeSetting.scopeKind, placeSetting.scopeId, placeSetting.key],
      set: { value },
    })
    .run();
}

function clear(queries: Queries, scope: SettingScope, key: string): boolean {
  const { changes } = queries
    .delete(placeSetting)
    .where(and(isOf(scope), eq(placeSetting.key, key)))
    .run();
  return changes > 0;
}

function isOf({ kind, id }: SettingScope) {
  return and(eq(placeSetting.scopeKind, kind), eq(placeSetting.scopeId, id));
}
