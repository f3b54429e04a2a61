import { type GpuChoice, openBackend } from "./llama-backend.ts";

/**
 * Bytes that a model can have on the GPUs that llama.cpp uses, all together; null where it computes on the CPU. The
 * library leaves a part of each card alone, for the driver and for screens; so does this.
 */
export async function freeGpuMemory(gpu: GpuChoice): Promise<number | null> {
  if (gpu === "off") return null;
  const llama = await openBackend(gpu);
  if (llama.gpu === false) return null;
  const { free } = await llama.getVramState();
  return Math.max(0, free - llama.vramPaddingSize);
}
