import { type Delivery, DeliveryError, type DeliveryInput } from "../../conversation/ports.ts";
import { backOffMs } from "../../lib/back-off.ts";
import type { Clock } from "../../lib/clock.ts";
import { type Deferred, deferred } from "../../lib/deferred.ts";
import { coerceError } from "../../lib/errors.ts";
import type { Logger } from "../../lib/logger.ts";
import { discordProblem } from "../discord-problem.ts";
import { unlessAborted } from "../unless-aborted.ts";
import type { ChannelPacer } from "./channel-pacer.ts";
import { deliveryFailure } from "./delivery-failure.ts";
import { isWorthShowing, placeholder, readableDraft } from "./draft.ts";
import { nextStep, type Step } from "./next-step.ts";
import type { Outlet, Prepared } from "./outlet.ts";
import { PartMessages } from "./part-messages.ts";
import { showTyping } from "./show-typing.ts";
import { splitText } from "./split-text.ts";

/** About two minutes of back-off; then the reply waits for the next start of the bot. */
const mostFailures = 8;

export interface ReplyDeliveryContext {
  readonly outlet: Outlet;
  readonly pacerFor: (prepared: Prepared) => ChannelPacer;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Aborted when the bot stops. */
  readonly closing: AbortSignal;
}

/** What the reply should look like now. */
interface Goal {
  readonly kind: "placeholder" | "draft" | "final";
  readonly text: string;
}

/**
 * Shows one reply. A single loop makes one request after another, each the next step from what is shown to the newest
 * goal; so no two are ever under way, what is outdated is never sent, and the final text lands.
 */
export class ReplyDelivery implements Delivery {
  readonly #input: DeliveryInput;
  readonly #context: ReplyDeliveryContext;
  readonly #parts: PartMessages;
  readonly #visible = new AbortController();
  readonly #released = new AbortController();
  /** The bot stops, or nobody wants this delivery any more. */
  readonly #over: AbortSignal;

  #goal: Goal | undefined;
  /** The draft that is shown, or is being shown. */
  #draft = "";
  #changed: Deferred<void> | undefined;
  #pause: AbortController | undefined;
  #opened: Deferred<void> | undefined;
  #finished: Deferred<void> | undefined;
  #ended: Error | undefined;
  #running = false;

  #failures = 0;
  #retryAt = Number.NEGATIVE_INFINITY;
  #firstTextAt: number | undefined;
  #lastEditAt = Number.NEGATIVE_INFINITY;

  constructor(input: DeliveryInput, context: ReplyDeliveryContext) {
    this.#input = input;
    this.#context = context;
    this.#over = AbortSignal.any([context.closing, this.#released.signal]);
    this.#parts = new PartMessages(input, context.outlet, context.logger);
  }

  open(): Promise<void> {
    this.#opened ??= deferred();
    this.#goal ??= { kind: "placeholder", text: "" };
    void showTyping(this.#context, AbortSignal.any([this.#visible.signal, this.#over]));
    this.#wake();
    return this.#opened.promise;
  }

  show(text: string): void {
    if (this.#goal?.kind === "final") return;
    this.#goal = { kind: "draft", text };
    this.#wake();
  }

  finish(text: string): Promise<void> {
    this.#finished ??= deferred();
    this.#goal = { kind: "final", text };
    this.#pause?.abort();
    this.#wake();
    return this.#finished.promise;
  }

  async fail(notice: string): Promise<void> {
    if (this.#ended instanceof DeliveryError) return;
    // What broke a reply need not break a notice.
    this.#ended = undefined;
    this.#finished = undefined;
    try {
      await this.finish(notice);
    } catch (thrown) {
      const error = coerceError(thrown);
      this.#context.logger.warn(
        { turnId: this.#input.turnId, error },
        "a notice could not be shown",
      );
    }
  }

  release(): void {
    this.#released.abort();
  }

  #wake(): void {
    this.#changed?.resolve();
    if (this.#running) return;
    if (this.#ended !== undefined) {
      this.#settle(this.#ended);
      return;
    }
    this.#running = true;
    void this.#run();
  }

  async #run(): Promise<void> {
    let leave: () => void = () => {};
    try {
      const prepared = await this.#prepare();
      const pacer = this.#context.pacerFor(prepared);
      leave = pacer.join();
      await this.#work(prepared, pacer);
    } catch (thrown) {
      this.#ended = deliveryFailure(thrown, this.#over);
    } finally {
      leave();
      this.#visible.abort();
      this.#running = false;
    }
    this.#settle(this.#ended);
  }

  async #prepare(): Promise<Prepared> {
    for (;;) {
      this.#over.throwIfAborted();
      try {
        return await this.#context.outlet.prepare();
      } catch (thrown) {
        this.#recover(thrown);
        await this.#pauseFor(this.#retryAt - this.#context.clock.now());
      }
    }
  }

  async #work(first: Prepared, pacer: ChannelPacer): Promise<void> {
    let prepared = first;
    for (;;) {
      this.#over.throwIfAborted();
      const step = this.#nextStep(prepared, pacer);
      if (this.#parts.shown[0] !== undefined || step === null) this.#opened?.resolve();
      if (step === null) {
        if (this.#goal?.kind === "final") return;
        this.#changed = deferred();
        await unlessAborted(this.#changed.promise, this.#over);
        continue;
      }
      const delayMs = this.#stepAt(step, pacer) - this.#context.clock.now();
      if (delayMs > 0) {
        // Thought over afterwards: there may be newer text by then.
        await this.#pauseFor(delayMs);
        continue;
      }
      try {
        await this.#take(step, pacer);
        this.#failures = 0;
      } catch (thrown) {
        this.#recover(thrown, pacer);
      }
      // Where a webhook was lost there may be another now, or none.
      if (this.#failures > 0 || this.#parts.shown[step.part] === undefined)
        prepared = await this.#prepare();
    }
  }

  #nextStep({ header }: Prepared, pacer: ChannelPacer): Step | null {
    const goal = this.#goal;
    const { shown } = this.#parts;
    if (goal === undefined) return null;
    // What Discord allows is left to replies that are complete when too many come at once.
    const place: Step | null = pacer.crowded
      ? null
      : { kind: "place", part: 0, content: header + placeholder };
    switch (goal.kind) {
      case "placeholder":
        return shown[0] === undefined ? place : null;
      case "draft": {
        const draft = readableDraft(goal.text);
        if (isWorthShowing(this.#draft, draft)) this.#draft = draft;
        if (this.#draft === "") return null;
        // Its message is stored before any of the text is in it.
        if (shown[0] === undefined) return place;
        return nextStep(shown, splitText(header + this.#draft, { draft: true }), false);
      }
      case "final": {
        const wanted = goal.text.trim() === "" ? [] : splitText(header + goal.text);
        return nextStep(shown, wanted, true);
      }
    }
  }

  #stepAt(step: Step, pacer: ChannelPacer): number {
    const optional = this.#goal?.kind === "draft" && step.kind !== "place";
    const at = optional
      ? pacer.editAt({
          firstTextAt: this.#firstTextAt ?? this.#context.clock.now(),
          lastEditAt: this.#lastEditAt,
        })
      : pacer.urgentAt();
    return Math.max(at, this.#retryAt);
  }

  async #take(step: Step, pacer: ChannelPacer): Promise<void> {
    await this.#parts.take(step, (request) => pacer.spend(request));
    if (step.kind === "place" || step.kind === "remove") return;
    this.#firstTextAt ??= this.#context.clock.now();
    this.#lastEditAt = this.#context.clock.now();
    this.#visible.abort();
  }

  /** Decides what a failure means: returns when it is worth another try, not before `retryAt`; throws otherwise. */
  #recover(thrown: unknown, pacer?: ChannelPacer): void {
    const problem = discordProblem(thrown);
    if (problem.kind === "wait") {
      pacer?.hold(problem.delayMs);
      this.#retryAt = this.#context.clock.now() + problem.delayMs;
      return;
    }
    // Another webhook may have taken the place of one that is gone, and a plain message can always.
    const passing = problem.kind === "transient" || problem.kind === "webhook-gone";
    this.#failures += 1;
    if (!passing || this.#failures >= mostFailures) throw thrown;
    this.#retryAt = this.#context.clock.now() + backOffMs(this.#failures);
    this.#context.logger.debug(
      { turnId: this.#input.turnId, failures: this.#failures, error: coerceError(thrown) },
      "a request of a delivery failed and is tried again",
    );
  }

  #settle(error: Error | undefined): void {
    for (const waiting of [this.#opened, this.#finished]) {
      if (waiting === undefined) continue;
      // Whoever asks later gets the same answer; it is no failure that nobody asked yet.
      waiting.promise.catch(() => {});
      if (error === undefined) waiting.resolve();
      else waiting.reject(error);
    }
  }

  async #pauseFor(delayMs: number): Promise<void> {
    const pause = new AbortController();
    this.#pause = pause;
    const { clock } = this.#context;
    try {
      await clock.sleep(delayMs, AbortSignal.any([pause.signal, this.#over]));
    } catch (thrown) {
      if (!pause.signal.aborted && !this.#over.aborted) throw thrown;
    } finally {
      this.#pause = undefined;
    }
  }
}
