import type { LlamaContextSequence, Token } from "node-llama-cpp";
import type { Clock } from "../../lib/clock.ts";
import { commonLength } from "./common-length.ts";
import type { KeptState, KeptStates } from "./kept-states.ts";
import { StateCosts } from "./state-costs.ts";

/** A beginning that prompts of several conversations share is kept from this many tokens on. */
const shortestHead = 64;

/**
 * Sees to it that what was read once isn't read again where keeping it is cheaper: a conversation that loses its slot
 * gets its state back later, and a card that several channels talk to is read once for all of them.
 *
 * llama.cpp could copy a sequence within the context, but node-llama-cpp has no way to ask for it; so copies go through
 * files.
 */
export class SequenceWarmer {
  readonly costs = new StateCosts();
  readonly #states: KeptStates;
  readonly #clock: Pick<Clock, "now">;

  constructor(options: { readonly states: KeptStates; readonly clock: Pick<Clock, "now"> }) {
    this.#states = options.states;
    this.#clock = options.clock;
  }

  /** The conversation is about to lose its slot: keeps what the sequence knows, if that is worth it. */
  async beforeLoss(conversationKey: string, sequence: LlamaContextSequence): Promise<void> {
    if (this.costs.worthSaving(sequence.nextTokenIndex))
      await this.#save(conversationKey, sequence);
  }

  /**
   * Puts the kept state into the sequence that spares the most reading, if any does. Resolves with false when the
   * sequence can't be trusted any more.
   */
  async warm(sequence: LlamaContextSequence, prompt: readonly Token[]): Promise<boolean> {
    const known = commonLength(sequence.contextTokens, prompt);
    const best = this.#bestFor(prompt);
    if (best === undefined || !this.costs.worthLoading(best.shared - known, best.state.bytes))
      return true;
    const startedAt = this.#clock.now();
    const restored = await this.#states.restore(best.state, sequence);
    if (restored) this.costs.loaded(best.state.bytes, this.#clock.now() - startedAt);
    return restored;
  }

  /**
   * Where reading should pause, so that the head that this prompt shares with those of other conversations can be kept:
   * tokens from its beginning. Undefined when there is nothing worth it, or it is kept already.
   *
   * @param others what other conversations have in their sequences
   */
  headToKeep(prompt: readonly Token[], others: readonly (readonly Token[])[]): number | undefined {
    const shared = Math.max(0, ...others.map((tokens) => commonLength(tokens, prompt)));
    if (shared < shortestHead || shared >= prompt.length - 1) return undefined;
    for (const { tokens } of this.#states.all())
      if (commonLength(tokens, prompt) >= shared) return undefined;
    return this.costs.worthSaving(shared) ? shared : undefined;
  }

  /** Keeps a head that has been read; the sequence holds nothing else. */
  async keepHead(requestId: string, sequence: LlamaContextSequence): Promise<void> {
    await this.#save(`head of ${requestId}`, sequence);
  }

  async #save(key: string, sequence: LlamaContextSequence): Promise<void> {
    const tokens = sequence.nextTokenIndex;
    const startedAt = this.#clock.now();
    const state = await this.#states.keep(key, sequence);
    if (state !== undefined) this.costs.saved(tokens, state.bytes, this.#clock.now() - startedAt);
  }

  /** The state that shares most with the prompt; of equals, the smallest. */
  #bestFor(
    prompt: readonly Token[],
  ): { readonly state: KeptState; readonly shared: number } | undefined {
    let best: { readonly state: KeptState; readonly shared: number } | undefined;
    for (const state of this.#states.all()) {
      const shared = commonLength(state.tokens, prompt);
      if (shared === 0 || shared < (best?.shared ?? 0)) continue;
      if (shared === best?.shared && state.bytes >= best.state.bytes) continue;
      best = { state, shared };
    }
    return best;
  }
}
