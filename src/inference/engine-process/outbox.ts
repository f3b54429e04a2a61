import type { Clock } from "../../lib/clock.ts";

/** How long what nobody waits for may lie: less than between two looks of a reader at a text that grows. */
const mostDelayMs = 100;

/**
 * Gathers what there is to send: everything of one turn of the event loop goes in one message, in order, and what nobody waits
 * for lies a while, for more to come. Each message costs both processes some time, which a step of a small model is short of.
 */
export class Outbox<T> {
  readonly #send: (messages: readonly T[]) => void;
  readonly #rest: () => readonly T[];
  readonly #clock: Clock;
  #messages: T[] = [];
  #isDue = false;
  #isDueLater = false;

  /** `rest`: asked right before sending for what else is to go. */
  constructor(options: {
    readonly send: (messages: readonly T[]) => void;
    readonly rest: () => readonly T[];
    readonly clock: Clock;
  }) {
    this.#send = options.send;
    this.#rest = options.rest;
    this.#clock = options.clock;
  }

  post(message: T): void {
    this.#messages.push(message);
    this.sendSoon();
  }

  /** For what may lie a while. */
  postLater(message: T): void {
    this.#messages.push(message);
    this.sendLater();
  }

  /** Also where nothing was posted: there may be something to ask for. */
  sendSoon(): void {
    if (this.#isDue) return;
    this.#isDue = true;
    setImmediate(() => this.#sendNow());
  }

  sendLater(): void {
    if (this.#isDueLater) return;
    this.#isDueLater = true;
    void this.#clock.sleep(mostDelayMs).then(() => {
      this.#isDueLater = false;
      this.sendSoon();
    });
  }

  #sendNow(): void {
    this.#isDue = false;
    const messages = [...this.#messages.splice(0), ...this.#rest()];
    if (messages.length > 0) this.#send(messages);
  }
}
