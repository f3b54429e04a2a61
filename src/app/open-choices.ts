import type { Settings } from "../config/settings.ts";
import { ModelChoices } from "../conversation/models/model-choices.ts";
import { PresetChoices } from "../conversation/presets/preset-choices.ts";
import type { PlaceFinder } from "../conversation/settings/place.ts";
import { defaultSampling } from "../generation/sampling-defaults.ts";
import { readCatalogue } from "../models/catalogue/read-catalogue.ts";
import { recommendedSampling } from "./models/recommended-sampling.ts";
import type { BotFiles } from "./open-files.ts";

/** Which model and which preset hold where. */
export async function openChoices(
  settings: Settings,
  files: BotFiles,
  places: PlaceFinder,
): Promise<{ readonly models: ModelChoices; readonly sampling: PresetChoices }> {
  return {
    models: new ModelChoices({ store: files.placeSettings, state: files.state, places }),
    sampling: new PresetChoices({
      settings: files.placeSettings,
      presets: files.presets,
      places,
      base: defaultSampling,
      recommended: recommendedSampling(await readCatalogue(), settings),
    }),
  };
}
