import type { ModelRemark } from "../generation/model-remarks.ts";
import { UserError } from "../lib/errors.ts";

/** That a model's file is no good, in one line: `what` it is follows its name. */
export function fileProblem(
  code: "model-not-gguf" | "model-legacy-ggml" | "model-version" | "model-damaged",
  file: string,
  what: ModelRemark,
): UserError {
  return new UserError(code, `The model file ${file} ${what.english}.`, { values: { file, what } });
}
