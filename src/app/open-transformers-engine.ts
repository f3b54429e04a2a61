import type { Settings } from "../config/settings.ts";
import type { TextEngine } from "../generation/text-engine.ts";
import { createTransformersEngine } from "../inference/transformers/create-transformers-engine.ts";
import { resolveModelFolder } from "../models/resolve-model-folder.ts";
import { namedLayout } from "../roleplay/prompt/named-layout.ts";
import type { RunContext } from "./running.ts";

/** Loads the model in ONNX of the settings: `MODEL` is its folder. */
export async function openTransformersEngine(
  settings: Settings,
  context: RunContext,
): Promise<TextEngine> {
  const { logger, clock, signal } = context;
  const { PROMPT_FORMAT: format, THREADS: threads } = settings;
  const engine = await createTransformersEngine({
    folder: await resolveModelFolder({ model: settings.MODEL, modelsDir: settings.MODELS_DIR }),
    layout: format === undefined ? undefined : namedLayout(format),
    contextSize: settings.CONTEXT_SIZE,
    slots: settings.SLOTS,
    threads: threads === 0 ? undefined : threads,
    logger,
    clock,
    signal,
  });
  const { displayName, contextSize, slots, engine: runsOn } = engine.info;
  logger.info({ model: displayName, contextSize, slots, engine: runsOn }, "the model is loaded");
  return engine;
}
