import type { GpuChoice } from "../../src/inference/llama-cpp/llama-backend.ts";

let choice: GpuChoice = "off";

/** Lets the benches compute on a GPU from now on. */
export function computeOn(gpu: GpuChoice): void {
  choice = gpu;
}

/** What the benches' models compute on: the CPU unless something else was asked for. */
export function computesOn(): GpuChoice {
  return choice;
}

/** The same as node-llama-cpp has it, with all layers on the GPU where there is one. */
export function bareCompute() {
  return choice === "off"
    ? ({ llama: { gpu: false }, model: { gpuLayers: 0 } } as const)
    : ({ llama: { gpu: choice }, model: { gpuLayers: "max" } } as const);
}

/** Layers on the GPU for llama.cpp's own programs. */
export function nativeGpuLayers(): number {
  return choice === "off" ? 0 : 999;
}
