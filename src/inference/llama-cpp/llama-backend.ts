import type { Llama, LlamaLogLevel } from "node-llama-cpp";
import { UserError } from "../../lib/errors.ts";

export type GpuChoice = "auto" | "cuda" | "vulkan" | "metal" | "off";

export interface LogLine {
  readonly level: LlamaLogLevel;
  readonly text: string;
}

/** Models load beside each other while one is swapped for another; each listens to what llama.cpp says meanwhile. */
const listeners = new Set<(line: LogLine) => void>();

/**
 * llama.cpp's backend is a thing of the process, and the library can't open it a second time: log lines of a second
 * one go past the logger to the terminal, and it is never closed again. So it is opened once and stays. What takes
 * memory, models and contexts, is freed with each engine.
 */
const backends = new Map<GpuChoice, Promise<Llama>>();

/** The backend for this choice. Throws a {@link UserError} when this machine has none. */
export async function openBackend(gpu: GpuChoice): Promise<Llama> {
  const opened = backends.get(gpu) ?? open(gpu);
  backends.set(gpu, opened);
  try {
    return await opened;
  } catch (error) {
    backends.delete(gpu);
    throw error;
  }
}

/** Calls `listener` with every line of llama.cpp's log until the returned function is called. */
export function listenToLog(listener: (line: LogLine) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

async function open(gpu: GpuChoice): Promise<Llama> {
  // Only now: the library takes longer to read than all of the program, and not every process has a model.
  const { getLlama, LlamaLogLevel, NoBinaryFoundError } = await import("node-llama-cpp");
  let llama: Llama;
  try {
    llama = await getLlama({
      gpu: gpu === "off" ? false : gpu,
      // Compiling llama.cpp takes many minutes and a tool chain; what npm installed has to do.
      build: "never",
      // Every context says how many it wants.
      maxThreads: 0,
      logLevel: LlamaLogLevel.info,
      logger: (level, message) => {
        for (const listener of listeners) listener({ level, text: message.trim() });
      },
    });
  } catch (error) {
    if (error instanceof NoBinaryFoundError) throw unavailable(gpu, error);
    throw error;
  }
  // On some systems the library gives the CPU instead of what was asked for.
  if (gpu !== "auto" && gpu !== "off" && llama.gpu !== gpu) throw unavailable(gpu);
  return llama;
}

function unavailable(gpu: GpuChoice, cause?: unknown): UserError {
  return new UserError(
    "gpu-unavailable",
    gpu === "auto" || gpu === "off"
      ? "There is no llama.cpp binary for this machine. Run `npm install` again on it, or use another engine."
      : `GPU is set to "${gpu}", but llama.cpp finds no working ${gpu} here. Install its driver, or set GPU to "auto" or "off".`,
    { cause },
  );
}
