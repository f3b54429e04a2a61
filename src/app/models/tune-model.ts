import { availableParallelism } from "node:os";
import { dirname } from "node:path";
import type { Settings } from "../../config/settings.ts";
import { openBackend } from "../../inference/llama-cpp/llama-backend.ts";
import { openModel, threadCount } from "../../inference/llama-cpp/load-model.ts";
import type { EngineSetup, Trial } from "../../inference/llama-cpp/tune/choose-setup.ts";
import { turnRate } from "../../inference/llama-cpp/tune/choose-setup.ts";
import { machineName } from "../../inference/llama-cpp/tune/machine-name.ts";
import { measureSetup } from "../../inference/llama-cpp/tune/measure-setup.ts";
import { tune } from "../../inference/llama-cpp/tune/tune.ts";
import { tuningFile, writeTuning } from "../../inference/llama-cpp/tune/tuning-file.ts";
import { fileOfModel } from "../../models/folder/file-of-model.ts";
import { inspectModel } from "../../models/inspect-model.ts";
import { resolveModelFile } from "../../models/resolve-model-file.ts";
import type { RunContext } from "../running.ts";

export interface TuneResult {
  readonly best: Trial;
  readonly first: Trial;
  /** Where it was kept; null where it wasn't to be. */
  readonly file: string | null;
}

/**
 * Measures which setup of llama.cpp is the fastest for a model on this machine, and keeps it for later loads. Throws a
 * `UserError` when the model can't be run.
 */
export async function tuneModel(
  wanted: string,
  options: { readonly coarseCache: boolean; readonly keep: boolean },
  settings: Settings,
  context: Pick<RunContext, "clock" | "print" | "signal">,
): Promise<TuneResult> {
  const { clock, print, signal } = context;
  const { MODELS_DIR: modelsDir } = settings;
  const modelFile =
    (await fileOfModel(wanted, modelsDir)) ??
    (await resolveModelFile({ model: wanted, modelsDir }));
  const inspection = await inspectModel(modelFile, { signal });
  const llama = await openBackend(settings.GPU);
  const complaints: string[] = [];
  const contextSize = Math.min(settings.CONTEXT_SIZE, inspection.contextLength, 2048);
  const { SLOTS: slots, GPU_LAYERS: gpuLayers } = settings;
  await using model = await openModel(
    llama,
    { modelFile, contextSize, slots, gpuLayers, signal },
    complaints,
  );
  print(`Tuning ${inspection.name} for ${slots} replies side by side.`);
  const { best, first } = await tune({
    first: {
      threads: threadCount(settings.THREADS),
      batchSize: settings.BATCH_SIZE,
      flashAttention: true,
      cacheType: "f16",
    },
    cores: availableParallelism(),
    coarseCache: options.coarseCache,
    measure: (setup) => measureSetup(model, setup, { contextSize, slots, clock, signal }),
    onTrial: (trial) => print(describeTrial(trial)),
    signal,
  });
  print(
    `Best: ${describeSetup(best.setup)}; ${(turnRate(best) / turnRate(first)).toFixed(2)} times as fast as before.`,
  );
  if (!options.keep) return { best, first, file: null };
  const file = tuningFile(dirname(settings.DATABASE_FILE), modelFile);
  await writeTuning(file, {
    version: 1,
    sizeBytes: inspection.sizeBytes,
    machine: machineName(llama.gpu || "cpu"),
    date: new Date(clock.now()).toISOString(),
    ...best,
  });
  return { best, first, file };
}

function describeTrial(
  trial: Trial | { readonly setup: EngineSetup; readonly problem: string },
): string {
  const setup = describeSetup(trial.setup);
  if ("problem" in trial) return `  ${setup}: doesn't work here (${trial.problem})`;
  return `  ${setup}: reads ${trial.reading.toFixed(0)}, writes ${trial.writing.toFixed(1)} tokens/s`;
}

function describeSetup({ threads, batchSize, flashAttention, cacheType }: EngineSetup): string {
  return `${threads} ${threads === 1 ? "thread" : "threads"}, batch ${batchSize}, flash attention ${flashAttention ? "on" : "off"}, cache ${cacheType}`;
}
