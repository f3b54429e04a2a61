import type { GenerationRequest } from "../../generation/request.ts";
import type { EngineStatus, TextEngine } from "../../generation/text-engine.ts";
import { systemClock } from "../../lib/clock.ts";
import { coerceError } from "../../lib/errors.ts";
import type { Logger } from "../../lib/logger.ts";
import { namedLayout } from "../../roleplay/prompt/named-layout.ts";
import { createLlamaCppEngine } from "../llama-cpp/create-llama-cpp-engine.ts";
import { freeGpuMemory } from "../llama-cpp/free-gpu-memory.ts";
import { type GpuChoice, openBackend } from "../llama-cpp/llama-backend.ts";
import { sendingLogger } from "./log-lines.ts";
import type { EngineLoad, FromEngine, ToEngine } from "./messages.ts";
import { Outbox } from "./outbox.ts";
import { toPlainError } from "./plain-error.ts";

/** The engine process's side of the conversation: does what the bot asks for, and tells what comes of it. */
export class EngineServer implements AsyncDisposable {
  readonly #gpu: GpuChoice;
  readonly #outbox: Outbox<FromEngine>;
  readonly #logger: Logger;
  readonly #stops = new Map<number, AbortController>();
  #engine: TextEngine | undefined;
  #toldStatus: EngineStatus | undefined;

  constructor(gpu: GpuChoice, send: (messages: readonly FromEngine[]) => void) {
    this.#gpu = gpu;
    this.#outbox = new Outbox(send, () => this.#changedStatus());
    this.#logger = sendingLogger((line) => this.#outbox.post(line));
  }

  /** Never rejects. */
  async take(message: ToEngine): Promise<void> {
    switch (message.type) {
      case "load":
        return this.#load(message.options);
      case "generate":
        return this.#generate(message.id, message.request, message.stopped);
      case "stop":
        this.#stops.get(message.id)?.abort();
        return;
      case "look-at-machine":
        return this.#lookAtMachine(message.id);
      default:
        message satisfies never;
    }
  }

  /** Unloads the model. Not needed where the process ends. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#engine?.[Symbol.asyncDispose]();
  }

  async #load({ layout, reportTicks, ...options }: EngineLoad): Promise<void> {
    try {
      this.#engine = await createLlamaCppEngine({
        ...options,
        layout: layout === undefined ? undefined : namedLayout(layout),
        clock: systemClock,
        logger: this.#logger,
        onLoadProgress: (share) => this.#outbox.post({ type: "load-progress", share }),
        onTick: (report) => {
          if (reportTicks === true) this.#outbox.post({ type: "tick", report });
          else this.#outbox.sendSoon();
        },
      });
      this.#outbox.post({ type: "ready", info: this.#engine.info });
    } catch (thrown) {
      this.#outbox.post({ type: "load-failed", error: toPlainError(thrown) });
    }
  }

  async #generate(id: number, request: GenerationRequest, stopped: boolean): Promise<void> {
    const stop = new AbortController();
    if (stopped) stop.abort();
    this.#stops.set(id, stop);
    try {
      const engine = this.#engine;
      if (engine === undefined) throw new Error("no model is loaded");
      const parts = engine.generate(request, stop.signal);
      this.#outbox.sendSoon();
      for await (const part of parts) this.#outbox.post({ type: "part", id, part });
    } catch (thrown) {
      this.#logger.error({ error: coerceError(thrown) }, "an engine threw");
      this.#outbox.post({ type: "part", id, part: { type: "error", failure: threw } });
    } finally {
      this.#stops.delete(id);
    }
  }

  async #lookAtMachine(id: number): Promise<void> {
    try {
      const { gpu } = await openBackend(this.#gpu);
      const freeGpuBytes = await freeGpuMemory(this.#gpu);
      const machine = { backend: gpu === false ? ("cpu" as const) : gpu, freeGpuBytes };
      this.#outbox.post({ type: "machine", id, machine });
    } catch (thrown) {
      this.#outbox.post({ type: "machine-failed", id, error: toPlainError(thrown) });
    }
  }

  #changedStatus(): readonly FromEngine[] {
    const status = this.#engine?.status();
    if (status === undefined || isSame(status, this.#toldStatus)) return [];
    this.#toldStatus = status;
    return [{ type: "status", status }];
  }
}

const threw = {
  code: "engine-failed",
  message: "The model failed to answer.",
  retryable: true,
} as const;

function isSame(one: EngineStatus, other: EngineStatus | undefined): boolean {
  return (
    one.activeRequests === other?.activeRequests &&
    one.waitingRequests === other.waitingRequests &&
    one.promptTokens === other.promptTokens &&
    one.cachedTokens === other.cachedTokens &&
    one.generatedTokens === other.generatedTokens
  );
}
