import type { ModelFit } from "../../generation/model-control.ts";
import { type CheckResult, failed, ok } from "./check-result.ts";

/** What could be learnt about the model file without loading it. */
export type ModelFinding =
  | {
      readonly usable: true;
      readonly file: string;
      readonly architecture: string;
      readonly quantisation: string | null;
      readonly contextLength: number;
      readonly sizeBytes: number;
      /** Whether it fits in what is free now. */
      readonly fit: ModelFit;
    }
  /** `problem` is made for people: it says what is wrong. */
  | { readonly usable: false; readonly problem: string; readonly remedy?: string };

const name = "model";

export function checkModel(finding: ModelFinding): CheckResult {
  if (!finding.usable)
    return failed(
      name,
      finding.problem,
      finding.remedy ??
        "Put a GGUF file in MODELS_DIR and its name in MODEL, or leave MODEL empty for the demo model.",
    );
  const { file, architecture, quantisation, contextLength, sizeBytes } = finding;
  const kind = [architecture, quantisation].filter(Boolean).join(" ");
  const size = `${(sizeBytes / 1024 ** 2).toFixed(0)} MiB`;
  return ok(name, `${file}: ${kind}, ${size}, trained for ${contextLength} tokens`);
}
