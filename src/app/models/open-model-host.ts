import type { Settings } from "../../config/settings.ts";
import type { LoadProgress } from "../../generation/model-control.ts";
import { requestsPerSlot } from "../../inference/llama-cpp/give-way.ts";
import { ModelHost } from "../../inference/model-host/model-host.ts";
import type { Clock } from "../../lib/clock.ts";
import { readCatalogue } from "../../models/catalogue/read-catalogue.ts";
import { ModelFolder } from "../../models/folder/model-folder.ts";
import { huggingFaceUrl } from "../../models/pull/remote-file.ts";
import { resolveModelFile } from "../../models/resolve-model-file.ts";
import { layoutNames, namedLayout } from "../../roleplay/prompt/named-layout.ts";
import type { OpenedEngine } from "../open-engine.ts";
import type { RunContext } from "../running.ts";
import { LlamaCppSource } from "./llama-cpp-source.ts";
import { LocalModels } from "./local-models.ts";

/**
 * The models of `MODELS_DIR`, run by llama.cpp in processes of their own; the one of `MODEL` is loaded. `firstModel` is loaded in
 * its place where it can be.
 */
export async function openModelHost(
  settings: Settings,
  context: RunContext,
  firstModel: string | undefined,
): Promise<OpenedEngine> {
  const { logger, clock, signal } = context;
  const { MODELS_DIR: modelsDir, PROMPT_FORMAT: format } = settings;
  if (format !== undefined && !layoutNames.includes(format)) namedLayout(format);
  const modelFile = await resolveModelFile({ model: settings.MODEL, modelsDir });
  const folder = new ModelFolder({ directory: modelsDir, extraFile: modelFile, clock, logger });
  const catalogue = await readCatalogue();
  const ownModel = await folder.idOf(modelFile);
  const source = new LlamaCppSource({ settings, folder, catalogue, context, ownModel });
  const host = await ModelHost.open(
    { source, defaultModel: ownModel, mostModels: settings.MODELS_LOADED, logger },
    {
      first: firstModel,
      signal,
      onProgress: tellNowAndThen(clock, (percent) => logger.info({ percent }, "loading the model")),
    },
  );
  const { displayName, contextSize, slots, engine: runsOn } = host.info;
  logger.info({ model: displayName, contextSize, slots, engine: runsOn }, "the model is loaded");
  const control = new LocalModels({
    folder,
    source,
    host,
    catalogue,
    modelsDir,
    endpoint: settings.MODEL_ENDPOINT ?? huggingFaceUrl,
    ownModel,
  });
  void control.lookAround();
  return {
    engine: host,
    control,
    models: () => host.models(),
    // Whether for several models or for one: it can't be known beforehand which will be asked.
    concurrency: settings.SLOTS * Math.max(settings.MODELS_LOADED, requestsPerSlot),
  };
}

/** What is loaded sooner needs no telling. */
const tellEveryMs = 2_000;

/** Calls `tell` with whole percents while a load takes its time. */
function tellNowAndThen(
  clock: Pick<Clock, "now">,
  tell: (percent: number) => void,
): (progress: LoadProgress) => void {
  let toldAt: number | undefined;
  return ({ step, share }) => {
    if (step !== "loading") return;
    toldAt ??= clock.now();
    if (clock.now() - toldAt < tellEveryMs) return;
    toldAt = clock.now();
    tell(Math.floor(share * 100));
  };
}
