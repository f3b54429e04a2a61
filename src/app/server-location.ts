import type { Settings } from "../config/settings.ts";
import type { ServerLocation } from "../inference/openai-compatible/create-openai-compatible-engine.ts";
import { UserError } from "../lib/errors.ts";

/** Where the model's server is. Throws a {@link UserError} when the settings don't say. */
export function serverLocation(
  settings: Pick<Settings, "ENGINE_URL" | "ENGINE_API_KEY" | "ENGINE_MODEL">,
): ServerLocation {
  const { ENGINE_URL: url, ENGINE_API_KEY: apiKey, ENGINE_MODEL: model } = settings;
  if (url === undefined)
    throw new UserError(
      "missing-settings",
      "ENGINE is openai, but ENGINE_URL is empty: set it to the server's address, for instance http://localhost:5001.",
    );
  return { url, apiKey, model };
}
