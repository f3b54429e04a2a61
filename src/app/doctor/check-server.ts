import { type CheckResult, failed, ok } from "./check-result.ts";

/** What could be learnt about the model's server without generating anything. */
export type ServerFinding =
  | {
      readonly usable: true;
      /** The program, for people. */
      readonly program: string;
      readonly model: string;
      /** Tokens; null where the server doesn't tell. */
      readonly contextSize: number | null;
    }
  /** `problem` is made for people: it says what is wrong. */
  | { readonly usable: false; readonly problem: string };

const name = "model's server";

/** Whether the server is there, with the model and with as much context as the settings count on. */
export function checkServer(finding: ServerFinding, wantedContext: number): CheckResult {
  if (!finding.usable)
    return failed(name, finding.problem, "docs/engines.md says how to start each server.");
  const { program, model, contextSize } = finding;
  const found = `${program} with ${model}`;
  if (contextSize === null)
    return ok(
      name,
      `${found}; it doesn't tell its context, which has to be at least CONTEXT_SIZE (${wantedContext})`,
    );
  if (contextSize >= wantedContext) return ok(name, `${found}, ${contextSize} tokens of context`);
  return failed(
    name,
    `${found} has ${contextSize} tokens of context, fewer than CONTEXT_SIZE (${wantedContext})`,
    "Start the server with a larger context, or lower CONTEXT_SIZE; until then the smaller one is used.",
  );
}
