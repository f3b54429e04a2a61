import type { Logger } from "../../lib/logger.ts";
import type { GpuChoice } from "../llama-cpp/llama-backend.ts";
import { EngineProcess, type EngineProcessOptions } from "./engine-process.ts";
import type { LlamaMachine } from "./messages.ts";
import { ProcessLink } from "./process-link.ts";

/**
 * Where engine processes come from. One is started ahead as soon as somebody thinks of loading a model: Node and llama.cpp
 * take some seconds of a processor to be ready, which pass while the model is looked at and the others go on answering. Where
 * more than one model is ever loaded, one process more is kept ready for the next.
 */
export class EngineProcesses implements AsyncDisposable {
  readonly #gpu: GpuChoice;
  readonly #logger: Logger;
  /** Those with a model, the newest last. */
  readonly #busy = new Set<ProcessLink>();
  /** The one without. */
  #spare: ProcessLink | undefined;
  #loads = 0;
  #knownBackend: LlamaMachine["backend"] | undefined;

  constructor(options: { readonly gpu: GpuChoice; readonly logger: Logger }) {
    this.#gpu = options.gpu;
    this.#logger = options.logger;
    if (options.gpu === "off") this.#knownBackend = "cpu";
  }

  /**
   * Starts a process, if there is none that waits for its model, and resolves when llama.cpp is ready in it. Throws a
   * `UserError` when it can't be.
   */
  async prepare(): Promise<void> {
    this.#knownBackend = (await this.#takeAhead().lookAtMachine()).backend;
  }

  /** Takes back what {@link prepare} did, where nobody has made use of it and none is kept ready. */
  async unprepare(): Promise<void> {
    if (this.#loads < 2) await this.#endSpare();
  }

  /** What llama.cpp computes on. Throws a `UserError` when it can't. */
  async backend(): Promise<LlamaMachine["backend"]> {
    this.#knownBackend ??= (await this.#lookAtMachine()).backend;
    return this.#knownBackend;
  }

  /** Bytes that are free on the GPUs that llama.cpp uses, all together; null where it computes on the CPU. */
  async freeGpuMemory(): Promise<number | null> {
    if ((await this.backend()) === "cpu") return null;
    return (await this.#lookAtMachine()).freeGpuBytes;
  }

  /** As {@link EngineProcess.load}, in the process that waits for it or in a new one. */
  async load(options: EngineProcessOptions): Promise<EngineProcess> {
    const link = this.#takeAhead();
    this.#spare = undefined;
    this.#busy.add(link);
    void link.ended.then(() => this.#busy.delete(link));
    const engine = await EngineProcess.load(link, options);
    if (++this.#loads > 1) this.prepare().catch(() => {});
    return engine;
  }

  /** Ends the one that waits; engines are disposed of by whoever has them. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#loads = 0;
    await this.#endSpare();
  }

  async #endSpare(): Promise<void> {
    const spare = this.#spare;
    this.#spare = undefined;
    await spare?.kill();
  }

  async #lookAtMachine(): Promise<LlamaMachine> {
    const link = this.#spare ?? [...this.#busy].at(-1) ?? this.#takeAhead();
    try {
      return await link.lookAtMachine();
    } catch (thrown) {
      // It was ended meanwhile; another one can tell.
      if (link.hasEnded && this.#spare !== link) return this.#takeAhead().lookAtMachine();
      throw thrown;
    }
  }

  #takeAhead(): ProcessLink {
    if (this.#spare !== undefined && !this.#spare.hasEnded) return this.#spare;
    const link = ProcessLink.start({ gpu: this.#gpu, logger: this.#logger });
    this.#spare = link;
    return link;
  }
}
