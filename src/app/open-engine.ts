import { tmpdir } from "node:os";
import type { Settings } from "../config/settings.ts";
import type { TextEngine } from "../generation/text-engine.ts";
import { createLlamaCppEngine } from "../inference/llama-cpp/create-llama-cpp-engine.ts";
import { resolveModelFile } from "../models/resolve-model-file.ts";
import { namedLayout } from "../roleplay/prompt/named-layout.ts";
import { openServerEngine } from "./open-server-engine.ts";
import type { RunContext } from "./running.ts";

/** The engine of the settings, ready to answer. */
export async function openEngine(settings: Settings, context: RunContext): Promise<TextEngine> {
  return settings.ENGINE === "openai"
    ? openServerEngine(settings, context)
    : openLlamaCpp(settings, context);
}

/** Loads the model of the settings, telling the log how far it is. */
async function openLlamaCpp(settings: Settings, context: RunContext): Promise<TextEngine> {
  const { logger, clock, signal } = context;
  const { PROMPT_FORMAT: format } = settings;
  const layout = format === undefined ? undefined : namedLayout(format);
  const modelFile = await resolveModelFile({
    model: settings.MODEL,
    modelsDir: settings.MODELS_DIR,
  });
  const engine = await createLlamaCppEngine({
    modelFile,
    contextSize: settings.CONTEXT_SIZE,
    slots: settings.SLOTS,
    batchSize: settings.BATCH_SIZE,
    threads: settings.THREADS,
    gpu: settings.GPU,
    gpuLayers: settings.GPU_LAYERS,
    keptStates: {
      folder: settings.KEPT_STATES_DIR ?? tmpdir(),
      budgetBytes: settings.KEPT_STATES_MB * 2 ** 20,
    },
    layout,
    logger,
    clock,
    signal,
    onLoadProgress: tellEveryTenth((percent) => logger.info({ percent }, "loading the model")),
  });
  const { displayName, contextSize, slots, engine: runsOn } = engine.info;
  logger.info({ model: displayName, contextSize, slots, engine: runsOn }, "the model is loaded");
  return engine;
}

/** Calls `tell` with whole percents, each tenth once. `progress` is between 0 and 1. */
function tellEveryTenth(tell: (percent: number) => void): (progress: number) => void {
  let told = 0;
  return (progress) => {
    const tenth = Math.floor(progress * 10);
    if (tenth <= told) return;
    told = tenth;
    tell(tenth * 10);
  };
}
