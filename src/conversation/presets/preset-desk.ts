import type { SamplingChoice } from "../../generation/sampling-defaults.ts";
import { UserError } from "../../lib/errors.ts";
import { type AuditLog, auditDetail } from "../audit/audit-log.ts";
import type { ModelChoices } from "../models/model-choices.ts";
import type { ConversationStore } from "../ports.ts";
import { builtInPresets } from "./built-in-presets.ts";
import { checkPresetName, type Preset } from "./preset.ts";
import type { PresetChoices } from "./preset-choices.ts";
import { readPresetLines } from "./preset-lines.ts";
import type { PresetPlace, PresetScope, PresetService, ShownSampling } from "./preset-service.ts";
import type { PresetStore } from "./preset-store.ts";
import { readSillyTavernPreset } from "./read-silly-tavern-preset.ts";

export interface PresetDeskOptions {
  readonly presets: PresetStore;
  readonly choices: PresetChoices;
  readonly models: Pick<ModelChoices, "at">;
  readonly store: Pick<ConversationStore, "ofChannel" | "lastPrompted" | "promptOf">;
  readonly audit: Pick<AuditLog, "record">;
  readonly newId: () => string;
}

/** More would be no help to anybody who has to choose. */
const mostPresets = 100;

export class PresetDesk implements PresetService {
  readonly #options: PresetDeskOptions;

  constructor(options: PresetDeskOptions) {
    this.#options = options;
  }

  show({ channelId }: PresetPlace, characterId: string | null): ShownSampling {
    const { choices, models, store } = this.#options;
    const conversation = store.ofChannel(channelId);
    const speaker = characterId ?? conversation?.characterId ?? null;
    const newest = conversation && store.lastPrompted(conversation.id);
    const ignored = newest && store.promptOf(newest.id)?.report?.ignoredSettings;
    return {
      ...choices.resolve(channelId, speaker, models.at(channelId).model),
      ignored: ignored ?? [],
    };
  }

  wouldBe({ channelId }: PresetPlace, preset: Preset): SamplingChoice {
    const { choices, models } = this.#options;
    return choices.over(models.at(channelId).model, preset);
  }

  list(guildId: string | null): readonly Preset[] {
    const own = guildId === null ? [] : this.#options.presets.ofGuild(guildId);
    return [...own, ...builtInPresets];
  }

  choose(place: PresetPlace, scope: PresetScope, presetId: string | null): Preset | null {
    const { choices } = this.#options;
    const preset = presetId === null ? null : this.#existing(place, presetId);
    if (scope.kind === "chat") choices.choose(choices.narrowest(place.channelId), null, presetId);
    else
      choices.choose(
        { kind: "guild", id: requireGuild(place) },
        scope.kind === "character" ? scope.characterId : null,
        presetId,
      );
    return preset;
  }

  import(
    place: PresetPlace,
    file: { readonly name: string; readonly bytes: Uint8Array; readonly actorId: string },
  ): { readonly preset: Preset; readonly unknown: readonly string[]; readonly replaced: boolean } {
    const guildId = requireGuild(place);
    const { settings, unknown } = readSillyTavernPreset(textOf(file));
    const name = checkPresetName(file.name.replace(/\.json$/i, "").slice(0, 60));
    const before = this.#options.presets.ofGuild(guildId).find((preset) => preset.name === name);
    const preset = this.#save(guildId, { id: before?.id, name, settings }, file.actorId);
    return { preset, unknown, replaced: before !== undefined };
  }

  edit(
    place: PresetPlace,
    presetId: string | null,
    wish: { readonly name: string; readonly lines: string; readonly actorId: string },
  ): Preset {
    const guildId = requireGuild(place);
    const name = checkPresetName(wish.name);
    const settings = readPresetLines(wish.lines);
    const before = presetId === null ? undefined : this.#existing(place, presetId);
    // What ships stays as it is: a change of it is the server's own.
    const id = before?.guildId === guildId ? before.id : undefined;
    return this.#save(guildId, { id, name, settings }, wish.actorId);
  }

  delete(place: PresetPlace, presetId: string, actorId: string): Preset {
    const { presets, audit } = this.#options;
    const preset = this.#existing(place, presetId);
    if (preset.guildId === null)
      throw new UserError(
        "preset-ships",
        `"${preset.name}" comes with Hearthside and can't be deleted.`,
        { values: { name: preset.name } },
      );
    presets.delete(preset.id);
    audit.record({
      guildId: preset.guildId,
      channelId: null,
      actorId,
      action: "preset.delete",
      detail: auditDetail(preset.name),
    });
    return preset;
  }

  #save(
    guildId: string,
    { id, name, settings }: Pick<Preset, "name" | "settings"> & { readonly id: string | undefined },
    actorId: string,
  ): Preset {
    const { presets, newId, audit } = this.#options;
    const others = presets.ofGuild(guildId).filter((preset) => preset.id !== id);
    const taken = [...others, ...builtInPresets].some(
      (preset) => preset.name.toLowerCase() === name.toLowerCase(),
    );
    if (taken)
      throw new UserError("preset-exists", `There is a preset "${name}" already.`, {
        values: { name },
      });
    if (others.length >= mostPresets)
      throw new UserError("too-many-presets", `A server has at most ${mostPresets} presets.`, {
        values: { limit: mostPresets },
      });
    const preset = { id: id ?? newId(), name, guildId, settings };
    presets.save(preset);
    audit.record({
      guildId,
      channelId: null,
      actorId,
      action: "preset.save",
      detail: auditDetail(name),
    });
    return preset;
  }

  #existing({ guildId }: PresetPlace, id: string): Preset {
    const preset = this.list(guildId).find((each) => each.id === id);
    if (preset !== undefined) return preset;
    throw new UserError(
      "no-such-preset",
      "There is no such preset. `/preset list` shows the ones there are.",
    );
  }
}

function requireGuild({ guildId }: PresetPlace): string {
  if (guildId !== null) return guildId;
  throw new UserError("only-on-servers", "That needs a server; here is none.");
}

function textOf({ name, bytes }: { readonly name: string; readonly bytes: Uint8Array }): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new UserError(
      "preset-not-json",
      `${name} is no JSON file. Export it from SillyTavern again.`,
    );
  }
}
