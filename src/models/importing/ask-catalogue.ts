import { UserError } from "../../lib/errors.ts";
import type { Catalogue, ModelEntry } from "../catalogue/catalogue.ts";
import { modelNamed, modelOfFile } from "../catalogue/find-model.ts";

/** What the catalogue knows of a model, by the name that a person gives it, else by that of its file or folder. */
export function catalogueEntry(
  catalogue: Catalogue,
  name: string | undefined,
  fileName: string,
): ModelEntry | undefined {
  if (name !== undefined) {
    const named = modelNamed(catalogue, name) ?? modelOfFile(catalogue, name);
    if (named !== undefined) return named;
  }
  return modelOfFile(catalogue, fileName);
}

/** The chat template of a format; undefined where it has none. Throws a {@link UserError} where there is no such format. */
export function formatTemplate(
  catalogue: Catalogue,
  format: string | undefined,
): string | undefined {
  if (format === undefined) return undefined;
  if (Object.hasOwn(catalogue.formats, format)) return catalogue.formats[format]?.template;
  const known = Object.keys(catalogue.formats).join(", ");
  throw new UserError("format-unknown", `There is no format "${format}". There are: ${known}.`);
}
