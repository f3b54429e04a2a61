import { type GpuChoice, openBackend } from "./llama-backend.ts";

/** Bytes that are free on the GPUs that llama.cpp uses, all together; null where it computes on the CPU. */
export async function freeGpuMemory(gpu: GpuChoice): Promise<number | null> {
  if (gpu === "off") return null;
  const llama = await openBackend(gpu);
  if (llama.gpu === false) return null;
  return (await llama.getVramState()).free;
}
