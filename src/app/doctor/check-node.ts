import { type CheckResult, failed, ok } from "./check-result.ts";

const name = "Node";

/** Whether this Node (`20.20.2`) is new enough. */
export function checkNode(version: string): CheckResult {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 20)) return ok(name, version);
  return failed(
    name,
    `${version} is too old`,
    "Install Node 20.20 or newer from https://nodejs.org.",
  );
}
