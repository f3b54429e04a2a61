import type { LlamaContext } from "node-llama-cpp";
import type { TextEngine } from "../../src/generation/text-engine.ts";
import {
  type LlamaCppEngineOptions,
  startLlamaCppEngine,
} from "../../src/inference/llama-cpp/create-llama-cpp-engine.ts";
import { loadModel } from "../../src/inference/llama-cpp/load-model.ts";
import type { TickReport } from "../../src/inference/llama-cpp/tick-loop.ts";
import { inspectModel } from "../../src/models/inspect-model.ts";
import {
  type BenchModel,
  benchEngineOptions,
  type EngineShape,
  openBenchEngine,
  openBenchProcess,
  type ProcessShape,
} from "./models.ts";
import { type Moment, moment } from "./moment.ts";

/** One step of the engine; the times are those when its results were there. */
export interface Tick extends Moment {
  readonly replies: number;
  readonly promptTokens: number;
}

/** What llama.cpp evaluated. */
export interface BatchCounts {
  readonly batches: number;
  /** Tokens in them. */
  readonly rows: number;
}

export interface TickingEngine extends AsyncDisposable {
  readonly engine: TextEngine;
  /** The ticks since the last call, oldest first. */
  takeTicks(): readonly Tick[];
}

/** The bot's own engine in this process, with a view of its steps. */
export function openTickingEngine(model: BenchModel, shape: EngineShape): Promise<TickingEngine> {
  return watchTicks((onTick) => openBenchEngine(model, { ...shape, onTick }));
}

/** The same in a process of its own, with its steps by that process's clock. */
export function openTickingProcess(model: BenchModel, shape: ProcessShape): Promise<TickingEngine> {
  return watchTicks((onTick) => openBenchProcess(model, { ...shape, onTick }));
}

async function watchTicks(
  open: (onTick: (report: TickReport, at?: number) => void) => Promise<TextEngine>,
): Promise<TickingEngine> {
  let ticks: Tick[] = [];
  const engine = await open((report, at) => {
    const now = moment();
    ticks.push({ ...report, ...now, at: at ?? now.at });
  });
  return {
    engine,
    takeTicks() {
      const taken = ticks;
      ticks = [];
      return taken;
    },
    [Symbol.asyncDispose]: () => engine[Symbol.asyncDispose](),
  };
}

/** The same, with a view of the batches below the library. Looking at them takes time: nothing to measure speed with. */
export async function openCountedEngine(
  model: BenchModel,
  shape: EngineShape,
  onTick: (tick: TickReport & BatchCounts) => void,
): Promise<TextEngine> {
  const options: LlamaCppEngineOptions = benchEngineOptions(model, {
    ...shape,
    onTick: (report) => onTick({ ...report, ...takeCounts() }),
  });
  const inspection = await inspectModel(model.file);
  const loaded = await loadModel(options);
  const takeCounts = countBatches(loaded.context);
  return startLlamaCppEngine(options, loaded, inspection);
}

interface NativeContext {
  addToBatch(sequence: number, index: number, tokens: Uint32Array, logits: Uint32Array): unknown;
  decodeBatch(): Promise<unknown>;
}

/**
 * Counts batches between the library and its native context, the only place where they can be seen. The returned
 * function gives the counts since its last call.
 */
function countBatches(context: LlamaContext): () => BatchCounts {
  const holder = context as unknown as { _ctx: NativeContext };
  const native = holder._ctx;
  let counts = { batches: 0, rows: 0 };
  holder._ctx = new Proxy(native, {
    get(target, property) {
      if (property === "addToBatch")
        return (...batch: Parameters<NativeContext["addToBatch"]>) => {
          counts.rows += batch[2].length;
          return native.addToBatch(...batch);
        };
      if (property === "decodeBatch")
        return () => {
          counts.batches++;
          return native.decodeBatch();
        };
      const value: unknown = Reflect.get(target, property);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
  return () => {
    const taken = counts;
    counts = { batches: 0, rows: 0 };
    return taken;
  };
}
