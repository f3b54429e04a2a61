import { readCatalogue } from "../../src/models/catalogue/read-catalogue.ts";
import { importModel } from "../../src/models/importing/import-model.ts";
import type { ImportReport, ImportRequest } from "../../src/models/importing/import-request.ts";

const catalogue = readCatalogue();

/** Imports a model next to which nothing else matters. */
export async function importAny(
  request: Pick<ImportRequest, "source" | "modelsDir"> & Partial<ImportRequest>,
): Promise<ImportReport> {
  return importModel({
    wishes: {},
    catalogue: await catalogue,
    onProgress: () => {},
    ...request,
  });
}
