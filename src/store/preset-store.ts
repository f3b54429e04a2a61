import { asc, eq } from "drizzle-orm";
import type { Preset } from "../conversation/presets/preset.ts";
import type { PresetStore } from "../conversation/presets/preset-store.ts";
import type { Database, Queries } from "./database.ts";
import { samplingPreset } from "./schema/place-tables.ts";

/** The presets that people made, in SQLite. */
export function createPresetStore(database: Database): PresetStore {
  return {
    save: (preset) => database.write((queries) => save(queries, preset)),
    get: (id) =>
      database.read((queries) => select(queries).where(eq(samplingPreset.id, id)).all()[0]),
    ofGuild: (guildId) =>
      database.read((queries) =>
        select(queries)
          .where(eq(samplingPreset.guildId, guildId))
          .orderBy(asc(samplingPreset.name))
          .all(),
      ),
    delete: (id) =>
      database.write(
        (queries) =>
          queries.delete(samplingPreset).where(eq(samplingPreset.id, id)).run().changes > 0,
      ),
  };
}

function save(queries: Queries, preset: Preset & { readonly guildId: string }): void {
  const { id, guildId, name, settings } = preset;
  queries
    .insert(samplingPreset)
    .values({ id, guildId, name, settings })
    .onConflictDoUpdate({ target: samplingPreset.id, set: { name, settings } })
    .run();
}

function select(queries: Queries) {
  const { id, guildId, name, settings } = samplingPreset;
  return queries.select({ id, guildId, name, settings }).from(samplingPreset);
}
