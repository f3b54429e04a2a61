import type { GenerationRequest } from "../../generation/request.ts";
import type { StreamPart } from "../../generation/stream-part.ts";
import type { EngineInfo, EngineStatus, TextEngine } from "../../generation/text-engine.ts";
import type { Clock } from "../../lib/clock.ts";
import { Generation } from "./generation.ts";
import type { ModelFacts } from "./model-facts.ts";
import type { TickLoop } from "./tick-loop.ts";

/** llama.cpp in the process that it is made in, behind the contract that every engine has. */
export class LlamaCppEngine implements TextEngine {
  readonly info: EngineInfo;
  readonly #loop: TickLoop;
  readonly #model: ModelFacts;
  readonly #clock: Clock;
  readonly #resources: AsyncDisposable;
  #disposed: Promise<void> | undefined;

  /** Takes ownership of `resources`: model and context. */
  constructor(options: {
    readonly info: EngineInfo;
    readonly loop: TickLoop;
    readonly model: ModelFacts;
    readonly clock: Clock;
    readonly resources: AsyncDisposable;
  }) {
    this.info = options.info;
    this.#loop = options.loop;
    this.#model = options.model;
    this.#clock = options.clock;
    this.#resources = options.resources;
  }

  generate(request: GenerationRequest, signal: AbortSignal): AsyncIterable<StreamPart> {
    const generation = new Generation(request, {
      signal,
      clock: this.#clock,
      model: this.#model,
    });
    if (request.version === 1) this.#loop.submit(generation);
    else
      generation.fail({
        code: "unsupported-version",
        message: "The bot and this worker have different versions.",
        retryable: false,
      });
    return generation.parts;
  }

  status(): EngineStatus {
    return this.#loop.status();
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.#disposed ??= this.#dispose();
    return this.#disposed;
  }

  async #dispose(): Promise<void> {
    await this.#loop.stop();
    await this.#resources[Symbol.asyncDispose]();
  }
}
