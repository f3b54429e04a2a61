import { GenerationError, type GenerationFailure } from "../../generation/generation-error.ts";
import type { GenerationRequest } from "../../generation/request.ts";
import type { FinishReason, GenerationReport, StreamPart } from "../../generation/stream-part.ts";
import type { EngineInfo, EngineStatus, TextEngine } from "../../generation/text-engine.ts";
import type { Clock } from "../../lib/clock.ts";
import { coerceError } from "../../lib/errors.ts";
import type { Logger } from "../../lib/logger.ts";
import { PartStream } from "../part-stream.ts";
import { SlotGate } from "../slot-gate.ts";
import type { OnnxModel } from "./onnx-model.ts";
import type { OnnxPromptWriter, WrittenPrompt } from "./onnx-prompt-writer.ts";
import { OnnxReply } from "./onnx-reply.ts";

export interface EngineParts {
  readonly info: EngineInfo;
  readonly model: OnnxModel;
  readonly writer: OnnxPromptWriter;
  /** For people: the format that prompts are written in. */
  readonly template: string;
  /** Text that ends a reply in that format. */
  readonly stop: readonly string[];
  readonly clock: Clock;
  readonly logger: Logger;
}

const noPrompt: WrittenPrompt = { tokens: [], maxTokens: 0, sections: [] };

/** A model in ONNX, run by transformers.js in this process, behind the contract that every engine has. */
export class TransformersEngine implements TextEngine {
  readonly info: EngineInfo;
  readonly #parts: EngineParts;
  readonly #gate: SlotGate;
  readonly #disposed = new AbortController();
  /** Generations that the model still works on. */
  readonly #running = new Set<Promise<void>>();
  #counts = { promptTokens: 0, cachedTokens: 0, generatedTokens: 0 };

  constructor(parts: EngineParts) {
    this.info = parts.info;
    this.#parts = parts;
    this.#gate = new SlotGate(parts.info.slots);
  }

  status(): EngineStatus {
    return {
      activeRequests: this.#gate.active,
      waitingRequests: this.#gate.waiting,
      ...this.#counts,
    };
  }

  async *generate(request: GenerationRequest, signal: AbortSignal): AsyncGenerator<StreamPart> {
    if ((request.version as number) !== 1) {
      yield { type: "error", failure: unsupportedVersion };
      return;
    }
    const arrivedAt = this.#parts.clock.now();
    const ended = AbortSignal.any([signal, this.#disposed.signal]);
    const slot = await this.#gate.enter(request, ended);
    try {
      const reply = slot === null ? undefined : this.#begin(request, arrivedAt);
      if (reply !== undefined && !(reply instanceof OnnxReply)) {
        yield { type: "error", failure: reply };
        return;
      }
      if (reply !== undefined) yield* this.#speak(reply, ended);
      if (this.#disposed.signal.aborted && !signal.aborted) {
        if (reply?.over === undefined) yield { type: "error", failure: unloaded };
      } else if (reply === undefined)
        yield this.#finish("cancelled", this.#reply(request, noPrompt, arrivedAt).report());
    } finally {
      slot?.leave();
    }
  }

  /** Ends every stream, waits for the model to stop, and unloads it. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#disposed.abort();
    await Promise.allSettled(this.#running);
    await this.#parts.model[Symbol.asyncDispose]();
  }

  #begin(request: GenerationRequest, arrivedAt: number): OnnxReply | GenerationFailure {
    try {
      return this.#reply(request, this.#parts.writer.write(request), arrivedAt);
    } catch (thrown) {
      if (thrown instanceof GenerationError) return thrown.failure;
      throw thrown;
    }
  }

  #reply(request: GenerationRequest, prompt: WrittenPrompt, arrivedAt: number): OnnxReply {
    const { model, template, stop, clock } = this.#parts;
    const { displayName } = this.info;
    return new OnnxReply(request, {
      prompt,
      model,
      told: { displayName, template },
      stop,
      clock,
      arrivedAt,
    });
  }

  /** All parts of a reply; none at the end where the engine was unloaded before. */
  async *#speak(reply: OnnxReply, ended: AbortSignal): AsyncGenerator<StreamPart> {
    const left = new AbortController();
    const stop = AbortSignal.any([ended, left.signal]);
    const parts = new PartStream<StreamPart>(() => left.abort());
    const work = this.#work(reply, { parts, stop });
    this.#running.add(work);
    try {
      for await (const part of parts) yield part;
    } finally {
      left.abort();
      await work;
      this.#running.delete(work);
    }
  }

  /** Runs the model and puts what comes of it into the stream. Never rejects. */
  async #work(
    reply: OnnxReply,
    { parts, stop }: { readonly parts: PartStream<StreamPart>; readonly stop: AbortSignal },
  ): Promise<void> {
    const { model, logger } = this.#parts;
    const { tokens: prompt, maxTokens, sections } = reply.prompt;
    let isTold = false;
    const tell = (delta: string) => {
      if (!isTold) parts.push({ type: "prompt-end", usage: reply.usage, sections });
      isTold = true;
      if (delta !== "") parts.push({ type: "text-delta", delta });
    };
    try {
      if (!stop.aborted)
        await model.run({
          prompt,
          maxTokens,
          choose: (logits) => reply.choose(logits),
          take(token) {
            if (stop.aborted) return false;
            tell(reply.take(token));
            return reply.over === undefined;
          },
        });
      const reason = reply.over ?? (stop.aborted ? "cancelled" : "length");
      const rest = reply.flush();
      if (reason !== "cancelled" || isTold) tell(rest);
      if (!this.#disposed.signal.aborted || reply.over !== undefined)
        parts.push(this.#finish(reason, reply.report()));
    } catch (thrown) {
      logger.error({ error: coerceError(thrown) }, "the ONNX model failed");
      parts.push({ type: "error", failure: engineFailed });
    } finally {
      parts.end();
    }
  }

  #finish(reason: FinishReason, report: GenerationReport): StreamPart {
    this.#counts.promptTokens += report.promptTokens;
    this.#counts.cachedTokens += report.cachedTokens;
    this.#counts.generatedTokens += report.generatedTokens;
    return { type: "finish", reason, report };
  }
}

const unsupportedVersion: GenerationFailure = {
  code: "unsupported-version",
  message: "The bot and this worker have different versions.",
  retryable: false,
};

const unloaded: GenerationFailure = {
  code: "model-unavailable",
  message: "The model was unloaded before the reply was finished.",
  retryable: true,
};

const engineFailed: GenerationFailure = {
  code: "engine-failed",
  message: "The model broke on this reply. Another attempt may work.",
  retryable: true,
};
