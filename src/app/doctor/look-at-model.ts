import type { Settings } from "../../config/settings.ts";
import { UserError } from "../../lib/errors.ts";
import { inspectModel } from "../../models/inspect-model.ts";
import { resolveModelFile } from "../../models/resolve-model-file.ts";
import { fitHere } from "../models/fit-here.ts";
import type { ModelFinding } from "./check-model.ts";

/** Reads what the model file says of itself, without loading it. */
export async function lookAtModel(settings: Settings): Promise<ModelFinding> {
  try {
    const file = await resolveModelFile({ model: settings.MODEL, modelsDir: settings.MODELS_DIR });
    const inspection = await inspectModel(file);
    return { usable: true, file, ...inspection, fit: await fitHere(settings, inspection) };
  } catch (thrown) {
    if (!(thrown instanceof UserError)) throw thrown;
    const { code, message: problem } = thrown;
    if (code !== "gpu-unavailable") return { usable: false, problem };
    return {
      usable: false,
      problem,
      remedy: "The model's file is fine, but nothing runs it before that.",
    };
  }
}
