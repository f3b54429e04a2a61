import type { Settings } from "../../config/settings.ts";
import type { ModelFit } from "../../generation/model-control.ts";
import { freeGpuMemory } from "../../inference/llama-cpp/free-gpu-memory.ts";
import { type FreeMemory, judgeFit } from "../../models/fit/judge-fit.ts";
import type { MemoryPlan } from "../../models/fit/memory-need.ts";
import type { ModelInspection } from "../../models/model-inspection.ts";
import { availableMemory } from "../doctor/look-at-machine.ts";

/** Whether a model would run as the settings want it, with what is free now. */
export async function fitHere(settings: Settings, inspection: ModelInspection): Promise<ModelFit> {
  return judgeFit(inspection.shape, memoryPlan(settings, inspection), await freeMemory(settings));
}

/** What is free now, on the GPU of the settings and beside it. */
export async function freeMemory({ GPU }: Pick<Settings, "GPU">): Promise<FreeMemory> {
  return { ramBytes: availableMemory().availableBytes, gpuBytes: await freeGpuMemory(GPU) };
}

/** How the settings want a model to be run. `cacheType`: where it was tuned for this machine, what was found to be best. */
export function memoryPlan(
  settings: Settings,
  inspection: ModelInspection,
  cacheType: MemoryPlan["cacheType"] = settings.KV_CACHE === "q8_0" ? "q8_0" : "f16",
): MemoryPlan {
  return {
    contextSize: Math.min(settings.CONTEXT_SIZE, inspection.contextLength),
    slots: settings.SLOTS,
    batchSize: settings.BATCH_SIZE,
    cacheType,
    gpuLayers: settings.GPU_LAYERS ?? null,
  };
}
