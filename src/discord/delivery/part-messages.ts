import { createHash } from "node:crypto";
import type { DeliveryInput } from "../../conversation/delivery.ts";
import { coerceError } from "../../lib/errors.ts";
import type { Logger } from "../../lib/logger.ts";
import { discordProblem } from "../discord-problem.ts";
import type { ShownPart, Step } from "./next-step.ts";
import { type Outlet, type PostedMessage, UnreachableMessageError } from "./outlet.ts";

type SendStep = Extract<Step, { kind: "send" }>;
type EditStep = Extract<Step, { kind: "edit" }>;

/** Makes a request and counts it; see `ChannelPacer.spend`. */
export type Spend = <T>(request: () => Promise<T>) => Promise<T>;

/** The messages of one reply: takes steps on them, notes each in the journal, and knows what stands. */
export class PartMessages {
  readonly #input: DeliveryInput;
  readonly #outlet: Outlet;
  readonly #logger: Logger;
  readonly #shown: (ShownPart | undefined)[] = [];
  /** Parts that may have been sent without our learning of it: they are looked for first. */
  readonly #uncertain = new Set<number>();
  #replaced = 0;

  constructor(input: DeliveryInput, outlet: Outlet, logger: Logger) {
    this.#input = input;
    this.#outlet = outlet;
    this.#logger = logger;
    for (const { part, messageId, webhookId } of input.parts) {
      if (messageId === null) this.#uncertain.add(part);
      else this.#shown[part] = { messageId, webhookId, content: null, controls: null };
    }
  }

  /** By part; undefined where nothing stands. */
  get shown(): readonly (ShownPart | undefined)[] {
    return this.#shown;
  }

  /**
   * Throws what Discord answers. A message that turns out to be gone is no error: afterwards it isn't shown any more,
   * and the next step is to send it anew.
   */
  async take(step: Step, spend: Spend): Promise<void> {
    switch (step.kind) {
      case "send":
        return this.#send(step, spend);
      case "edit":
        return this.#edit(step, spend);
      case "remove":
        return this.#remove(step.part, spend);
    }
  }

  /** Learns of messages that may have been sent; without the permission to read, of none. */
  async findUncertain(): Promise<void> {
    for (const part of this.#uncertain) await this.#adopt(part);
  }

  /** Whether a message of this part was found. */
  async #adopt(part: number): Promise<boolean> {
    const orphan = await this.#findOrphan();
    this.#uncertain.delete(part);
    if (orphan === undefined) return false;
    this.#input.journal.sent(part, orphan.messageId, orphan.webhookId);
    this.#shown[part] = { ...orphan, content: null, controls: null };
    return true;
  }

  async #send({ part, content, controls }: SendStep, spend: Spend): Promise<void> {
    const { journal } = this.#input;
    if (this.#uncertain.has(part) && (await this.#adopt(part))) return;
    journal.sending(part);
    let posted: PostedMessage;
    try {
      posted = await spend(() => this.#outlet.send(content, controls, this.#nonce(part)));
    } catch (thrown) {
      if (discordProblem(thrown).kind === "transient") this.#uncertain.add(part);
      throw thrown;
    }
    journal.sent(part, posted.messageId, posted.webhookId);
    this.#shown[part] = { ...posted, content, controls };
  }

  /** A message of this reply that an earlier run, or a request without an answer, left in the channel. */
  async #findOrphan(): Promise<PostedMessage | undefined> {
    const known = new Set(this.#shown.map((part) => part?.messageId));
    try {
      const found = await this.#outlet.unrecordedAfter(this.#input.triggerMessageId);
      return found.find(({ messageId }) => !known.has(messageId));
    } catch (thrown) {
      // Where the history can't be read, a message that was sent twice is better than none.
      if (discordProblem(thrown).kind === "forbidden") return undefined;
      throw thrown;
    }
  }

  async #edit({ part, content, controls }: EditStep, spend: Spend): Promise<void> {
    const there = this.#shown[part];
    if (there === undefined) return;
    try {
      await spend(() => this.#outlet.edit(there, content, controls));
      this.#shown[part] = { ...there, content: content ?? there.content, controls };
    } catch (thrown) {
      const { kind } = discordProblem(thrown);
      const unreachable = thrown instanceof UnreachableMessageError || kind === "message-fixed";
      if (!unreachable && kind !== "message-gone") throw thrown;
      this.#forget(part);
      if (unreachable) await this.#tidyAway(there);
    }
  }

  /** What can't be edited any more should not stand beside its successor; the permission for that is often missing. */
  async #tidyAway(message: ShownPart): Promise<void> {
    try {
      await this.#outlet.remove(message);
    } catch (thrown) {
      this.#logger.debug(
        { messageId: message.messageId, error: coerceError(thrown) },
        "a message that can't be edited could not be deleted",
      );
    }
  }

  async #remove(part: number, spend: Spend): Promise<void> {
    const there = this.#shown[part];
    if (there === undefined) return;
    try {
      await spend(() => this.#outlet.remove(there));
    } catch (thrown) {
      const { kind } = discordProblem(thrown);
      const settled = kind === "message-gone" || kind === "forbidden";
      if (!settled && !(thrown instanceof UnreachableMessageError)) throw thrown;
    }
    this.#forget(part);
    this.#input.journal.removed(part);
  }

  #forget(part: number): void {
    this.#shown[part] = undefined;
    this.#replaced += 1;
  }

  /** The same for each try to send one message, another for the one that replaces it. At most 25 characters. */
  #nonce(part: number): string {
    return createHash("sha256")
      .update(`${this.#input.turnId}/${part}/${this.#replaced}`)
      .digest("base64url")
      .slice(0, 25);
  }
}
