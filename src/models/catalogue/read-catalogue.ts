import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";
import { packageRoot } from "../../lib/package-root.ts";
import { type Catalogue, catalogueSchema } from "./catalogue.ts";

/** Reads the catalogue that ships with the program. A mistake in it is a bug. */
export async function readCatalogue(
  file: string = join(packageRoot(), "catalogue", "models.yaml"),
): Promise<Catalogue> {
  return catalogueSchema.parse(parse(await readFile(file, "utf8")));
}
