import type { GenerationFailure } from "../../generation/generation-error.ts";
import type { GenerationRequest } from "../../generation/request.ts";
import type { StreamPart } from "../../generation/stream-part.ts";
import type { EngineInfo, EngineStatus, TextEngine } from "../../generation/text-engine.ts";
import { deferred } from "../../lib/deferred.ts";
import { coerceError } from "../../lib/errors.ts";
import type { Logger } from "../../lib/logger.ts";
import { removeStatesOf } from "../llama-cpp/state-folders.ts";
import type { TickReport } from "../llama-cpp/tick-loop.ts";
import { noStatus } from "../model-host/sum-status.ts";
import { PartStream } from "../part-stream.ts";
import { deathInReply, deathWhileLoading } from "./engine-death.ts";
import type { EngineLoad, ModelMessage } from "./messages.ts";
import { fromPlainError } from "./plain-error.ts";
import type { ProcessEnd, ProcessLink } from "./process-link.ts";

export interface EngineProcessOptions extends EngineLoad {
  readonly logger: Logger;
  /** Called with rising numbers up to 1 while weights are read. */
  readonly onLoadProgress?: ((share: number) => void) | undefined;
  /** Called after every step, some time later. `at`: when it was over, in milliseconds since the Unix epoch. */
  readonly onTick?: ((report: TickReport, at: number) => void) | undefined;
  /** Called once when the process ends by itself; then the engine answers nothing any more. */
  readonly onDeath?: (() => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** The line to a process, as far as an engine uses it. */
export type EngineLink = Pick<ProcessLink, "pid" | "ended" | "listen" | "send" | "kill">;

/** A reply that is on its way. */
interface Reply {
  readonly parts: PartStream<StreamPart>;
  readonly signal: AbortSignal;
  readonly onAbort: () => void;
}

/**
 * A model that llama.cpp runs in a process of its own: when it leaves, all its memory is free again, and when llama.cpp
 * aborts, only its replies fail.
 */
export class EngineProcess implements TextEngine {
  readonly info: EngineInfo;
  readonly #link: EngineLink;
  readonly #options: EngineProcessOptions;
  readonly #replies = new Map<number, Reply>();
  #lastId = 0;
  #status: EngineStatus = noStatus;
  /** Why nothing is taken any more. */
  #closed: GenerationFailure | undefined;
  #disposed: Promise<void> | undefined;

  private constructor(info: EngineInfo, link: EngineLink, options: EngineProcessOptions) {
    this.info = info;
    this.#link = link;
    this.#options = options;
    link.listen((message) => this.#take(message));
    void link.ended.then((end) => this.#onEnd(end));
  }

  /**
   * Loads a model in a process that is there and has none, and takes the process over. Throws a {@link UserError} when the
   * model is broken, doesn't fit, or makes the process die; rejects with the signal's reason when loading is aborted.
   * The process has ended then.
   */
  static async load(link: EngineLink, options: EngineProcessOptions): Promise<EngineProcess> {
    const { signal } = options;
    const ready = deferred<EngineInfo>();
    // Whoever gave up before it began doesn't wait for it.
    ready.promise.catch(() => {});
    const onAbort = () => ready.reject(signal?.reason);
    signal?.addEventListener("abort", onAbort, { once: true });
    link.listen((message) => {
      if (message.type === "ready") ready.resolve(message.info);
      if (message.type === "load-failed") ready.reject(fromPlainError(message.error));
      if (message.type === "load-progress") options.onLoadProgress?.(message.share);
    });
    void link.ended.then((end) => {
      // Of a process that has said why, or was stopped, this is no news.
      ready.reject(deathWhileLoading(end));
    });
    try {
      signal?.throwIfAborted();
      link.send({ type: "load", options: toLoad(options) });
      return new EngineProcess(await ready.promise, link, options);
    } catch (thrown) {
      await link.kill();
      await removeStates(link, options);
      throw thrown;
    } finally {
      signal?.removeEventListener("abort", onAbort);
    }
  }

  get pid(): number | undefined {
    return this.#link.pid;
  }

  generate(request: GenerationRequest, signal: AbortSignal): AsyncIterable<StreamPart> {
    const id = ++this.#lastId;
    const stop = () => this.#link.send({ type: "stop", id });
    const parts = new PartStream<StreamPart>(() => {
      this.#forget(id);
      stop();
    });
    if (this.#closed !== undefined) {
      endWith(parts, this.#closed);
      return parts;
    }
    this.#replies.set(id, { parts, signal, onAbort: stop });
    this.#link.send({ type: "generate", id, request, stopped: signal.aborted });
    signal.addEventListener("abort", stop, { once: true });
    return parts;
  }

  /** As the process last told. */
  status(): EngineStatus {
    return this.#status;
  }

  /** Ends every stream with an error, and resolves once the process has ended. */
  [Symbol.asyncDispose](): Promise<void> {
    this.#disposed ??= this.#dispose();
    return this.#disposed;
  }

  async #dispose(): Promise<void> {
    this.#close(unloaded);
    await this.#link.kill();
    await removeStates(this.#link, this.#options);
  }

  #take(message: ModelMessage): void {
    if (message.type === "part") this.#deliver(message.id, message.part);
    else if (message.type === "status") this.#status = message.status;
    else if (message.type === "tick") this.#options.onTick?.(message.report, message.at);
  }

  /** Of a reply that nobody reads any more, parts may still come. */
  #deliver(id: number, part: StreamPart): void {
    const reply = this.#replies.get(id);
    if (reply === undefined) return;
    reply.parts.push(part);
    if (part.type !== "finish" && part.type !== "error") return;
    this.#forget(id);
    reply.parts.end();
  }

  #forget(id: number): void {
    const reply = this.#replies.get(id);
    reply?.signal.removeEventListener("abort", reply.onAbort);
    this.#replies.delete(id);
  }

  #close(failure: GenerationFailure): void {
    this.#closed ??= failure;
    this.#status = { ...this.#status, activeRequests: 0, waitingRequests: 0 };
    for (const [id, { parts }] of this.#replies) {
      this.#forget(id);
      endWith(parts, this.#closed);
    }
  }

  #onEnd(end: ProcessEnd): void {
    if (this.#closed !== undefined) return;
    const { code, signal, lastWords } = end;
    const { logger, onDeath } = this.#options;
    logger.error(
      {
        model: this.info.modelId,
        pid: this.pid,
        code,
        signal,
        lastWords,
        replies: this.#replies.size,
      },
      "the process of a model has died",
    );
    this.#close(deathInReply(end));
    void removeStates(this.#link, this.#options);
    onDeath?.();
  }
}

function endWith(parts: PartStream<StreamPart>, failure: GenerationFailure): void {
  parts.push({ type: "error", failure });
  parts.end();
}

function toLoad({
  logger: _logger,
  onLoadProgress: _onLoadProgress,
  onTick,
  onDeath: _onDeath,
  signal: _signal,
  ...load
}: EngineProcessOptions): EngineLoad {
  return { ...load, reportTicks: onTick !== undefined };
}

async function removeStates(
  { pid }: EngineLink,
  { keptStates, logger }: EngineProcessOptions,
): Promise<void> {
  if (keptStates === undefined || pid === undefined) return;
  try {
    await removeStatesOf(keptStates.folder, pid);
  } catch (thrown) {
    const { folder } = keptStates;
    logger.warn({ folder, error: coerceError(thrown) }, "kept states can't be removed");
  }
}

const unloaded: GenerationFailure = {
  code: "model-unavailable",
  message: "The model was unloaded.",
  retryable: true,
};
