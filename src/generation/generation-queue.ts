import type { GenerationFailure } from "./generation-error.ts";
import type { GenerationRequest } from "./request.ts";
import type { FinishReason, GenerationReport } from "./stream-part.ts";
import type { EngineInfo, EngineStatus, TextEngine } from "./text-engine.ts";

/**
 * The bot's side of the queue: put requests in, see what comes back. The jobs of one conversation run one after
 * another, in the order in which they were submitted.
 *
 * Disposing of it settles nothing: a job that hasn't ended stays without a result, and is joined or asked again by the
 * next start.
 */
export interface GenerationQueue extends AsyncDisposable {
  /**
   * Puts a request in the queue, or, when a job with this id is known already (waiting, running or ended), joins
   * that one: submitting twice generates once, also after a restart of the bot. When too many wait already, the job
   * fails at once with `queue-full` and is forgotten, so that it can be submitted again later.
   */
  submit(request: GenerationRequest): Promise<GenerationJob>;
  /**
   * Stops a job, waiting or running, wherever it is. One that waited is forgotten as well. Unknown and ended ones are
   * ignored.
   */
  cancel(id: string): Promise<void>;
  /**
   * Where a job stands that waits, and for how long by an honest estimate. Undefined once it runs or has ended, and
   * while that can't be told.
   */
  place(id: string): Promise<QueuePlace | undefined>;
  /** The jobs of these conversations that no worker has taken yet. */
  waiting(conversationKeys: ReadonlySet<string>): readonly string[];
  /**
   * Has a job that waits be answered by another model; who asked for it is told. False when it runs already, has ended or
   * isn't known: then it keeps the model that it was promised.
   */
  move(id: string, model: string): Promise<boolean>;
  /**
   * Stops a job of which nobody wants anything more, and forgets it with its payload: at once, or as soon as its worker has let
   * go of it, by a later run of the bot where need be.
   */
  discard(id: string): Promise<void>;
  /** Forgets an ended job and its payload. */
  remove(id: string): Promise<void>;
  /**
   * Says what becomes of what comes and of what waits; what runs goes on in any case. A pause outlives a restart of the bot
   * where the queue does.
   */
  switchTo(mode: QueueMode): Promise<void>;
  status(): Promise<QueueStatus>;
}

/**
 * `running`: as ever. `paused`: nothing more is begun; what comes waits as well. `draining`: what waits is still begun, and what
 * comes fails at once with `queue-draining` and is forgotten.
 */
export type QueueMode = "running" | "paused" | "draining";

export interface GenerationJob {
  readonly id: string;
  /**
   * Calls `listener` with the whole text so far, a few times a second; a later snapshot replaces an earlier one.
   * A snapshot that is known already is delivered at once. After another attempt the text starts anew.
   */
  onSnapshot(listener: (text: string) => void): void;
  /** Calls `listener` with the model's id when the job, while it waits, is given to another model. */
  onMoved(listener: (model: string) => void): void;
  /** Settles once. Never rejects: a failure is a result. */
  readonly result: Promise<GenerationResult>;
}

export type GenerationResult =
  | {
      readonly kind: "finished";
      /** The reply without prefix and stop strings; what was there when it was cancelled. */
      readonly text: string;
      readonly reason: FinishReason;
      readonly report: GenerationReport;
    }
  | { readonly kind: "cancelled-while-waiting" }
  | { readonly kind: "failed"; readonly failure: GenerationFailure };

export interface QueuePlace {
  /** Jobs that go before it and wait too; 0: it is next. */
  readonly ahead: number;
  /**
   * Milliseconds until it starts, by how long replies have taken lately. Null before one has ended, and while nobody is
   * there to run it.
   */
  readonly estimatedWaitMs: number | null;
  /** Nothing is begun until somebody who runs the bot says so. */
  readonly paused?: true;
}

export interface QueueStatus {
  readonly mode: QueueMode;
  readonly waiting: number;
  readonly active: number;
  /** How long a reply that is asked for now would wait, as in {@link QueuePlace}. */
  readonly estimatedWaitMs: number | null;
  /** The workers that have been heard of lately. */
  readonly workers: readonly WorkerStatus[];
}

export interface WorkerStatus {
  readonly id: string;
  /** The model that answers requests that name none. */
  readonly engine: EngineInfo;
  /** Of all its models together. */
  readonly status: EngineStatus;
  /** Jobs that it takes at once; more than slots where replies take turns. Left out: as many as the engine has slots. */
  readonly concurrency?: number | undefined;
  /** What is in its memory, or on the way there or out. */
  readonly models: readonly ModelStatus[];
}

export type ModelStatus =
  | {
      readonly state: "loading";
      readonly modelId: string;
      /** From 0 to 1. */
      readonly progress: number;
    }
  | {
      /** `leaving`: what runs on it finishes; then it makes room for another. */
      readonly state: "ready" | "leaving";
      readonly modelId: string;
      readonly engine: EngineInfo;
      readonly status: EngineStatus;
    };

/** The models of a worker; one from before models could be swapped tells of its engine alone. */
export function statusOfWorker({ models, engine, status }: WorkerStatus): readonly ModelStatus[] {
  if (models.length > 0) return models;
  return [{ state: "ready", modelId: engine.modelId, engine, status }];
}

/** How a worker with one engine and nothing else tells of its model. */
export function statusOfEngine(engine: TextEngine): readonly ModelStatus[] {
  const { info } = engine;
  return [{ state: "ready", modelId: info.modelId, engine: info, status: engine.status() }];
}
