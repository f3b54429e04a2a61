import { GenerationError, type GenerationFailure } from "../../generation/generation-error.ts";
import type { ModelStatus } from "../../generation/generation-queue.ts";
import type {
  LoadProgress,
  ModelTask,
  ReadyModel,
  SelfTest,
} from "../../generation/model-control.ts";
import type { GenerationRequest } from "../../generation/request.ts";
import type { StreamPart } from "../../generation/stream-part.ts";
import type { EngineInfo, EngineStatus, TextEngine } from "../../generation/text-engine.ts";
import { coerceError, UserError } from "../../lib/errors.ts";
import type { Logger } from "../../lib/logger.ts";
import { cancelledBeforeStart } from "./cancelled-before-start.ts";
import { ModelMemory } from "./model-memory.ts";
import type { ModelSource } from "./model-source.ts";
import type { ResidentModel } from "./resident-model.ts";
import { WaitingLine } from "./waiting-line.ts";

export interface ModelHostOptions {
  /** The host disposes of it. */
  readonly source: ModelSource;
  /** Answers requests that name no model. */
  readonly defaultModel: string;
  /** How many models may be in memory side by side, where they fit. */
  readonly mostModels: number;
  readonly logger: Logger;
}

/**
 * Several models behind one {@link TextEngine}: each request is answered by the model that it names. A model that isn't
 * in memory is loaded; where there is no room beside the others, the one that was used least lately finishes what runs on
 * it and leaves. Requests wait meanwhile, in order of arrival, so that models take turns instead of chasing each other out.
 */
export class ModelHost implements TextEngine {
  readonly #options: ModelHostOptions;
  readonly #memory: ModelMemory;
  readonly #line = new WaitingLine<ResidentModel>();
  /** Model -> who wants to know how its loading goes. */
  readonly #watchers = new Map<string, Set<(progress: LoadProgress) => void>>();
  /** Models that failed to load, as they were then: tried again only when someone asks for just that. */
  readonly #refused = new Map<string, { readonly revision: string; readonly error: Error }>();
  readonly #disposing = new AbortController();
  /** The model that is being brought in. */
  #coming: { readonly modelId: string; readonly stop: AbortController } | undefined;
  #work: Promise<void> | undefined;
  #info: EngineInfo | undefined;

  private constructor(options: ModelHostOptions) {
    this.#options = options;
    this.#memory = new ModelMemory({ ...options, closing: this.#disposing.signal });
  }

  /**
   * Loads the `first` model, or, where that can't be done or none is named, the default. Throws a {@link UserError} when
   * neither can be loaded.
   */
  static async open(
    options: ModelHostOptions,
    { first, ...task }: ModelTask<LoadProgress> & { readonly first?: string | undefined },
  ): Promise<ModelHost> {
    const host = new ModelHost(options);
    try {
      await host.#loadFirst(first, task);
      return host;
    } catch (thrown) {
      await host[Symbol.asyncDispose]();
      throw thrown;
    }
  }

  /** Of the default model, also while another is in its place; of the first one until it was loaded. */
  get info(): EngineInfo {
    const info = this.#memory.get(this.#options.defaultModel)?.engine.info ?? this.#info;
    if (info === undefined) throw new Error("the host hasn't been opened");
    return info;
  }

  status(): EngineStatus {
    const status = this.#memory.status();
    return { ...status, waitingRequests: status.waitingRequests + this.#line.length };
  }

  /** What is in memory, or on the way there or out. */
  models(): readonly ModelStatus[] {
    return this.#memory.models();
  }

  /** How a model that is in memory did when it was tried. */
  selfTest(modelId: string): SelfTest | null {
    return this.#memory.get(modelId)?.selfTest ?? null;
  }

  async *generate(request: GenerationRequest, signal: AbortSignal): AsyncGenerator<StreamPart> {
    const modelId = request.model ?? this.#options.defaultModel;
    let resident: ResidentModel;
    try {
      resident = await this.#enter(modelId, signal);
    } catch (thrown) {
      if (signal.aborted) yield cancelledBeforeStart(request, modelId);
      else yield { type: "error", failure: this.#failure(thrown, modelId) };
      return;
    }
    try {
      yield* resident.engine.generate(request, signal);
    } finally {
      resident.leave();
    }
  }

  /**
   * Has a model in memory when it resolves. Throws a {@link UserError} when it can't be loaded: then everything is as it
   * was before.
   */
  async load(
    modelId: string,
    { onProgress, signal }: ModelTask<LoadProgress>,
  ): Promise<ReadyModel> {
    const before = this.#memory.ids();
    const watchers = this.#watchers.get(modelId) ?? new Set();
    this.#watchers.set(modelId, watchers.add(onProgress));
    this.#refused.delete(modelId);
    try {
      const resident = await this.#enter(modelId, signal);
      resident.leave();
      const { displayName, contextSize } = resident.engine.info;
      return {
        id: modelId,
        name: displayName,
        contextSize,
        left: before.filter((id) => this.#memory.get(id) === undefined),
        selfTest: resident.selfTest,
      };
    } catch (thrown) {
      throw thrown instanceof GenerationError
        ? new UserError("model-load-failed", `The model doesn't work: ${thrown.message}`, {
            cause: thrown,
          })
        : thrown;
    } finally {
      watchers.delete(onProgress);
      if (watchers.size === 0) this.#watchers.delete(modelId);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#disposing.abort(unloaded);
    this.#line.refuseAll(unloaded);
    await this.#work;
    await this.#memory[Symbol.asyncDispose]();
    await this.#options.source[Symbol.asyncDispose]?.();
  }

  async #loadFirst(first: string | undefined, task: ModelTask<LoadProgress>): Promise<void> {
    const { defaultModel, logger } = this.#options;
    if (first !== undefined && first !== defaultModel)
      try {
        await this.load(first, task);
        return;
      } catch (thrown) {
        if (!(thrown instanceof UserError)) throw thrown;
        logger.warn(
          { model: first, error: thrown },
          "the chosen model can't be loaded; taking MODEL",
        );
      }
    await this.load(defaultModel, task);
  }

  /** Resolves once the model is there, and counts this user in; whoever enters has to leave. */
  async #enter(modelId: string, signal: AbortSignal): Promise<ResidentModel> {
    this.#disposing.signal.throwIfAborted();
    const resident = this.#memory.get(modelId);
    if (resident !== undefined && !resident.leaving) return this.#memory.use(resident);
    const turn = this.#line.wait(modelId, signal);
    this.#work ??= this.#takeTurns();
    try {
      return await turn;
    } catch (thrown) {
      // Nobody waits for it any more: then it needn't come.
      if (this.#coming?.modelId === modelId && !this.#line.wants(modelId))
        this.#coming.stop.abort(signal.reason);
      throw thrown;
    }
  }

  /** Brings one model after another, as long as somebody waits. Never rejects. */
  async #takeTurns(): Promise<void> {
    // Whoever set this going has taken note of it by then.
    await Promise.resolve();
    for (;;) {
      const modelId = this.#line.first();
      if (modelId === undefined || this.#disposing.signal.aborted) break;
      const stop = new AbortController();
      this.#coming = { modelId, stop };
      try {
        const resident = this.#memory.get(modelId) ?? (await this.#bring(modelId, stop.signal));
        this.#line.serve(modelId, () => this.#memory.use(resident));
      } catch (thrown) {
        // Whoever waits for a model that was just given up has come since: it is brought again.
        if (!stop.signal.aborted) this.#line.refuse(modelId, thrown);
      }
    }
    this.#coming = undefined;
    this.#work = undefined;
  }

  async #bring(modelId: string, stop: AbortSignal): Promise<ResidentModel> {
    const { source, defaultModel } = this.#options;
    const signal = AbortSignal.any([stop, this.#disposing.signal]);
    const onProgress = (progress: LoadProgress) => {
      for (const tell of this.#watchers.get(modelId) ?? []) tell(progress);
    };
    onProgress({ step: "checking", share: 0 });
    const checked = await source.check(modelId, this.#memory.checked(), signal);
    const refused = this.#refused.get(modelId);
    if (refused?.revision === checked.revision) throw refused.error;
    try {
      const resident = await this.#memory.bring(checked, { onProgress, signal });
      if (modelId === defaultModel || this.#info === undefined) this.#info = resident.engine.info;
      return resident;
    } catch (thrown) {
      if (!signal.aborted)
        this.#refused.set(modelId, { revision: checked.revision, error: coerceError(thrown) });
      throw thrown;
    }
  }

  #failure(thrown: unknown, modelId: string): GenerationFailure {
    if (thrown instanceof GenerationError) return thrown.failure;
    if (thrown instanceof UserError)
      return { code: "model-unavailable", message: thrown.message, retryable: false };
    this.#options.logger.error(
      { model: modelId, error: coerceError(thrown) },
      "a model could not be loaded",
    );
    return {
      code: "model-unavailable",
      message: `The model ${modelId} can't be loaded; the log has more.`,
      retryable: false,
    };
  }
}

const unloaded = new GenerationError({
  code: "model-unavailable",
  message: "The model was unloaded before the reply was finished.",
  retryable: true,
});
