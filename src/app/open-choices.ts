import type { Settings } from "../config/settings.ts";
import { ModelChoices } from "../conversation/models/model-choices.ts";
import { PresetChoices } from "../conversation/presets/preset-choices.ts";
import type { PlaceFinder } from "../conversation/settings/place.ts";
import { defaultSampling } from "../generation/sampling-defaults.ts";
import type { Catalogue } from "../models/catalogue/catalogue.ts";
import { readCatalogue } from "../models/catalogue/read-catalogue.ts";
import { recommendedSampling } from "./models/recommended-sampling.ts";
import type { BotFiles } from "./open-files.ts";

export interface OpenedChoices {
  readonly models: ModelChoices;
  readonly sampling: PresetChoices;
  /** What there is to choose from, here or elsewhere. */
  readonly catalogue: Catalogue;
}

/** Which model and which preset hold where. */
export async function openChoices(
  settings: Settings,
  files: BotFiles,
  places: PlaceFinder,
): Promise<OpenedChoices> {
  const catalogue = await readCatalogue();
  return {
    catalogue,
    models: new ModelChoices({ store: files.placeSettings, state: files.state, places }),
    sampling: new PresetChoices({
      settings: files.placeSettings,
      presets: files.presets,
      places,
      base: defaultSampling,
      recommended: recommendedSampling(catalogue, settings),
    }),
  };
}
