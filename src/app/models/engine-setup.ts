import { dirname } from "node:path";
import type { Settings } from "../../config/settings.ts";
import { settingsSchema } from "../../config/settings.ts";
import type { LoadOptions } from "../../inference/llama-cpp/load-model.ts";
import { machineName } from "../../inference/llama-cpp/tune/machine-name.ts";
import { readTuning, tuningFile } from "../../inference/llama-cpp/tune/tuning-file.ts";
import type { Logger } from "../../lib/logger.ts";

type TunedSettings = Pick<
  Settings,
  "THREADS" | "BATCH_SIZE" | "FLASH_ATTENTION" | "KV_CACHE" | "DATABASE_FILE"
>;

/** How a model is to be run: as the settings say, else as it was measured to be best on this machine. */
export async function engineSetup(
  modelFile: string,
  model: { readonly sizeBytes: number },
  settings: TunedSettings,
  {
    backend,
    logger,
  }: {
    /** What llama.cpp computes on here. */
    readonly backend: string;
    readonly logger: Logger;
  },
): Promise<Pick<LoadOptions, "threads" | "batchSize" | "flashAttention" | "cacheType">> {
  const machine = machineName(backend);
  const file = tuningFile(dirname(settings.DATABASE_FILE), modelFile);
  const tuned = (await readTuning(file, { ...model, machine }, logger))?.setup;
  if (tuned !== undefined) logger.debug({ ...tuned }, "the model was tuned for this machine");
  const isUsualBatch = settings.BATCH_SIZE === settingsSchema.shape.BATCH_SIZE.parse(undefined);
  return {
    threads: settings.THREADS === 0 ? (tuned?.threads ?? 0) : settings.THREADS,
    batchSize: isUsualBatch ? (tuned?.batchSize ?? settings.BATCH_SIZE) : settings.BATCH_SIZE,
    flashAttention:
      settings.FLASH_ATTENTION === "auto"
        ? tuned?.flashAttention
        : settings.FLASH_ATTENTION === "on",
    cacheType: settings.KV_CACHE === "auto" ? (tuned?.cacheType ?? "f16") : settings.KV_CACHE,
  };
}
