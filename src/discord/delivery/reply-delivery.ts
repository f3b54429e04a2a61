import { type Delivery, DeliveryError, type DeliveryInput } from "../../conversation/delivery.ts";
import type { Notice } from "../../conversation/notice.ts";
import { noControls, type ReplyControls } from "../../conversation/swipes/reply-controls.ts";
import type { QueuePlace } from "../../generation/generation-queue.ts";
import type { Clock } from "../../lib/clock.ts";
import { type Deferred, deferred } from "../../lib/deferred.ts";
import { coerceError } from "../../lib/errors.ts";
import type { Logger } from "../../lib/logger.ts";
import { unlessAborted } from "../../lib/unless-aborted.ts";
import type { ChannelPacer } from "./channel-pacer.ts";
import { deliveryFailure } from "./delivery-failure.ts";
import { type DeliveryGoal, stepTowards } from "./delivery-goal.ts";
import { DeliveryRetries } from "./delivery-retries.ts";
import { isWorthShowing, patienceMs, placeholder, readableDraft } from "./draft.ts";
import { areFreelyEdited } from "./freely-edited.ts";
import type { Step } from "./next-step.ts";
import type { Outlet, Prepared } from "./outlet.ts";
import { PartMessages } from "./part-messages.ts";
import { Pause } from "./pause.ts";
import { quoteLine } from "./quote-line.ts";
import { showTyping } from "./show-typing.ts";

export interface ReplyDeliveryContext {
  readonly outlet: Outlet;
  readonly pacerFor: (prepared: Prepared) => ChannelPacer;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Aborted when the bot stops. */
  readonly closing: AbortSignal;
}

/**
 * Shows one reply. A single loop makes one request after another, each the next step from what is shown to the newest
 * goal; so no two are ever under way, what is outdated is never sent, and the final text lands.
 */
export class ReplyDelivery implements Delivery {
  readonly #input: DeliveryInput;
  readonly #context: ReplyDeliveryContext;
  readonly #parts: PartMessages;
  readonly #retries: DeliveryRetries;
  readonly #pause: Pause;
  readonly #visible = new AbortController();
  readonly #released = new AbortController();
  /** The bot stops, or nobody wants this delivery any more. */
  readonly #over: AbortSignal;

  #goal: DeliveryGoal | undefined;
  #controls: ReplyControls = noControls;
  #openedAt = Number.NEGATIVE_INFINITY;
  #quoteLine: string | undefined;
  /** The draft that is shown, or is being shown. */
  #draft = "";
  #changed: Deferred<void> | undefined;
  #opened: Deferred<void> | undefined;
  #finished: Deferred<void> | undefined;
  #ended: Error | undefined;
  #run: Promise<void> | undefined;

  #firstTextAt: number | undefined;
  #lastEditAt = Number.NEGATIVE_INFINITY;

  constructor(input: DeliveryInput, context: ReplyDeliveryContext) {
    this.#input = input;
    this.#context = context;
    this.#over = AbortSignal.any([context.closing, this.#released.signal]);
    this.#parts = new PartMessages(input, context.outlet, context.logger);
    this.#retries = new DeliveryRetries(context.clock, context.logger);
    this.#pause = new Pause(context.clock, this.#over);
  }

  open(controls: ReplyControls = noControls): Promise<void> {
    this.#opened ??= deferred();
    this.#controls = controls;
    this.#openedAt = this.#context.clock.now();
    this.#goal ??= { kind: "placeholder", text: placeholder };
    this.#wake();
    return this.#opened.promise;
  }

  wait(place: QueuePlace | null): void {
    if (this.#goal?.kind !== "placeholder") return;
    const text = place === null ? placeholder : this.#context.outlet.waitingText(place);
    this.#goal = { kind: "placeholder", text };
    this.#wake();
  }

  show(text: string): void {
    if (this.#goal?.kind === "final" || this.#goal?.kind === "farewell") return;
    // What waited to stand in for a text needn't any more.
    if (this.#goal?.kind === "placeholder" && readableDraft(text) !== "") this.#pause.cutShort();
    this.#goal = { kind: "draft", text };
    this.#wake();
  }

  tell(notice: Notice): void {
    this.show(this.#context.outlet.noticeText(notice));
  }

  finish(
    text: string,
    controls: ReplyControls = noControls,
    notice: Notice | null = null,
  ): Promise<void> {
    const below = notice === null ? "" : `\n-# ${this.#context.outlet.noticeText(notice)}`;
    return this.#finish(text + below, controls);
  }

  #finish(text: string, controls: ReplyControls): Promise<void> {
    const finished = this.#finished ?? deferred();
    this.#finished = finished;
    this.#goal = { kind: "final", text };
    this.#controls = controls;
    this.#pause.cutShort();
    this.#wake();
    return finished.promise;
  }

  async fail(notice: Notice, controls: ReplyControls = noControls): Promise<void> {
    if (this.#ended instanceof DeliveryError) return;
    // What broke a reply need not break a notice.
    this.#ended = undefined;
    this.#finished = undefined;
    try {
      await this.#finish(this.#context.outlet.noticeText(notice), controls);
    } catch (thrown) {
      const error = coerceError(thrown);
      this.#context.logger.warn({ error }, "a notice could not be shown");
    }
  }

  withdraw(): Promise<void> {
    return this.finish("");
  }

  async release(): Promise<void> {
    this.#released.abort();
    await this.#run;
  }

  #wake(): void {
    this.#changed?.resolve();
    if (this.#run !== undefined) return;
    if (this.#ended !== undefined) {
      this.#settle(this.#ended);
      return;
    }
    this.#run = this.#deliver();
  }

  /** Never rejects. */
  async #deliver(): Promise<void> {
    let leave: () => void = () => {};
    const ended = new AbortController();
    try {
      const prepared = await this.#prepare();
      const pacer = this.#context.pacerFor(prepared);
      leave = pacer.join();
      if (prepared.lastCall !== undefined)
        void this.#sayFarewell(prepared.lastCall, AbortSignal.any([ended.signal, this.#over]));
      if (this.#opened !== undefined) {
        void showTyping(this.#context, AbortSignal.any([this.#visible.signal, this.#over]));
        this.#opened.resolve();
      }
      await this.#work(prepared, pacer);
    } catch (thrown) {
      this.#ended = deliveryFailure(thrown, this.#over);
    } finally {
      leave();
      ended.abort();
      this.#visible.abort();
      this.#run = undefined;
    }
    this.#settle(this.#ended);
  }

  /** Waits for the end of the way on which the reply comes, and says so below what is there of it. Never rejects. */
  async #sayFarewell(
    { at, text }: NonNullable<Prepared["lastCall"]>,
    over: AbortSignal,
  ): Promise<void> {
    const { clock } = this.#context;
    try {
      await clock.sleep(Math.max(0, at - clock.now()), over);
    } catch {
      return;
    }
    const said = this.#goal?.kind === "draft" ? readableDraft(this.#goal.text) : "";
    const hasOther = said === "" && this.#input.hasText;
    if (over.aborted || this.#goal?.kind === "final" || hasOther) return;
    this.#goal = { kind: "farewell", text: said === "" ? text : `${said}\n${text}` };
    this.#controls = noControls;
    this.#pause.cutShort();
    this.#wake();
  }

  async #prepare(): Promise<Prepared> {
    for (;;) {
      this.#over.throwIfAborted();
      try {
        return await this.#context.outlet.prepare();
      } catch (thrown) {
        this.#retries.failed(thrown);
        await this.#pause.wait(this.#retries.at - this.#context.clock.now());
      }
    }
  }

  async #work(first: Prepared, pacer: ChannelPacer): Promise<void> {
    let prepared = first;
    for (;;) {
      this.#over.throwIfAborted();
      if (this.#goal?.kind === "final" && this.#goal.text === "") await this.#parts.findUncertain();
      const step = this.#nextStep(prepared, pacer);
      if (step === null) {
        if (this.#goal?.kind === "final") return;
        this.#changed = deferred();
        await unlessAborted(this.#changed.promise, this.#over);
        continue;
      }
      const delayMs = this.#stepAt(step, pacer) - this.#context.clock.now();
      if (delayMs > 0) {
        // Thought over afterwards: there may be newer text by then.
        await this.#pause.wait(delayMs);
        continue;
      }
      try {
        await this.#take(step, pacer);
        this.#retries.succeeded();
      } catch (thrown) {
        this.#retries.failed(thrown, pacer);
      }
      // Where a webhook was lost there may be another now, or none.
      if (this.#retries.failing || this.#parts.shown[step.part] === undefined)
        prepared = await this.#prepare();
    }
  }

  #nextStep(prepared: Prepared, pacer: ChannelPacer): Step | null {
    if (this.#goal === undefined) return null;
    const isOld = !areFreelyEdited(this.#parts.shown, this.#context.clock.now());
    if (this.#goal.kind === "draft" && !isOld) {
      const draft = readableDraft(this.#goal.text);
      if (isWorthShowing(this.#draft, draft)) this.#draft = draft;
    }
    return stepTowards(this.#goal, {
      shown: this.#parts.shown,
      header: this.#headerOf(prepared),
      controls: this.#controls,
      draft: this.#draft,
      hasText: this.#input.hasText,
      crowded: pacer.crowded,
      isOld,
    });
  }

  /** What stands before the text. A growing text keeps the quote with which it began. */
  #headerOf({ header, quotes }: Prepared): string {
    const begun = this.#parts.shown[0] !== undefined && this.#goal?.kind !== "final";
    if (!begun || this.#quoteLine === undefined)
      this.#quoteLine = quotes ? quoteLine(this.#input.quote()) : "";
    return this.#quoteLine + header;
  }

  #stepAt(step: Step, pacer: ChannelPacer): number {
    const at = this.#mayBeLeftOut(step)
      ? pacer.editAt({
          firstTextAt: this.#firstTextAt ?? this.#context.clock.now(),
          lastEditAt: this.#lastEditAt,
        })
      : pacer.urgentAt();
    const patient = this.#goal?.kind === "placeholder" && step.kind === "send";
    return Math.max(at, this.#retries.at, patient ? this.#openedAt + patienceMs : at);
  }

  #mayBeLeftOut(step: Step): boolean {
    if (this.#goal?.kind === "draft") return true;
    return this.#goal?.kind === "placeholder" && step.kind === "edit" && step.content !== null;
  }

  async #take(step: Step, pacer: ChannelPacer): Promise<void> {
    const isText = this.#goal?.kind !== "placeholder";
    await this.#parts.take(step, (request) => pacer.spend(request));
    if (step.kind === "remove") return;
    this.#lastEditAt = this.#context.clock.now();
    if (!isText) return;
    this.#firstTextAt ??= this.#context.clock.now();
    this.#visible.abort();
  }

  #settle(error: Error | undefined): void {
    const finished = this.#finished;
    this.#finished = undefined;
    for (const waiting of [this.#opened, finished]) {
      if (waiting === undefined) continue;
      // Whoever asks later gets the same answer; it is no failure that nobody asked yet.
      waiting.promise.catch(() => {});
      if (error === undefined) waiting.resolve();
      else waiting.reject(error);
    }
  }
}
