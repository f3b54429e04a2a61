import type { Catalogue, ModelEntry } from "./catalogue.ts";

/** The model that a file belongs to, by its name: of all that match, the one whose match is the longest. */
export function modelOfFile(catalogue: Catalogue, fileName: string): ModelEntry | undefined {
  let best: { readonly entry: ModelEntry; readonly length: number } | undefined;
  for (const entry of catalogue.models) {
    const length = entry.file?.exec(fileName)?.[0].length ?? 0;
    if (length > (best?.length ?? 0)) best = { entry, length };
  }
  return best?.entry;
}

/** The model with this id or name; letters of either case. */
export function modelNamed(catalogue: Catalogue, wanted: string): ModelEntry | undefined {
  const name = wanted.toLowerCase();
  return catalogue.models.find((entry) => entry.id === name || entry.name.toLowerCase() === name);
}
