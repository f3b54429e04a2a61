import { setImmediate } from "node:timers/promises";
import type { LlamaContext } from "node-llama-cpp";
import type { GenerationFailure } from "../../generation/generation-error.ts";
import type { EngineStatus } from "../../generation/text-engine.ts";
import type { Clock } from "../../lib/clock.ts";
import { type Deferred, deferred } from "../../lib/deferred.ts";
import { coerceError } from "../../lib/errors.ts";
import type { Logger } from "../../lib/logger.ts";
import { Admission, evaluationFailed } from "./admission.ts";
import type { StepResult } from "./evaluation.ts";
import type { Generation } from "./generation.ts";
import { planBatch } from "./plan-batch.ts";
import type { PromptWriter } from "./prompt-writer.ts";
import { ReadingAllowance } from "./reading-allowance.ts";
import type { SequenceWarmer } from "./sequence-warmer.ts";
import { StateCosts } from "./state-costs.ts";

/** What one step of the engine evaluated. */
export interface TickReport {
  /** Replies that got their next token. */
  readonly replies: number;
  /** Prompt tokens that were evaluated beside them. */
  readonly promptTokens: number;
}

export interface TickLoopOptions {
  readonly context: LlamaContext;
  readonly slots: number;
  readonly batchSize: number;
  readonly writer: PromptWriter;
  /** Keeps what was read for later. Left out: a conversation that loses its slot is read again. */
  readonly warmer?: SequenceWarmer | undefined;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly onTick?: (report: TickReport) => void;
}

/**
 * The only owner of the llama.cpp context. Each tick is one batch: one token for every reply in progress, and pieces
 * of prompts in what is left of it.
 *
 * All replies advance in lock-step. Left to run freely, the library's sequences miss one another's batches, a long
 * prompt starves the replies, and an idle sequence can't be changed while others run.
 */
export class TickLoop {
  readonly #options: TickLoopOptions;
  readonly #admission: Admission;
  readonly #reading = new ReadingAllowance();
  readonly #costs: StateCosts;
  readonly #ended: Promise<void>;
  #generatedTokens = 0;
  /** Replies with a token of which nobody knows yet what it says. */
  readonly #unwritten: Generation[] = [];
  #wake: Deferred<void> | undefined;
  /** Why nothing is taken any more. */
  #closed: GenerationFailure | undefined;

  constructor(options: TickLoopOptions) {
    this.#options = options;
    this.#costs = options.warmer?.costs ?? new StateCosts();
    this.#admission = new Admission({
      ...options,
      costTokens: (generation) => this.#costTokens(generation),
    });
    this.#ended = this.#run();
  }

  submit(generation: Generation): void {
    if (this.#closed !== undefined) {
      generation.fail(this.#closed);
      return;
    }
    this.#admission.add(generation);
    this.#wake?.resolve();
  }

  status(): EngineStatus {
    return {
      activeRequests: this.#admission.running.length,
      waitingRequests: this.#admission.waiting,
      ...this.#admission.totals,
      generatedTokens: this.#generatedTokens,
    };
  }

  /** Ends every stream with an error, and resolves once the context is no longer used. */
  async stop(): Promise<void> {
    this.#closed ??= stopped;
    this.#wake?.resolve();
    await this.#ended;
  }

  async #run(): Promise<void> {
    try {
      while (this.#closed === undefined) {
        await this.#admission.cancel();
        await this.#admission.admit();
        if (this.#admission.running.length > 0) await this.#tick();
        else await this.#sleep();
      }
    } catch (error) {
      this.#options.logger.error({ error: coerceError(error) }, "The engine's loop broke");
      this.#closed = broken;
    }
    this.#admission.failAll(this.#closed ?? stopped);
  }

  /** Until something comes. What came since the last look is not slept through. */
  async #sleep(): Promise<void> {
    if (this.#admission.waiting > 0 || this.#closed !== undefined) return;
    this.#wake = deferred();
    await this.#wake.promise;
    this.#wake = undefined;
  }

  async #tick(): Promise<void> {
    const { clock, onTick } = this.#options;
    const steps = this.#planSteps();
    const startedAt = clock.now();
    const underWay = Promise.allSettled(
      steps.map(({ generation, chunk }) => generation.step(chunk)),
    );
    await this.#write();
    const results = await underWay;
    const report: TickReport = {
      replies: steps.filter(({ chunk }) => chunk === 0).length,
      promptTokens: steps.reduce((total, { chunk }) => total + chunk, 0),
    };
    this.#took(report, clock.now() - startedAt);
    onTick?.(report);
    for (const [index, result] of results.entries()) {
      const generation = steps[index]?.generation;
      if (generation === undefined) continue;
      // What nearly every reply gets in nearly every step, without waiting for anything.
      if (result.status === "fulfilled" && this.#goesOn(generation, result.value)) continue;
      if (result.status === "fulfilled") await this.#deliver(generation, result.value);
      else await this.#recover(generation, result.reason);
    }
  }

  /** Takes a token that isn't a reply's last. */
  #goesOn(generation: Generation, result: StepResult): boolean {
    if ("paused" in result || result.done === true || generation.concluded) return false;
    generation.isolated = false;
    this.#generatedTokens++;
    this.#unwritten.push(generation);
    return !generation.accept(result.value.token);
  }

  /**
   * What the tokens of the step before say, while llama.cpp is at the next: so text, stop strings and readers cost a
   * reply no time. One that a stop string ends takes part in one step too many for it.
   */
  async #write(): Promise<void> {
    if (this.#unwritten.length === 0) return;
    // The library gathers a batch until the event loop's next turn; this is the one after it.
    await setImmediate();
    await setImmediate();
    for (const generation of this.#unwritten.splice(0)) generation.write();
  }

  #took(report: TickReport, durationMs: number): void {
    const { replies, promptTokens } = report;
    this.#reading.took({ ...report, durationMs });
    if (promptTokens === 0) return;
    const share = promptTokens / (promptTokens + replies);
    this.#costs.read(promptTokens, durationMs * share);
  }

  /** What it costs the others when this one gives its slot away and has it again later. */
  #costTokens({ held }: Generation): number {
    const costMs = this.#costs.comeBackMs(held, { kept: this.#options.warmer !== undefined }) ?? 0;
    const stepMs = this.#reading.writingStepMs ?? 0;
    return stepMs === 0 ? 0 : costMs / stepMs;
  }

  /** Who takes part in this tick, with how many prompt tokens (0: with the next token of the reply). */
  #planSteps(): readonly { readonly generation: Generation; readonly chunk: number }[] {
    const { running } = this.#admission;
    const isolated = running.find((generation) => generation.isolated);
    const partakers = isolated === undefined ? running : [isolated];
    const replying = partakers.filter((generation) => generation.replying);
    // The shortest first: one long prompt keeps nobody from their first words.
    const reading = partakers
      .filter((generation) => !generation.replying)
      .sort((one, other) => one.remaining - other.remaining);
    const chunks = this.#reading.mayRead(replying.length)
      ? planBatch({
          replies: replying.length,
          remaining: reading.map(({ readable }) => readable),
          batchSize: this.#options.batchSize,
        })
      : [];
    return [
      ...replying.map((generation) => ({ generation, chunk: 0 })),
      ...reading
        .map((generation, index) => ({ generation, chunk: chunks[index] ?? 0 }))
        .filter(({ chunk }) => chunk > 0),
    ];
  }

  /** A piece of a prompt was read, or the reply is over. */
  async #deliver(generation: Generation, result: StepResult): Promise<void> {
    if ("paused" in result) {
      if (result.paused && generation.slot !== undefined)
        await this.#options.warmer?.keepHead(generation.request.id, generation.slot.sequence);
      return;
    }
    generation.promptEnded();
    await this.#admission.finish(generation, generation.full ? "length" : "stop");
  }

  /**
   * One bad item fails its whole batch, so each victim is tried once more, alone. One that fails alone is the bad one.
   */
  async #recover(generation: Generation, reason: unknown): Promise<void> {
    this.#options.logger.warn(
      { error: coerceError(reason), requestId: generation.request.id, alone: generation.isolated },
      "llama.cpp failed to evaluate a request",
    );
    // The library's idea of what is in the sequence may differ from llama.cpp's now.
    await this.#admission.replaceSequence(generation);
    if (generation.concluded) {
      await this.#admission.finish(generation, "stop");
      return;
    }
    if (generation.isolated) {
      this.#admission.fail(generation, evaluationFailed);
      return;
    }
    generation.restart();
    generation.isolated = true;
  }
}

const broken: GenerationFailure = {
  code: "engine-failed",
  message: "The model's engine broke down.",
  retryable: true,
};

const stopped: GenerationFailure = {
  code: "model-unavailable",
  message: "The model was unloaded.",
  retryable: true,
};
