import { stat } from "node:fs/promises";
import { isAbsolute, resolve, sep } from "node:path";
import { UserError } from "../lib/errors.ts";
import type { ModelLocation } from "./resolve-model-file.ts";

/** The absolute path of a model that is a folder. Throws a {@link UserError} where there is none. */
export async function resolveModelFolder({ model, modelsDir }: ModelLocation): Promise<string> {
  const models = resolve(modelsDir);
  const folder = resolve(models, model);
  if (!isAbsolute(model) && !folder.startsWith(models + sep))
    throw new UserError(
      "model-outside",
      `MODEL is "${model}", which leads out of ${modelsDir}. Give a path inside it, or an absolute path.`,
    );
  const stats = await stat(folder).catch(() => undefined);
  if (stats?.isDirectory()) return folder;
  throw new UserError(
    "model-missing",
    `There is no model folder "${model}". With ENGINE=transformers, MODEL is a folder with a model in ONNX (docs/engines.md). Set MODEL.`,
  );
}
