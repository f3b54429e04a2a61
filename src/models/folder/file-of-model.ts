import { join, resolve } from "node:path";
import { listModels } from "../resolve-model-file.ts";
import { nameModels } from "./model-ids.ts";

/** The absolute path of the model in the models folder that goes by this id; undefined when there is none. */
export async function fileOfModel(id: string, modelsDir: string): Promise<string | undefined> {
  const folder = resolve(modelsDir);
  const found = nameModels(await listModels(folder)).find((model) => model.id === id);
  return found && join(folder, ...found.path.split("/"));
}
