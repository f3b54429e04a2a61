import { GenerationError, type GenerationFailure } from "../../generation/generation-error.ts";
import type { GenerationRequest } from "../../generation/request.ts";
import type { GenerationReport, StreamPart } from "../../generation/stream-part.ts";
import type { EngineInfo, EngineStatus, TextEngine } from "../../generation/text-engine.ts";
import type { Clock } from "../../lib/clock.ts";
import type { Logger } from "../../lib/logger.ts";
import { SlotGate } from "../slot-gate.ts";
import { serverRequest } from "./request-body.ts";
import type { ServerClient } from "./server-client.ts";
import { ServerError } from "./server-error.ts";
import { judge, unavailable } from "./server-failure.ts";
import type { ServerFlavour } from "./server-flavour.ts";
import type { ServerPromptWriter, WrittenPrompt } from "./server-prompt-writer.ts";
import { ServerReply } from "./server-reply.ts";
import { readStreamEvent, type StreamEvent } from "./stream-event.ts";
import type { TokenEstimate } from "./token-estimate.ts";
import { Watchdog } from "./watchdog.ts";

/** Milliseconds without a sign of life after which a request is given up. */
export interface ServerTimeouts {
  /** Until the first event: the server may read a long prompt, or load the model first. */
  readonly firstEventMs: number;
  /** From one event to the next. */
  readonly nextEventMs: number;
}

/** Of one request, the first one counted. */
const mostTries = 4;

export interface EngineParts {
  readonly info: EngineInfo;
  readonly client: ServerClient;
  /** The model's name on the server. */
  readonly model: string;
  readonly flavour: ServerFlavour;
  readonly writer: ServerPromptWriter;
  readonly estimate: TokenEstimate;
  readonly timeouts: ServerTimeouts;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** A model on a server that speaks OpenAI's protocol, behind the contract that every engine has. */
export class OpenAiCompatibleEngine implements TextEngine {
  readonly info: EngineInfo;
  readonly #parts: EngineParts;
  readonly #gate: SlotGate;
  readonly #disposed = new AbortController();
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
    const { clock, writer } = this.#parts;
    const reply = new ServerReply(request, {
      model: this.info.displayName,
      template: writer.template,
      stop: writer.stop,
      clock,
    });
    const ended = AbortSignal.any([signal, this.#disposed.signal]);
    const slot = await this.#gate.enter(request, ended);
    try {
      const isTold = slot !== null && (yield* this.#speak(request, reply, ended));
      if (isTold) return;
      if (signal.aborted) yield* this.#finish(reply, "cancelled");
      else yield { type: "error", failure: disposedFailure };
    } finally {
      slot?.leave();
    }
  }

  /** Ends every stream: what runs or waits gets an error part, and its connection is closed. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#disposed.abort();
  }

  /** All the tries of a request. Returns whether its last part has been told; false when `ended` came first. */
  async *#speak(
    request: GenerationRequest,
    reply: ServerReply,
    ended: AbortSignal,
  ): AsyncGenerator<StreamPart, boolean> {
    for (let tries = 1; ; tries++) {
      const prompt = this.#write(request);
      if (!("fields" in prompt)) {
        yield { type: "error", failure: prompt };
        return true;
      }
      try {
        yield* this.#try(request, prompt, reply, ended);
        return true;
      } catch (thrown) {
        if (ended.aborted) return false;
        if (!(thrown instanceof ServerError)) throw thrown;
        const failure = await this.#afterFailure(thrown, prompt, { tries, reply, ended });
        if (ended.aborted) return false;
        if (failure === null) continue;
        yield { type: "error", failure };
        return true;
      }
    }
  }

  #write(request: GenerationRequest): WrittenPrompt | GenerationFailure {
    try {
      return this.#parts.writer.write(request);
    } catch (thrown) {
      if (thrown instanceof GenerationError) return thrown.failure;
      throw thrown;
    }
  }

  async *#try(
    request: GenerationRequest,
    prompt: WrittenPrompt,
    reply: ServerReply,
    ended: AbortSignal,
  ): AsyncGenerator<StreamPart> {
    const { model, flavour, writer, estimate } = this.#parts;
    const asked = serverRequest(request, prompt, { model, flavour, stop: writer.stop });
    reply.begin(prompt, asked.ignoredSettings);
    for await (const event of this.#events(asked, ended)) {
      yield* reply.take(event);
      // Leaving closes the connection, which is how a server is told to stop.
      if (reply.over !== undefined && !reply.endedByServer) break;
    }
    if (reply.usage !== undefined) estimate.learn(prompt.estimatedTokens, reply.usage.promptTokens);
    yield* this.#finish(reply, reply.over ?? "stop");
  }

  /** The server's events up to its last one. Throws a {@link ServerError} where there is none. */
  async *#events(
    asked: { readonly path: string; readonly body: unknown },
    ended: AbortSignal,
  ): AsyncGenerator<StreamEvent> {
    const { client, clock, timeouts } = this.#parts;
    const watchdog = new Watchdog(clock);
    const signal = AbortSignal.any([ended, watchdog.signal]);
    let finished = false;
    try {
      watchdog.expect(timeouts.firstEventMs);
      for await (const data of client.postForEvents(asked.path, asked.body, signal)) {
        // A reader that takes its time is no silence of the server's.
        watchdog.stop();
        if (data.trim() === "[DONE]") return;
        const event = understood(data);
        finished ||= event.finishReason !== null;
        yield event;
        watchdog.expect(timeouts.nextEventMs);
      }
      if (!finished) throw new ServerError({ kind: "broken" }, "the stream ended in its midst");
    } catch (thrown) {
      if (watchdog.signal.aborted && !ended.aborted)
        throw new ServerError({ kind: "silent" }, "", { cause: thrown });
      // The reply is whole; only its counts are missing.
      if (finished && thrown instanceof ServerError && thrown.problem.kind === "broken") return;
      throw thrown;
    } finally {
      watchdog.stop();
    }
  }

  /** What to tell the reader, or null when it can be tried again, after the wait that is due. */
  async #afterFailure(
    error: ServerError,
    prompt: WrittenPrompt,
    at: { readonly tries: number; readonly reply: ServerReply; readonly ended: AbortSignal },
  ): Promise<GenerationFailure | null> {
    const { logger, estimate, clock } = this.#parts;
    const { tries, reply, ended } = at;
    logger.debug({ detail: error.detail }, "the model's server complains");
    const verdict = judge(error, tries);
    const lastTry = tries >= mostTries || reply.started;
    switch (verdict.kind) {
      case "shorten": {
        if (lastTry) return promptTooLong;
        const counted = verdict.promptTokens ?? 0;
        estimate.learn(
          prompt.estimatedTokens,
          Math.max(counted, prompt.estimatedTokens * longerThanThought),
        );
        return null;
      }
      case "retry": {
        if (lastTry) return verdict.failure;
        logger.warn(
          { problem: error.problem, tries, delayMs: verdict.delayMs },
          "the model's server failed; trying again",
        );
        await clock.sleep(verdict.delayMs, ended).catch(() => {});
        return null;
      }
      case "give-up":
        return verdict.failure;
      default:
        return verdict satisfies never;
    }
  }

  #finish(reply: ServerReply, reason: "stop" | "length" | "cancelled"): StreamPart[] {
    const parts = reply.finish(reason);
    const last = parts.at(-1);
    if (last?.type === "finish") this.#count(last.report);
    return parts;
  }

  #count(report: GenerationReport): void {
    this.#counts.promptTokens += report.promptTokens;
    this.#counts.cachedTokens += report.cachedTokens;
    this.#counts.generatedTokens += report.generatedTokens;
  }
}

/** A server that finds a prompt too long without saying by how much is taken to have counted a quarter more. */
const longerThanThought = 1.25;

function understood(data: string): StreamEvent {
  const read = readStreamEvent(data);
  switch (read.kind) {
    case "event":
      return read.event;
    case "error":
      throw new ServerError(
        { kind: "status", status: read.status ?? 500, retryAfterMs: undefined },
        read.detail,
      );
    case "nonsense":
      throw new ServerError({ kind: "broken" }, data);
    default:
      return read satisfies never;
  }
}

const unsupportedVersion: GenerationFailure = {
  code: "unsupported-version",
  message: "The bot and this worker have different versions.",
  retryable: false,
};

const promptTooLong: GenerationFailure = {
  code: "prompt-too-long",
  message:
    "The model's server finds the prompt too long. Set CONTEXT_SIZE to what the server was started with.",
  retryable: false,
};

const disposedFailure = unavailable("The model was unloaded before the reply was finished.", true);
