import type { Notice } from "../../conversation/notice.ts";
import { type Delivery, DeliveryError, type DeliveryInput } from "../../conversation/ports.ts";
import { noControls, type ReplyControls } from "../../conversation/swipes/reply-controls.ts";
import type { QueuePlace } from "../../generation/generation-queue.ts";
import { backOffMs } from "../../lib/back-off.ts";
import type { Clock } from "../../lib/clock.ts";
import { type Deferred, deferred } from "../../lib/deferred.ts";
import { coerceError } from "../../lib/errors.ts";
import type { Logger } from "../../lib/logger.ts";
import { discordProblem } from "../discord-problem.ts";
import { unlessAborted } from "../unless-aborted.ts";
import type { ChannelPacer } from "./channel-pacer.ts";
import { deliveryFailure } from "./delivery-failure.ts";
import { isWorthShowing, patienceMs, placeholder, readableDraft } from "./draft.ts";
import { nextStep, type Step, type WantedPart } from "./next-step.ts";
import type { Outlet, Prepared } from "./outlet.ts";
import { PartMessages } from "./part-messages.ts";
import { showTyping } from "./show-typing.ts";
import { sentAtMs } from "./snowflake.ts";
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
  /** `farewell`: nothing of this reply can be shown for long any more; it says where the rest will be. */
  readonly kind: "placeholder" | "draft" | "farewell" | "final";
  readonly text: string;
}

/** Discord's messages can be edited freely for an hour; a little less, since an edit takes its time. */
const freelyEditedMs = 55 * 60_000;

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
  #controls: ReplyControls = noControls;
  #openedAt = Number.NEGATIVE_INFINITY;
  /** The draft that is shown, or is being shown. */
  #draft = "";
  #changed: Deferred<void> | undefined;
  #pause: AbortController | undefined;
  #opened: Deferred<void> | undefined;
  #finished: Deferred<void> | undefined;
  #ended: Error | undefined;
  #run: Promise<void> | undefined;

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
    if (this.#goal?.kind === "placeholder" && readableDraft(text) !== "") this.#pause?.abort();
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
    this.#pause?.abort();
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
      this.#context.logger.warn(
        { turnId: this.#input.turnId, error },
        "a notice could not be shown",
      );
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
    this.#pause?.abort();
    this.#wake();
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
    switch (goal.kind) {
      case "placeholder":
        // What stands there of an earlier text stays until there is another.
        if (this.#input.hasText && shown[0] !== undefined) return this.#controlsStep();
        // What Discord allows is left to replies that are complete when too many come at once.
        if (shown[0] === undefined && pacer.crowded) return null;
        return nextStep(shown, this.#wanted([header + goal.text]), false);
      case "draft": {
        if (this.#isOld) return null;
        const draft = readableDraft(goal.text);
        if (isWorthShowing(this.#draft, draft)) this.#draft = draft;
        if (this.#draft === "") return null;
        if (shown[0] === undefined && pacer.crowded) return null;
        const texts = splitText(header + this.#draft, { draft: true });
        return nextStep(shown, this.#wanted(texts), false);
      }
      case "farewell":
      case "final": {
        const texts = goal.text.trim() === "" ? [] : splitText(header + goal.text);
        return nextStep(shown, this.#wanted(texts), true);
      }
    }
  }

  /** The controls stand below the last message. */
  #wanted(texts: readonly (string | null)[]): readonly WantedPart[] {
    return texts.map((content, index) => ({
      content,
      controls: index === texts.length - 1 ? this.#controls : noControls,
    }));
  }

  #controlsStep(): Step | null {
    if (this.#isOld || this.#controls.kind === "none") return null;
    const { shown } = this.#parts;
    const whole = shown.every((part) => part !== undefined);
    return whole ? nextStep(shown, this.#wanted(shown.map(() => null)), false) : null;
  }

  /** Discord allows old messages but a few edits: those are for complete texts. */
  get #isOld(): boolean {
    const { clock } = this.#context;
    return this.#parts.shown.some(
      (part) => part !== undefined && clock.now() - sentAtMs(part.messageId) > freelyEditedMs,
    );
  }

  #stepAt(step: Step, pacer: ChannelPacer): number {
    const at = this.#mayBeLeftOut(step)
      ? pacer.editAt({
          firstTextAt: this.#firstTextAt ?? this.#context.clock.now(),
          lastEditAt: this.#lastEditAt,
        })
      : pacer.urgentAt();
    const patient = this.#goal?.kind === "placeholder" && step.kind === "send";
    return Math.max(at, this.#retryAt, patient ? this.#openedAt + patienceMs : at);
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
