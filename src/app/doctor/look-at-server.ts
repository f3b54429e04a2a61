import type { Settings } from "../../config/settings.ts";
import { inspectServer } from "../../inference/openai-compatible/create-openai-compatible-engine.ts";
import { serverFlavours } from "../../inference/openai-compatible/server-flavour.ts";
import { systemClock } from "../../lib/clock.ts";
import { isAbort, UserError } from "../../lib/errors.ts";
import { serverLocation } from "../server-location.ts";
import type { ServerFinding } from "./check-server.ts";

const timeoutMs = 10_000;

/** Asks the model's server what it is and has, without generating anything. */
export async function lookAtServer(
  settings: Pick<Settings, "ENGINE_URL" | "ENGINE_API_KEY" | "ENGINE_MODEL">,
): Promise<ServerFinding> {
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    const location = serverLocation(settings);
    const facts = await inspectServer(location, { clock: systemClock, signal });
    return { usable: true, program: serverFlavours[facts.kind].name, ...facts };
  } catch (thrown) {
    if (thrown instanceof UserError) return { usable: false, problem: thrown.message };
    if (isAbort(thrown, signal))
      return { usable: false, problem: `the server doesn't answer within ${timeoutMs / 1000} s` };
    throw thrown;
  }
}
