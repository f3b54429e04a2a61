import type { GenerationRequest } from "../../generation/request.ts";
import type { StreamPart } from "../../generation/stream-part.ts";
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
  /** Reply -> its text that hasn't been sent. */
  readonly #texts = new Map<number, string>();
  #engine: TextEngine | undefined;
  #toldStatus: EngineStatus | undefined;

  constructor(gpu: GpuChoice, send: (messages: readonly FromEngine[]) => void) {
    this.#gpu = gpu;
    this.#outbox = new Outbox({ send, rest: () => this.#rest(), clock: systemClock });
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
          const at = performance.timeOrigin + performance.now();
          if (reportTicks === true) this.#outbox.postLater({ type: "tick", report, at });
          else this.#outbox.sendLater();
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
      for await (const part of parts) this.#tell(id, part);
    } catch (thrown) {
      this.#logger.error({ error: coerceError(thrown) }, "an engine threw");
      this.#tell(id, { type: "error", failure: threw });
    } finally {
      this.#stops.delete(id);
    }
  }

  /** First words go at once, and so does what is no text; more text of a reply may lie until there is more of it. */
  #tell(id: number, part: StreamPart): void {
    const text = this.#texts.get(id);
    if (part.type !== "text-delta") {
      this.#texts.delete(id);
      if (text) this.#outbox.post(textPart(id, text));
      this.#outbox.post({ type: "part", id, part });
      return;
    }
    this.#texts.set(id, (text ?? "") + part.delta);
    if (text === undefined) this.#outbox.sendSoon();
    else this.#outbox.sendLater();
  }

  /** What goes with every message: the texts so far, and figures that have changed. */
  #rest(): readonly FromEngine[] {
    const texts = [...this.#texts].filter(([, text]) => text !== "");
    for (const [id] of texts) this.#texts.set(id, "");
    return [...texts.map(([id, text]) => textPart(id, text)), ...this.#changedStatus()];
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

function textPart(id: number, delta: string): FromEngine {
  return { type: "part", id, part: { type: "text-delta", delta } };
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
