import { createScriptedEngine, type ScriptedEngine } from "../../src/generation/scripted-engine.ts";
import type { CheckedModel, ModelSource } from "../../src/inference/model-host/model-source.ts";
import { type Deferred, deferred } from "../../src/lib/deferred.ts";
import { UserError } from "../../src/lib/errors.ts";

/** Models that say their own name, for hosts; what happens to them is written down. */
export class ScriptedModels implements ModelSource {
  /** `load a`, `unload a`, in that order. */
  readonly log: string[] = [];
  readonly engines = new Map<string, ScriptedEngine>();
  /** Models whose file is broken. */
  readonly broken = new Set<string>();
  /** Models that look sound and can't be loaded. */
  readonly unloadable = new Set<string>();
  /** How many fit in memory. */
  room = Number.POSITIVE_INFINITY;
  readonly #deaths = new Map<string, () => void>();
  #gate: Deferred<void> | undefined;

  /** Holds every load up until the returned function is called. */
  holdLoads(): () => void {
    const gate = deferred<void>();
    this.#gate = gate;
    return () => {
      this.#gate = undefined;
      gate.resolve();
    };
  }

  async check(modelId: string): Promise<CheckedModel> {
    if (this.broken.has(modelId))
      throw new UserError("model-damaged", `The model file ${modelId}.gguf is cut off.`);
    return {
      modelId,
      revision: modelId,
      hasRoom: async () => this.engines.size < this.room,
      load: async (onProgress, signal, onDeath) => {
        const engine = await this.#load(modelId, onProgress, signal);
        this.#deaths.set(modelId, onDeath);
        return engine;
      },
    };
  }

  /** A model's engine ends by itself: what it does fails, and so does whatever else it is asked for. */
  die(modelId: string): void {
    this.log.push(`death of ${modelId}`);
    const engine = this.engines.get(modelId);
    this.engines.delete(modelId);
    void engine?.[Symbol.asyncDispose]();
    this.#deaths.get(modelId)?.();
  }

  async #load(modelId: string, onProgress: (share: number) => void, signal: AbortSignal) {
    signal.throwIfAborted();
    onProgress(0.5);
    const aborted = new Promise<never>((_, reject) => {
      signal.addEventListener("abort", () => reject(signal.reason), { once: true });
    });
    await Promise.race([this.#gate?.promise, aborted]);
    signal.throwIfAborted();
    if (this.unloadable.has(modelId))
      throw new UserError("model-load-failed", "It can't be loaded.");
    this.log.push(`load ${modelId}`);
    const engine = createScriptedEngine({ modelId, replies: `I am ${modelId}.`, slots: 2 });
    this.engines.set(modelId, engine);
    const dispose = engine[Symbol.asyncDispose].bind(engine);
    engine[Symbol.asyncDispose] = async () => {
      if (this.engines.delete(modelId)) this.log.push(`unload ${modelId}`);
      await dispose();
    };
    return engine;
  }
}
