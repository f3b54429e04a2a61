import { basename, extname } from "node:path";
import type { Settings } from "../../config/settings.ts";
import type { RecommendedSampling } from "../../conversation/presets/preset-service.ts";
import type { Catalogue } from "../../models/catalogue/catalogue.ts";
import { modelOfFile } from "../../models/catalogue/find-model.ts";

/**
 * What the catalogue recommends for a model, by its id; for the default, by `MODEL`. A `TEMPERATURE` that was set goes
 * before it.
 */
export function recommendedSampling(
  catalogue: Catalogue,
  { MODEL, TEMPERATURE: temperature }: Pick<Settings, "MODEL" | "TEMPERATURE">,
): RecommendedSampling {
  const own = basename(MODEL, extname(MODEL));
  return (model) => {
    const recommended = modelOfFile(catalogue, model ?? own)?.sampling ?? {};
    const given = Object.entries(recommended).filter(([, value]) => value !== undefined);
    return { ...Object.fromEntries(given), ...(temperature === undefined ? {} : { temperature }) };
  };
}
