import type { Clock } from "../lib/clock.ts";
import { type Deferred, deferred } from "../lib/deferred.ts";
import type { GenerationFailure } from "./generation-error.ts";
import type { GenerationRequest } from "./request.ts";
import { type AdmittedRequest, ScriptedAdmission } from "./scripted-admission.ts";
import { fitScriptedPrompt } from "./scripted-prompt.ts";
import { type ScriptedReplies, speakScript, stepsFor } from "./scripted-reply.ts";
import { StopMatcher } from "./stop-matcher.ts";
import type { FinishReason, PromptUsage, SectionReport, StreamPart } from "./stream-part.ts";
import type { EngineInfo, EngineStatus, TextEngine } from "./text-engine.ts";

export interface ScriptedEngineOptions {
  /** Default: `Hello there.` */
  readonly replies?: ScriptedReplies;
  /** Characters of a token, and so of a delta. Default: 4. */
  readonly charactersPerToken?: number;
  /** Default: 4. */
  readonly slots?: number;
  /** Tokens. Default: 4096. */
  readonly contextSize?: number;
  readonly modelId?: string;
  /** Gives the report its durations. Without it they are 0. */
  readonly clock?: Clock;
  /** How long `clock` sleeps before each token. Default: 0, not at all. */
  readonly millisecondsPerToken?: number;
}

/** A {@link TextEngine} that speaks what it was told to. It keeps a record, for tests to look at. */
export interface ScriptedEngine extends TextEngine {
  /** Requests that got a slot, in that order. */
  readonly started: readonly GenerationRequest[];
  /** Resolves when a request with this id gets a slot. */
  whenStarted(id: string): Promise<void>;
}

export function createScriptedEngine(options: ScriptedEngineOptions = {}): ScriptedEngine {
  return new Scripted(options);
}

class Scripted implements ScriptedEngine {
  readonly info: EngineInfo;
  readonly started: GenerationRequest[] = [];
  readonly #replies: ScriptedReplies;
  readonly #charactersPerToken: number;
  readonly #clock: Clock | undefined;
  readonly #millisecondsPerToken: number;
  readonly #admission: ScriptedAdmission;
  readonly #disposed = new AbortController();
  readonly #watchers = new Map<string, Deferred<void>>();
  #counts = { promptTokens: 0, cachedTokens: 0, generatedTokens: 0 };

  constructor(options: ScriptedEngineOptions) {
    const modelId = options.modelId ?? "scripted";
    this.info = {
      modelId,
      displayName: modelId,
      contextSize: options.contextSize ?? 4096,
      slots: options.slots ?? 4,
      engine: "scripted",
      architecture: null,
      quantisation: null,
      sizeBytes: null,
    };
    this.#replies = options.replies ?? "Hello there.";
    this.#charactersPerToken = options.charactersPerToken ?? 4;
    this.#clock = options.clock;
    this.#millisecondsPerToken = options.millisecondsPerToken ?? 0;
    this.#admission = new ScriptedAdmission(this.info.slots);
  }

  status(): EngineStatus {
    return {
      activeRequests: this.#admission.active,
      waitingRequests: this.#admission.waiting,
      ...this.#counts,
    };
  }

  whenStarted(id: string): Promise<void> {
    if (this.started.some((request) => request.id === id)) return Promise.resolve();
    const watcher = this.#watchers.get(id) ?? deferred();
    this.#watchers.set(id, watcher);
    return watcher.promise;
  }

  async *generate(request: GenerationRequest, signal: AbortSignal): AsyncGenerator<StreamPart> {
    if ((request.version as number) !== 1) {
      yield { type: "error", failure: unsupportedVersion };
      return;
    }
    const ended = AbortSignal.any([signal, this.#disposed.signal]);
    const slot = await this.#admission.enter(request.conversationKey, ended);
    if (slot === null) {
      yield signal.aborted ? this.#finish(request, emptyRun(), "cancelled") : disposedPart;
      return;
    }
    try {
      yield* this.#speak(request, slot, ended, signal);
    } finally {
      slot.leave();
    }
  }

  /** Ends every stream; those that run or wait get an error part. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#disposed.abort();
    await this.#admission.idle();
  }

  async *#speak(
    request: GenerationRequest,
    slot: AdmittedRequest,
    ended: AbortSignal,
    cancelled: AbortSignal,
  ): AsyncGenerator<StreamPart> {
    const run: Run = { ...emptyRun(), startedAt: this.#now() };
    const call = this.started.push(request) - 1;
    this.#watchers.get(request.id)?.resolve();

    const prompt = fitScriptedPrompt(request, {
      contextSize: this.info.contextSize,
      charactersPerToken: this.#charactersPerToken,
      warmText: slot.warmText,
    });
    if (prompt === null) {
      yield { type: "error", failure: promptTooLong };
      return;
    }
    run.usage = prompt.usage;
    run.sections = prompt.sections;
    this.#counts.promptTokens += prompt.usage.promptTokens;
    this.#counts.cachedTokens += prompt.usage.cachedTokens;
    yield { type: "prompt-end", usage: prompt.usage, sections: prompt.sections };

    const stops = new StopMatcher(request.stop);
    const isOver = () => stops.stopped || run.generatedTokens >= request.maxTokens || ended.aborted;
    let spoken = prompt.text;
    const script = speakScript(stepsFor(this.#replies, request, call), {
      charactersPerToken: this.#charactersPerToken,
      pause: () =>
        this.#millisecondsPerToken > 0
          ? this.#clock?.sleep(this.#millisecondsPerToken, ended)
          : undefined,
      ended,
    });
    for await (const token of script) {
      if (typeof token !== "string") {
        yield { type: "error", failure: token };
        return;
      }
      run.firstTokenAt ??= this.#now();
      run.generatedTokens++;
      this.#counts.generatedTokens++;
      spoken += token;
      slot.keepWarm(spoken);
      const delta = stops.push(token);
      if (delta !== "") yield { type: "text-delta", delta };
      if (isOver()) break;
    }
    const rest = stops.end();
    if (rest !== "") yield { type: "text-delta", delta: rest };

    const ranOut = !stops.stopped && run.generatedTokens >= request.maxTokens;
    if (cancelled.aborted) yield this.#finish(request, run, "cancelled");
    else if (ended.aborted) yield disposedPart;
    else yield this.#finish(request, run, ranOut ? "length" : "stop");
  }

  #finish(request: GenerationRequest, run: Run, reason: FinishReason): StreamPart {
    const now = this.#now();
    const durationMs = now - (run.startedAt ?? now);
    return {
      type: "finish",
      reason,
      report: {
        ...run.usage,
        model: this.info.displayName,
        generatedTokens: run.generatedTokens,
        seed: request.sampling.seed,
        timeToFirstTokenMs: (run.firstTokenAt ?? now) - (run.startedAt ?? now),
        durationMs,
        tokensPerSecond: durationMs === 0 ? 0 : (run.generatedTokens * 1000) / durationMs,
        // It says what it was told to and no more.
        ignoredSettings: (request.leastTokens ?? 0) > 0 ? ["leastTokens"] : [],
        exactTokens: true,
        sections: run.sections,
      },
    };
  }

  #now(): number {
    return this.#clock?.now() ?? 0;
  }
}

interface Run {
  usage: PromptUsage;
  sections: readonly SectionReport[];
  generatedTokens: number;
  startedAt: number | undefined;
  firstTokenAt: number | undefined;
}

function emptyRun(): Run {
  return {
    usage: { promptTokens: 0, cachedTokens: 0, evaluatedTokens: 0 },
    sections: [],
    generatedTokens: 0,
    startedAt: undefined,
    firstTokenAt: undefined,
  };
}

const promptTooLong: GenerationFailure = {
  code: "prompt-too-long",
  message: "The character's card is too long for this model.",
  retryable: false,
};

const unsupportedVersion: GenerationFailure = {
  code: "unsupported-version",
  message: "This worker is older or newer than the bot. Update both to the same version.",
  retryable: false,
};

const disposedPart: StreamPart = {
  type: "error",
  failure: {
    code: "model-unavailable",
    message: "The model was unloaded before the reply was finished.",
    retryable: true,
  },
};
