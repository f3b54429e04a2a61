import type { LlamaContext } from "node-llama-cpp";
import type { TextEngine } from "../../src/generation/text-engine.ts";
import {
  type LlamaCppEngineOptions,
  startLlamaCppEngine,
} from "../../src/inference/llama-cpp/create-llama-cpp-engine.ts";
import { loadModel } from "../../src/inference/llama-cpp/load-model.ts";
import { inspectModel } from "../../src/models/inspect-model.ts";
import type { BenchModel } from "./models.ts";
import { benchEngineOptions, type EngineShape } from "./models.ts";
import { type Moment, moment } from "./moment.ts";

/** One step of the engine; the times are those when its results were there. */
export interface Tick extends Moment {
  readonly replies: number;
  readonly promptTokens: number;
  /** Batches that llama.cpp evaluated in it, and the tokens in them. */
  readonly batches: number;
  readonly rows: number;
}

export interface TickingEngine extends AsyncDisposable {
  readonly engine: TextEngine;
  /** The ticks since the last call, oldest first. */
  takeTicks(): readonly Tick[];
}

/** The bot's own engine, with a view of its steps and of what llama.cpp makes of them. */
export async function openTickingEngine(
  model: BenchModel,
  shape: EngineShape,
): Promise<TickingEngine> {
  let ticks: Tick[] = [];
  const options: LlamaCppEngineOptions = benchEngineOptions(model, {
    ...shape,
    onTick: (report) => ticks.push({ ...report, ...takeCounts(), ...moment() }),
  });
  const inspection = await inspectModel(model.file);
  const loaded = await loadModel(options);
  const takeCounts = countBatches(loaded.context);
  const engine = startLlamaCppEngine(options, loaded, inspection);
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

interface NativeContext {
  addToBatch(sequence: number, index: number, tokens: Uint32Array, logits: Uint32Array): unknown;
  decodeBatch(): Promise<unknown>;
}

/**
 * Counts batches between the library and its native context, the only place where they can be seen. The returned
 * function gives the counts since its last call.
 */
function countBatches(context: LlamaContext): () => { batches: number; rows: number } {
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
