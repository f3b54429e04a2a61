import { randomUUID } from "node:crypto";
import type { Settings } from "../../config/settings.ts";
import { ModelDesk } from "../../conversation/models/model-desk.ts";
import { ModelRights } from "../../conversation/models/model-rights.ts";
import type { KnownModel } from "../../conversation/models/model-service.ts";
import { PresetDesk } from "../../conversation/presets/preset-desk.ts";
import type { PlaceFinder } from "../../conversation/settings/place.ts";
import type { ModelEntry } from "../../models/catalogue/catalogue.ts";
import type { OpenedChoices } from "../open-choices.ts";
import type { BotFiles } from "../open-files.ts";
import type { OpenedQueue } from "../open-queue.ts";
import type { Operators } from "./operators.ts";

/** What people can do with models and with how they are sampled. */
export function openModelDesks(options: {
  readonly settings: Pick<Settings, "QUEUED_REPLIES">;
  readonly files: BotFiles;
  readonly opened: OpenedQueue;
  readonly choices: OpenedChoices;
  readonly places: PlaceFinder;
  readonly operators: Operators;
}): { readonly models: ModelDesk; readonly presets: PresetDesk } {
  const { settings, files, opened, choices, places, operators } = options;
  const { store, audit, presets } = files;
  return {
    models: new ModelDesk({
      control: opened.models,
      known: choices.catalogue.models.map(knownModel),
      ...(opened.tellFirstModel && { onBotChoice: opened.tellFirstModel }),
      queue: opened.queue,
      choices: choices.models,
      rights: new ModelRights(files.placeSettings, () => operators.ids()),
      store,
      places,
      audit,
      queuedReplies: settings.QUEUED_REPLIES,
    }),
    presets: new PresetDesk({
      presets,
      choices: choices.sampling,
      models: choices.models,
      store,
      audit,
      newId: randomUUID,
    }),
  };
}

function knownModel({ id, family, sizes, context, route, sources }: ModelEntry): KnownModel {
  return {
    id,
    family,
    sizes: sizes.map(({ name }) => name),
    contextLength: context,
    route,
    canBePulled: Object.keys(sources).length > 0,
  };
}
