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

export type EngineShape = Partial<LlamaCppEngineOptions> &
  Pick<LlamaCppEngineOptions, "slots" | "contextSize">;

/** Tokens of a batch, for all engines that are compared. */
export const benchBatchSize = 512;

/** The CPU, with one thread: on small machines the others belong to JavaScript. */
export function benchEngineOptions(model: BenchModel, shape: EngineShape): LlamaCppEngineOptions {
  return {
    modelFile: model.file,
    batchSize: benchBatchSize,
    threads: 1,
    gpu: "off",
    logger: silentLogger,
    clock: systemClock,
    ...shape,
  };
}

/** The bot's own engine. */
export function openBenchEngine(model: BenchModel, shape: EngineShape): Promise<TextEngine> {
  return createLlamaCppEngine(benchEngineOptions(model, shape));
}
