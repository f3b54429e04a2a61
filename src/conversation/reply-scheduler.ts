import { KeyedMutex } from "../lib/keyed-mutex.ts";
import type { Turn } from "./ports.ts";
import type { SpeakContext } from "./speak-context.ts";
import { speakTurn } from "./speak-turn.ts";

/**
 * Pays owed turns: those of one conversation strictly one after another, so that each prompt contains the reply before
 * it; different conversations side by side.
 */
export class ReplyScheduler {
  readonly #context: Omit<SpeakContext, "closing">;
  readonly #closing = new AbortController();
  readonly #order = new KeyedMutex<string>();
  readonly #owed = new Set<string>();

  constructor(context: Omit<SpeakContext, "closing">) {
    this.#context = context;
  }

  get closing(): boolean {
    return this.#closing.signal.aborted;
  }

  /** Scheduling a turn again while it is owed does nothing. */
  schedule(turn: Pick<Turn, "id" | "conversationId">): void {
    if (this.#owed.has(turn.id)) return;
    this.#owed.add(turn.id);
    void this.#order.run(turn.conversationId, async () => {
      const closing = this.#closing.signal;
      if (!closing.aborted) await speakTurn(turn.id, { ...this.#context, closing });
      this.#owed.delete(turn.id);
    });
  }

  /** Pays what an earlier run of the bot left owed. Returns how many turns that are. */
  resume(): number {
    const turns = this.#context.store.owedTurns();
    for (const turn of turns) this.schedule(turn);
    return turns.length;
  }

  /** Stops whatever is being generated for a conversation. */
  async cancel(conversationId: string): Promise<void> {
    const { store, queue } = this.#context;
    const turns = store.owedTurns().filter((turn) => turn.conversationId === conversationId);
    await Promise.all(
      turns.flatMap((turn) => [queue.cancel(turn.id), queue.cancel(`${turn.id}.again`)]),
    );
  }

  /** Resolves when no reply that is scheduled now is being worked on. */
  idle(): Promise<void> {
    return this.#order.idle();
  }

  /**
   * Waits for running replies until `deadline` resolves; what is left then stays owed for the next start. Returns how
   * many turns that are.
   */
  async close(deadline: Promise<void>): Promise<number> {
    await Promise.race([this.idle(), deadline]);
    const left = this.#owed.size;
    this.#closing.abort();
    await this.idle();
    return left;
  }
}
