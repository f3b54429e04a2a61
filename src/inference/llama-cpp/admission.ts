import type { LlamaContext } from "node-llama-cpp";
import { GenerationError, type GenerationFailure } from "../../generation/generation-error.ts";
import { coerceError } from "../../lib/errors.ts";
import type { Logger } from "../../lib/logger.ts";
import { AdmissionQueue } from "../admission-queue.ts";
import type { Generation } from "./generation.ts";
import { whoGivesWay } from "./give-way.ts";
import type { PromptWriter } from "./prompt-writer.ts";
import { ReplyMemories } from "./reply-memories.ts";
import { SequencePool } from "./sequence-pool.ts";
import type { SequenceWarmer } from "./sequence-warmer.ts";

export interface AdmissionOptions {
  readonly context: LlamaContext;
  readonly slots: number;
  readonly writer: PromptWriter;
  /** Keeps what was read for later. Left out: a conversation that loses its slot is read again. */
  readonly warmer?: SequenceWarmer | undefined;
  readonly logger: Logger;
  /** How many tokens each reply could get in the time that it takes this one to come back; 0 where nobody knows. */
  readonly costTokens: (generation: Generation) => number;
}

/**
 * Who has a slot, and who waits for one. Those who wait stand in one line, people before background work. Whoever gave way
 * joins it at its end, behind all who wait for their first word then; those who come later are behind, and have others give
 * way. So nobody waits for ever.
 */
export class Admission {
  readonly #options: AdmissionOptions;
  readonly #slots: SequencePool;
  readonly #replies = new ReplyMemories();
  readonly #waiting = new AdmissionQueue<Generation>();
  readonly #totals = { promptTokens: 0, cachedTokens: 0 };
  #running: readonly Generation[] = [];

  constructor(options: AdmissionOptions) {
    this.#options = options;
    this.#slots = new SequencePool(options);
  }

  /** Those with a slot. */
  get running(): readonly Generation[] {
    return this.#running;
  }

  get waiting(): number {
    return this.#waiting.size;
  }

  /** Tokens of prompts and what was read once more after a reply had given way; of these, those that needn't be read. */
  get totals(): { readonly promptTokens: number; readonly cachedTokens: number } {
    return this.#totals;
  }

  add(generation: Generation): void {
    this.#waiting.add(generation);
  }

  /** Ends what nobody wants any more. */
  async cancel(): Promise<void> {
    for (const generation of this.#waiting.takeAll(({ cancelled }) => cancelled))
      await generation.finish("cancelled");
    for (const generation of this.#running.filter(({ cancelled }) => cancelled))
      await this.finish(generation, "cancelled");
  }

  /** Gives out the slots that are idle, and then those that somebody gives up for one who waits. */
  async admit(): Promise<void> {
    for (;;) {
      const next = this.#slots.hasIdle
        ? this.#waiting.takeFirst((generation) => this.#mayRun(generation))
        : await this.#makeRoom();
      if (next === undefined) return;
      await this.#seat(next);
    }
  }

  async finish(generation: Generation, reason: "stop" | "length" | "cancelled"): Promise<void> {
    const { slot } = generation;
    this.#leave(generation);
    await generation.finish(reason);
    if (slot !== undefined) this.#slots.release(slot);
  }

  /** Ends a request that can't be evaluated; what is in its slot counts for nothing. */
  fail(generation: Generation, failure: GenerationFailure): void {
    this.#leave(generation);
    if (generation.slot !== undefined) this.#slots.vacate(generation.slot);
    generation.fail(failure);
  }

  /** Everyone's end. */
  failAll(failure: GenerationFailure): void {
    for (const generation of [...this.#running, ...this.#waiting.takeAll(() => true)])
      generation.fail(failure);
    this.#running = [];
  }

  /** Puts a fresh sequence in place of one whose state can't be trusted; whoever has the slot keeps it. */
  async replaceSequence({ slot }: Generation): Promise<void> {
    if (slot !== undefined) await this.#slots.replace(slot);
  }

  /** Requests of one conversation run one after another, also while one of them waits in the middle of its reply. */
  #mayRun(generation: Generation): boolean {
    const { conversationKey } = generation;
    if (this.#slots.isBusy(conversationKey)) return false;
    return (
      generation.begun ||
      !this.#waiting.has((other) => other.begun && other.conversationKey === conversationKey)
    );
  }

  /** Has somebody give way, and says who gets the slot. */
  async #makeRoom(): Promise<Generation | undefined> {
    const isSeeker = (generation: Generation) =>
      generation.priority === "interactive" && this.#mayRun(generation);
    const isNewcomer = (generation: Generation) => !generation.begun && isSeeker(generation);
    const newcomer = this.#waiting.has(isNewcomer);
    const giving = whoGivesWay(
      // One that has to be tried alone, or has said all, is soon out of the way.
      this.#running.filter(({ isolated, concluded }) => !isolated && !concluded),
      { newcomer, interrupted: this.#waiting.has(isSeeker) },
      this.#options.costTokens,
    );
    if (giving === undefined) return undefined;
    const { slot } = giving;
    giving.giveWay();
    if (giving.concluded) await giving.finish("stop");
    else this.#waiting.add(giving);
    this.#leave(giving);
    if (slot !== undefined) this.#slots.release(slot);
    return this.#waiting.takeFirst(newcomer ? isNewcomer : isSeeker);
  }

  async #seat(generation: Generation): Promise<void> {
    try {
      if (generation.begun) await this.#goOn(generation);
      else await this.#start(generation);
      this.#running = [...this.#running, generation];
    } catch (error) {
      if (error instanceof GenerationError) {
        generation.fail(error.failure);
        return;
      }
      this.#options.logger.error({ error: coerceError(error) }, "A prompt could not be prepared");
      generation.fail(evaluationFailed);
    }
  }

  async #start(generation: Generation): Promise<void> {
    const { conversationKey, request } = generation;
    const replies = this.#replies.of(conversationKey);
    const prompt = this.#options.writer.write(request, replies);
    const seat = await this.#slots.take(conversationKey, prompt.tokens);
    generation.start(prompt, seat, replies);
    this.#totals.promptTokens += generation.usage.promptTokens;
    this.#totals.cachedTokens += generation.usage.cachedTokens;
  }

  async #goOn(generation: Generation): Promise<void> {
    const { conversationKey, tokens, ownSequence } = generation;
    const seat = await this.#slots.take(conversationKey, tokens, ownSequence);
    this.#totals.promptTokens += generation.goOn(seat);
  }

  #leave(generation: Generation): void {
    this.#running = this.#running.filter((running) => running !== generation);
  }
}

export const evaluationFailed: GenerationFailure = {
  code: "engine-failed",
  message: "The model failed to answer.",
  retryable: true,
};
