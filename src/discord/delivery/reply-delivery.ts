import { createHash } from "node:crypto";
import { type Delivery, DeliveryError, type DeliveryInput } from "../../conversation/ports.ts";
import type { Clock } from "../../lib/clock.ts";
import { type Deferred, deferred } from "../../lib/deferred.ts";
import { coerceError } from "../../lib/errors.ts";
import type { Logger } from "../../lib/logger.ts";
import { discordProblem } from "../discord-problem.ts";
import { backOffMs } from "../retry.ts";
import { unlessAborted } from "../unless-aborted.ts";
import type { ChannelPacer } from "./channel-pacer.ts";
import { deliveryFailure } from "./delivery-failure.ts";
import { isWorthShowing, placeholder, readableDraft } from "./draft.ts";
import { nextStep, type ShownPart, type Step } from "./next-step.ts";
import { type Outlet, type Prepared, UnreachableMessageError } from "./outlet.ts";
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
  readonly #shown: (ShownPart | undefined)[] = [];
  /** Parts that may have been sent without our learning of it: they are looked for first. */
  readonly #uncertain = new Set<number>();
  readonly #visible = new AbortController();

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
  #replaced = 0;
  #firstTextAt: number | undefined;
  #lastEditAt = Number.NEGATIVE_INFINITY;

  constructor(input: DeliveryInput, context: ReplyDeliveryContext) {
    this.#input = input;
    this.#context = context;
    for (const { part, messageId, webhookId } of input.parts) {
      if (messageId === null) this.#uncertain.add(part);
      else this.#shown[part] = { messageId, webhookId, content: null };
    }
  }

  open(): Promise<void> {
    this.#opened ??= deferred();
    this.#goal ??= { kind: "placeholder", text: "" };
    void showTyping(this.#context, AbortSignal.any([this.#visible.signal, this.#context.closing]));
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
      this.#ended = deliveryFailure(thrown, this.#context.closing);
    } finally {
      leave();
      this.#visible.abort();
      this.#running = false;
    }
    this.#settle(this.#ended);
  }

  async #prepare(): Promise<Prepared> {
    for (;;) {
      this.#context.closing.throwIfAborted();
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
      this.#context.closing.throwIfAborted();
      const step = this.#nextStep(prepared, pacer);
      if (this.#shown[0] !== undefined || step === null) this.#opened?.resolve();
      if (step === null) {
        if (this.#goal?.kind === "final") return;
        this.#changed = deferred();
        await unlessAborted(this.#changed.promise, this.#context.closing);
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
        this.#recover(thrown, step, pacer);
      }
      // Where a webhook was lost there may be another now, or none.
      if (this.#failures > 0 || this.#shown[step.part] === undefined)
        prepared = await this.#prepare();
    }
  }

  #nextStep({ header }: Prepared, pacer: ChannelPacer): Step | null {
    const goal = this.#goal;
    if (goal === undefined) return null;
    // What Discord allows is left to replies that are complete when too many come at once.
    const place: Step | null = pacer.crowded
      ? null
      : { kind: "place", part: 0, content: header + placeholder };
    switch (goal.kind) {
      case "placeholder":
        return this.#shown[0] === undefined ? place : null;
      case "draft": {
        const draft = readableDraft(goal.text);
        if (isWorthShowing(this.#draft, draft)) this.#draft = draft;
        if (this.#draft === "") return null;
        // Its message is stored before any of the text is in it.
        if (this.#shown[0] === undefined) return place;
        return nextStep(this.#shown, splitText(header + this.#draft, { draft: true }), false);
      }
      case "final": {
        const wanted = goal.text.trim() === "" ? [] : splitText(header + goal.text);
        return nextStep(this.#shown, wanted, true);
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
    switch (step.kind) {
      case "place":
      case "send":
        await this.#send(step.part, step.content, pacer);
        break;
      case "edit":
        await this.#edit(step.part, step.content, pacer);
        break;
      case "remove":
        await this.#remove(step.part, pacer);
        break;
      default:
        step satisfies never;
    }
    if (step.kind === "place" || step.kind === "remove") return;
    this.#firstTextAt ??= this.#context.clock.now();
    this.#lastEditAt = this.#context.clock.now();
    this.#visible.abort();
  }

  async #send(part: number, content: string, pacer: ChannelPacer): Promise<void> {
    const { outlet } = this.#context;
    const { journal } = this.#input;
    if (this.#uncertain.has(part)) {
      const orphan = await this.#findOrphan();
      this.#uncertain.delete(part);
      if (orphan !== undefined) {
        journal.sent(part, orphan.messageId, orphan.webhookId);
        this.#shown[part] = { ...orphan, content: null };
        return;
      }
    }
    journal.sending(part);
    // Until Discord's answer is here.
    this.#uncertain.add(part);
    const posted = await pacer.spend(() => outlet.send(content, this.#nonce(part)));
    this.#uncertain.delete(part);
    journal.sent(part, posted.messageId, posted.webhookId);
    this.#shown[part] = { ...posted, content };
  }

  async #findOrphan(): Promise<{ messageId: string; webhookId: string | null } | undefined> {
    const known = new Set(this.#shown.map((part) => part?.messageId));
    try {
      const found = await this.#context.outlet.unrecordedAfter(this.#input.triggerMessageId);
      return found.find(({ messageId }) => !known.has(messageId));
    } catch (thrown) {
      // Where the history can't be read, a message that was sent twice is better than none.
      if (discordProblem(thrown).kind === "forbidden") return undefined;
      throw thrown;
    }
  }

  async #edit(part: number, content: string, pacer: ChannelPacer): Promise<void> {
    const there = this.#shown[part];
    if (there === undefined) return;
    try {
      await pacer.spend(() => this.#context.outlet.edit(there, content));
      this.#shown[part] = { ...there, content };
    } catch (thrown) {
      const unreachable = thrown instanceof UnreachableMessageError;
      if (!unreachable && discordProblem(thrown).kind !== "message-gone") throw thrown;
      this.#shown[part] = undefined;
      this.#replaced += 1;
      if (unreachable) await this.#tidyAway(there);
    }
  }

  /** What can't be edited any more should not stand beside its successor; the permission for that is often missing. */
  async #tidyAway(message: ShownPart): Promise<void> {
    try {
      await this.#context.outlet.remove(message);
    } catch (thrown) {
      this.#context.logger.debug(
        { messageId: message.messageId, error: coerceError(thrown) },
        "a message without webhook could not be deleted",
      );
    }
  }

  async #remove(part: number, pacer: ChannelPacer): Promise<void> {
    const there = this.#shown[part];
    if (there === undefined) return;
    try {
      await pacer.spend(() => this.#context.outlet.remove(there));
    } catch (thrown) {
      const { kind } = discordProblem(thrown);
      const settled = kind === "message-gone" || kind === "forbidden";
      if (!settled && !(thrown instanceof UnreachableMessageError)) throw thrown;
    }
    this.#shown[part] = undefined;
    this.#replaced += 1;
    this.#input.journal.removed(part);
  }

  /** Decides what a failure means: returns when it is worth another try, not before `retryAt`; throws otherwise. */
  #recover(thrown: unknown, step?: Step, pacer?: ChannelPacer): void {
    const problem = discordProblem(thrown);
    if (problem.kind === "wait") {
      if (step?.kind === "send" || step?.kind === "place") this.#uncertain.delete(step.part);
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
    const { closing, clock } = this.#context;
    try {
      await clock.sleep(delayMs, AbortSignal.any([pause.signal, closing]));
    } catch (thrown) {
      if (!pause.signal.aborted && !closing.aborted) throw thrown;
    } finally {
      this.#pause = undefined;
    }
  }

  /** The same for each try to send one message, another for the one that replaces it. At most 25 characters. */
  #nonce(part: number): string {
    return createHash("sha256")
      .update(`${this.#input.turnId}/${part}/${this.#replaced}`)
      .digest("base64url")
      .slice(0, 25);
  }
}
