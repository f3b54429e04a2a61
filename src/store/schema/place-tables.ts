import { primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import type { PresetSettings } from "../../conversation/presets/preset.ts";
import type { ScopeKind } from "../../conversation/settings/place.ts";

/*
 * What was set for places, and what the program has to know of itself.
 *
 * After a change of a table run `npm run migrations:generate` and commit what it writes under `migrations/`; a migration
 * that was released is never edited. Times are milliseconds since the Unix epoch; Discord ids are text.
 */

/** Sampler settings under a name, of a guild. */
export const samplingPreset = sqliteTable(
  "sampling_preset",
  {
    id: text().primaryKey(),
    guildId: text("guild_id").notNull(),
    name: text().notNull(),
    settings: text({ mode: "json" }).$type<PresetSettings>().notNull(),
  },
  (table) => [uniqueIndex("sampling_preset_name").on(table.guildId, table.name)],
);

/** What people set for a place or a role. */
export const placeSetting = sqliteTable(
  "place_setting",
  {
    scopeKind: text("scope_kind").$type<ScopeKind>().notNull(),
    scopeId: text("scope_id").notNull(),
    key: text().notNull(),
    value: text({ mode: "json" }).$type<unknown>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.scopeKind, table.scopeId, table.key] })],
);

export const webhook = sqliteTable("webhook", {
  channelId: text("channel_id").primaryKey(),
  webhookId: text("webhook_id").notNull(),
  token: text().notNull(),
});

/** Small facts of the program itself, for instance the hash of the registered commands. */
export const appState = sqliteTable("app_state", {
  key: text().primaryKey(),
  value: text().notNull(),
});
