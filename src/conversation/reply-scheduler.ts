import { coerceError } from "../lib/errors.ts";
import { KeyedMutex } from "../lib/keyed-mutex.ts";
import { sharedAbortController } from "../lib/shared-abort-controller.ts";
import { jobsOf } from "./generate-reply.ts";
import type { Turn } from "./ports.ts";
import type { SpeakContext } from "./speak-context.ts";
import { speakTurn } from "./speak-turn.ts";
import type { OwedSwipe } from "./swipes/owed-swipe.ts";
import { takeOldControls } from "./swipes/take-old-controls.ts";

export interface SchedulerHooks {
  /** Resolves when a turn may be begun. */
  ready(turnId: string, closing: AbortSignal): Promise<void>;
  /** A turn is paid for now: nothing joins it any more. */
  paid(turnId: string): void;
  /** The first text of a turn stands. */
  spoken(turn: Turn): void;
}

/**
 * Pays owed turns: those of one conversation strictly one after another, so that each prompt contains the reply before
 * it; different conversations side by side.
 */
export class ReplyScheduler {
  readonly #context: Omit<SpeakContext, "closing">;
  readonly #closing = sharedAbortController();
  readonly #order = new KeyedMutex<string>();
  readonly #tidying = new KeyedMutex<string>();
  /** Runs that wait for their conversation. */
  readonly #waiting = new Set<string>();
  /** Turn id -> what ends the attempt to pay it. */
  readonly #attempts = new Map<string, AbortController>();
  readonly #hooks: SchedulerHooks;
  #running = 0;

  constructor(context: Omit<SpeakContext, "closing">, hooks: SchedulerHooks) {
    this.#context = context;
    this.#hooks = hooks;
  }

  get closing(): boolean {
    return this.#closing.signal.aborted;
  }

  /** Scheduling a turn again while it waits does nothing; while it is being paid, it is looked at once more after that. */
  schedule(turn: Pick<Turn, "id" | "conversationId">): void {
    if (this.#waiting.has(turn.id)) return;
    this.#waiting.add(turn.id);
    void this.#order.run(turn.conversationId, async () => {
      const closing = this.#closing.signal;
      await this.#hooks.ready(turn.id, closing);
      if (closing.aborted) return;
      this.#waiting.delete(turn.id);
      this.#running += 1;
      await this.#pay(turn.id, closing);
      this.#running -= 1;
      // Beside what comes next, which needn't wait for it.
      void this.#tidying
        .run(turn.conversationId, () => takeOldControls(turn.conversationId, this.#context))
        .catch((thrown: unknown) => {
          const error = coerceError(thrown);
          this.#context.logger.warn({ error }, "old controls could not be taken away");
        });
    });
  }

  /**
   * A turn that is owed answers more than it did: what is being made for it under its `former` job is dropped, and it is
   * planned anew.
   */
  replan(turn: Pick<Turn, "id" | "conversationId">, former: Pick<OwedSwipe, "jobId">): void {
    if (!this.#endAttempt(turn)) return;
    for (const jobId of jobsOf(former))
      this.#context.queue.discard(jobId).catch((thrown: unknown) => {
        const error = coerceError(thrown);
        this.#context.logger.warn({ jobId, error }, "a job that nobody needs could not be stopped");
      });
  }

  /**
   * Drops whatever is being made for a conversation and has it made anew, in this very moment: its prompts hold what they may
   * hold no longer. Returns the jobs that hold it, which are left to be discarded.
   */
  beginAgain(conversationId: string): readonly string[] {
    const { store, swipes } = this.#context;
    const jobs: string[] = [];
    for (const turn of store.owedTurns()) {
      if (turn.conversationId !== conversationId) continue;
      const former = swipes.renew(turn.id);
      if (former === undefined) continue;
      jobs.push(...jobsOf(former));
      this.#endAttempt(turn);
    }
    return jobs;
  }

  /** Has a turn be paid anew. False when it wasn't being paid. */
  #endAttempt(turn: Pick<Turn, "id" | "conversationId">): boolean {
    const attempt = this.#attempts.get(turn.id);
    if (attempt === undefined) this.schedule(turn);
    else attempt.abort();
    return attempt !== undefined;
  }

  async #pay(turnId: string, closing: AbortSignal): Promise<void> {
    const { store } = this.#context;
    const wasOpen = store.turn(turnId)?.state === "open";
    for (;;) {
      const attempt = new AbortController();
      this.#attempts.set(turnId, attempt);
      await speakTurn(turnId, { ...this.#context, closing, replanned: attempt.signal });
      if (!attempt.signal.aborted || closing.aborted) break;
      await this.#hooks.ready(turnId, closing);
      if (closing.aborted) break;
    }
    this.#attempts.delete(turnId);
    this.#hooks.paid(turnId);
    const turn = store.turn(turnId);
    if (wasOpen && turn?.state === "done") this.#hooks.spoken(turn);
  }

  /** Schedules whatever a conversation owes. */
  scheduleAll(conversationId: string): void {
    for (const turn of this.#context.store.owedTurns())
      if (turn.conversationId === conversationId) this.schedule(turn);
  }

  /** Pays what an earlier run of the bot left owed. Returns how many turns that are. */
  resume(): number {
    const turns = this.#context.store.owedTurns();
    for (const turn of turns) this.schedule(turn);
    return turns.length;
  }

  /** Stops whatever is being generated for a conversation. */
  async cancel(conversationId: string): Promise<void> {
    const { store } = this.#context;
    const turns = store.owedTurns().filter((turn) => turn.conversationId === conversationId);
    await Promise.all(turns.map((turn) => this.stop(turn.id)));
  }

  /** Ends the text that a turn owes with what is there of it. False when it owes none. */
  async stop(turnId: string): Promise<boolean> {
    const { swipes, queue } = this.#context;
    const owed = swipes.stop(turnId);
    if (owed === undefined) return false;
    await Promise.all(jobsOf(owed).map((jobId) => queue.cancel(jobId)));
    return true;
  }

  /** Resolves when what a conversation owes now is paid, as far as it can be; false when the bot closes first. */
  settled(conversationId: string): Promise<boolean> {
    return this.#order.run(conversationId, () => Promise.resolve(!this.closing));
  }

  /** Resolves when no reply that is scheduled now is being worked on. */
  idle(): Promise<void> {
    return this.#order.idle();
  }

  /** Resolves when nothing is being tidied up after replies. */
  tidied(): Promise<void> {
    return this.#tidying.idle();
  }

  /**
   * Waits for running replies until `deadline` resolves; what is left then stays owed for the next start. Returns how
   * many turns that are.
   */
  async close(deadline: Promise<void>): Promise<number> {
    await Promise.race([this.idle(), deadline]);
    const left = this.#waiting.size + this.#running;
    this.#closing.abort();
    await this.idle();
    return left;
  }
}
