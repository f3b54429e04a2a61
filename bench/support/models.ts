import type { TextEngine } from "../../src/generation/text-engine.ts";
import { EngineProcess } from "../../src/inference/engine-process/engine-process.ts";
import { ProcessLink } from "../../src/inference/engine-process/process-link.ts";
import {
  createLlamaCppEngine,
  type LlamaCppEngineOptions,
} from "../../src/inference/llama-cpp/create-llama-cpp-engine.ts";
import type { TickReport } from "../../src/inference/llama-cpp/tick-loop.ts";
import { systemClock } from "../../src/lib/clock.ts";
import { silentLogger } from "../../src/lib/logger.ts";
import { computesOn } from "./compute.ts";

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

/** One thread: on small machines the others belong to JavaScript. */
export function benchEngineOptions(model: BenchModel, shape: EngineShape): LlamaCppEngineOptions {
  return {
    modelFile: model.file,
    batchSize: benchBatchSize,
    threads: 1,
    gpu: computesOn(),
    logger: silentLogger,
    clock: systemClock,
    ...shape,
  };
}

/** The bot's own engine. */
export function openBenchEngine(model: BenchModel, shape: EngineShape): Promise<TextEngine> {
  return createLlamaCppEngine(benchEngineOptions(model, shape));
}

export type ProcessShape = Pick<LlamaCppEngineOptions, "slots" | "contextSize">;

/** The same in a process of its own, as the bot has it. */
export function openBenchProcess(
  model: BenchModel,
  {
    onTick,
    ...shape
  }: ProcessShape & { readonly onTick?: (report: TickReport, at: number) => void },
): Promise<TextEngine> {
  const { clock: _clock, layout: _layout, ...options } = benchEngineOptions(model, shape);
  const link = ProcessLink.start({ gpu: options.gpu, logger: silentLogger });
  return EngineProcess.load(link, { ...options, onTick });
}
