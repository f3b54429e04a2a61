import type { Settings } from "../../config/settings.ts";
import { loadLibrary } from "../../inference/transformers/load-library.ts";
import { inspectOnnxFolder } from "../../inference/transformers/onnx-folder.ts";
import { UserError } from "../../lib/errors.ts";
import { resolveModelFolder } from "../../models/resolve-model-folder.ts";
import type { CheckResult } from "./check-result.ts";
import { failed, ok } from "./check-result.ts";

/** Whether the library is there, and the model's files; nothing is loaded but the library. */
export async function lookAtOnnx(
  settings: Pick<Settings, "MODEL" | "MODELS_DIR">,
): Promise<CheckResult> {
  try {
    await loadLibrary();
    const { MODEL: model, MODELS_DIR: modelsDir } = settings;
    const { path, architecture, precision, sizeBytes } = await inspectOnnxFolder(
      await resolveModelFolder({ model, modelsDir }),
    );
    const size = `${(sizeBytes / 1024 ** 2).toFixed(0)} MiB`;
    return ok("model", `${path}: ONNX, ${architecture} ${precision}, ${size}`);
  } catch (thrown) {
    if (thrown instanceof UserError)
      return failed(
        "model",
        thrown.message,
        "docs/engines.md says what ENGINE=transformers needs.",
      );
    throw thrown;
  }
}
