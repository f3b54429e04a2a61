import { basename } from "node:path";

/** `model-00001-of-00003.gguf`: a model in several files, of which the first one stands for all. */
const partOfSplit = /-(\d{5})-of-(\d{5})$/;

export interface NamedModel {
  readonly id: string;
  /** Inside the models folder, with `/`. */
  readonly path: string;
}

/**
 * The models that lie at these paths: a file's name without its ending is its model's id. Of two files with one name in
 * different folders, the later one has its path for an id. Further parts of split models are no models.
 */
export function nameModels(paths: readonly string[]): readonly NamedModel[] {
  const taken = new Set<string>();
  return paths.toSorted().flatMap((path) => {
    const stem = path.replace(/\.gguf$/i, "");
    const part = partOfSplit.exec(stem);
    if (part !== null && Number(part[1]) !== 1) return [];
    const whole = stem.replace(partOfSplit, "");
    const name = basename(whole);
    const id = taken.has(name) ? whole : name;
    taken.add(id);
    return [{ id, path }];
  });
}
