import { type CheckResult, failed, ok } from "./check-result.ts";

/** What could be learnt about the model file without loading it. */
export type ModelFinding =
  | { readonly usable: true; readonly file: string; readonly description: string }
  /** `problem` is made for people: it says what is wrong and what to do. */
  | { readonly usable: false; readonly problem: string };

const name = "model";

export function checkModel(finding: ModelFinding): CheckResult {
  if (finding.usable) return ok(name, `${finding.file}: ${finding.description}`);
  return failed(
    name,
    finding.problem,
    "Put a GGUF file in MODELS_DIR and its name in MODEL, or empty MODEL for the demo model.",
  );
}
