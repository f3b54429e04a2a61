import type { LlamaContextSequence, Token } from "node-llama-cpp";
import type { SamplerOptions } from "./sampler-options.ts";
import type { Seat, SequenceSlot } from "./sequence-pool.ts";

/**
 * What one reply needs of llama.cpp: its tokens in a sequence, and the next one sampled. It may give its slot up between
 * two tokens and go on later, there or in another.
 *
 * In its old sequence it goes on with the sampler that it had: with the same stream of random numbers, and with what DRY
 * has seen. The library has no way to take these elsewhere, so in another sequence there is a new sampler: its seed comes from
 * the old one and from how far the reply is, and DRY has forgotten what came before. Without randomness and DRY it makes no
 * difference; the other penalties get their tokens from us.
 */
export class Evaluation {
  readonly #options: SamplerOptions;
  #slot: SequenceSlot | undefined;
  /** What has to be in the sequence before the next token can be sampled. */
  #tokens: readonly Token[] = [];
  #evaluated = 0;
  /** Where reading pauses once, so that what was read until then can be kept. */
  #pauseAt: number | undefined;
  #sampler: Sampler | undefined;
  #sampled = 0;

  constructor(options: SamplerOptions) {
    this.#options = options;
  }

  get slot(): SequenceSlot | undefined {
    return this.#slot;
  }

  /** The sequence that its sampler can go on in; undefined where it has none yet. */
  get ownSequence(): LlamaContextSequence | undefined {
    return this.#sampler?.sequence;
  }

  /** Whether every step gives a token: all but the last one sampled is evaluated. */
  get writing(): boolean {
    return this.#sampled > 0 && this.remaining <= 1;
  }

  /** Tokens that are still to be evaluated. */
  get remaining(): number {
    return this.#tokens.length - this.#evaluated;
  }

  /** Of these, how many can be evaluated before reading has to pause. */
  get readable(): number {
    return this.#pauseAt === undefined ? this.remaining : this.#pauseAt - this.#evaluated;
  }

  /** Has a slot now. `tokens`: all that comes before the next token to be sampled. */
  enter(seat: Seat, tokens: readonly Token[]): void {
    this.#slot = seat.slot;
    this.#tokens = tokens;
    this.#evaluated = seat.cachedTokens;
    this.#pauseAt = seat.pauseAt;
  }

  /** Gives the slot up. What is in the sequence stays there. */
  leave(): void {
    this.#slot = undefined;
  }

  /** Its sequence was lost with all that was in it: `tokens` are evaluated again, in the one that took its place. */
  restart(tokens: readonly Token[]): void {
    this.#tokens = tokens;
    this.#evaluated = 0;
    this.#pauseAt = undefined;
  }

  /**
   * One step: `chunk` tokens are read, the last of which give the next token, or, with 0, the next token alone. Rejects when
   * llama.cpp fails; then the sequence can't be trusted any more.
   */
  step(chunk: number): Promise<StepResult> {
    const sampler = this.#sampler;
    if (this.remaining > 0 || sampler === undefined) return this.#read(chunk);
    // In the middle of a reply the library reads its last token by itself.
    this.#sampled++;
    return sampler.iterator.next();
  }

  async #read(chunk: number): Promise<StepResult> {
    const slot = this.#slot;
    if (slot === undefined) throw new Error("the reply has no slot");
    const { sequence } = slot;
    const end = this.#evaluated + (chunk === 0 ? this.remaining : chunk);
    const tokens = this.#tokens.slice(this.#evaluated, end);
    if (end < this.#tokens.length) {
      await sequence.evaluateWithoutGeneratingNewTokens(tokens, { contextShift });
      this.#evaluated = end;
      const paused = end === this.#pauseAt;
      if (paused) this.#pauseAt = undefined;
      return { paused };
    }
    const result = await this.#sample(sequence, tokens);
    this.#evaluated = end;
    this.#sampled++;
    return result;
  }

  /** The reply is over. Its sequence stays as it is, for the next turn. */
  async close(): Promise<void> {
    await this.#sampler?.iterator.return(undefined);
  }

  async #sample(sequence: LlamaContextSequence, tokens: Token[]): Promise<SampledToken> {
    if (this.#sampler?.sequence === sequence) return this.#sampler.iterator.next(tokens);
    await this.close();
    const seed = ((this.#options.seed ?? 0) + this.#sampled) >>> 0;
    const options = { ...this.#options, seed, contextShift };
    // Of the library's two ways the one with less around each token.
    const iterator = sequence.evaluateWithMetadata(tokens, {}, options);
    this.#sampler = { sequence, iterator };
    return iterator.next();
  }
}

/** The next token, the end of the text, or so much of a prompt. */
export type StepResult =
  | SampledToken
  | {
      /** The sequence holds exactly what was to be kept. */
      readonly paused: boolean;
    };

type SampledToken = IteratorResult<{ readonly token: Token }, void>;

interface Sampler {
  /** It can't leave this one. */
  readonly sequence: LlamaContextSequence;
  readonly iterator: AsyncGenerator<{ readonly token: Token }, void, void | Token | Token[]>;
}

/** The library's own answer to a full context is to forget its start, silently. Prompts are fitted; this can't come. */
const contextShift = {
  strategy: (): never => {
    throw new Error("the context is full");
  },
};
