import type { TextEngine } from "../../src/generation/text-engine.ts";
import {
  createLlamaCppEngine,
  type LlamaCppEngineOptions,
} from "../../src/inference/llama-cpp/create-llama-cpp-engine.ts";
import { systemClock } from "../../src/lib/clock.ts";
import { silentLogger } from "../../src/lib/logger.ts";

export interface BenchModel {
  /** For the table. */
  readonly name: string;
  readonly file: string;
}

/** The small one that ships: overhead dominates. */
export const demoModel: BenchModel = {
  name: "the demo model",
  file: "models/hearthside-4m/hearthside-4m.Q8_0.gguf",
};

type EngineShape = Partial<LlamaCppEngineOptions> &
  Pick<LlamaCppEngineOptions, "slots" | "contextSize">;

/** The bot's own engine on the CPU, with one thread: on small machines the others belong to JavaScript. */
export function openBenchEngine(model: BenchModel, options: EngineShape): Promise<TextEngine> {
  return createLlamaCppEngine({
    modelFile: model.file,
    batchSize: 512,
    threads: 1,
    gpu: "off",
    logger: silentLogger,
    clock: systemClock,
    ...options,
  });
}
