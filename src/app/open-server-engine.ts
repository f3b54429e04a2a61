import type { Settings } from "../config/settings.ts";
import type { TextEngine } from "../generation/text-engine.ts";
import { createOpenAiCompatibleEngine } from "../inference/openai-compatible/create-openai-compatible-engine.ts";
import { namedLayout } from "../roleplay/prompt/named-layout.ts";
import type { RunContext } from "./running.ts";
import { serverLocation } from "./server-location.ts";

/** Finds the server of the settings and the model on it. */
export async function openServerEngine(
  settings: Settings,
  context: RunContext,
): Promise<TextEngine> {
  const { logger, clock, signal } = context;
  const { PROMPT_FORMAT: format } = settings;
  const engine = await createOpenAiCompatibleEngine({
    ...serverLocation(settings),
    protocol: settings.ENGINE_PROTOCOL,
    layout: format === undefined ? undefined : namedLayout(format),
    contextSize: settings.CONTEXT_SIZE,
    slots: settings.ENGINE_SLOTS,
    logger,
    clock,
    signal,
  });
  const { displayName, contextSize, slots, engine: runsOn } = engine.info;
  logger.info({ model: displayName, contextSize, slots, engine: runsOn }, "the server is ready");
  return engine;
}
