import type { Preset } from "./preset.ts";

/** The presets that people made. Calls are synchronous and durable; each is one transaction. */
export interface PresetStore {
  /** Adds it or, when there is one with its id, puts it in its place. */
  save(preset: Preset & { readonly guildId: string }): void;
  get(id: string): Preset | undefined;
  /** Those of a guild, by name. */
  ofGuild(guildId: string): readonly Preset[];
  /** False when there was none. */
  delete(id: string): boolean;
}
