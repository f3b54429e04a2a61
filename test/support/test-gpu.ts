import type { GpuChoice } from "../../src/inference/llama-cpp/llama-backend.ts";

/**
 * What the engine under test computes on: the CPU, which is everywhere, or what `HEARTHSIDE_TEST_GPU` says, for whoever
 * has a GPU and wants to see the same tests pass on it.
 */
export const testGpu = (process.env.HEARTHSIDE_TEST_GPU ?? "off") as GpuChoice;
