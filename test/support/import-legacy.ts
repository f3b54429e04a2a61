import { readCatalogue } from "../../src/models/catalogue/read-catalogue.ts";
import {
  type ImportReport,
  type ImportRequest,
  importModel,
} from "../../src/models/ggml/import-model.ts";

/** Imports a file next to which nothing else matters. */
export async function importLegacy(
  request: Pick<ImportRequest, "file" | "modelsDir"> & Partial<ImportRequest>,
): Promise<ImportReport> {
  return importModel({
    wishes: {},
    catalogue: await readCatalogue(),
    onProgress: () => {},
    ...request,
  });
}
