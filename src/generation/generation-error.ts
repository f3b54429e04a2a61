/**
 * Why a request ended without a reply. `message` is safe to show to a person.
 *
 * - `prompt-too-long`: the required sections alone exceed the context.
 * - `model-unavailable`: no model is loaded, or it failed to load.
 * - `engine-failed`: the engine broke on this request; another attempt may work.
 * - `queue-full`: too many requests wait already; later there may be room.
 * - `queue-draining`: nothing new is taken until those who run the bot say so.
 * - `worker-lost`: the worker died more often than the queue retries.
 * - `unsupported-version`: the worker is older or newer than the bot.
 */
export interface GenerationFailure {
  readonly code:
    | "prompt-too-long"
    | "model-unavailable"
    | "engine-failed"
    | "queue-full"
    | "queue-draining"
    | "worker-lost"
    | "unsupported-version";
  readonly message: string;
  /** What the message names, for saying the same in another language. */
  readonly values?: Readonly<Record<string, string | number>>;
  readonly retryable: boolean;
}

export class GenerationError extends Error {
  override readonly name = "GenerationError";
  readonly failure: GenerationFailure;

  constructor(failure: GenerationFailure, options?: ErrorOptions) {
    super(failure.message, options);
    this.failure = failure;
  }
}
