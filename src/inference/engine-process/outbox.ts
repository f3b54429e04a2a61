/**
 * Gathers what there is to send until the event loop's next turn: everything of one step goes in one message, in order.
 */
export class Outbox<T> {
  readonly #send: (messages: readonly T[]) => void;
  readonly #last: () => readonly T[];
  #messages: T[] = [];
  #isDue = false;

  /** `last`: asked right before sending for what else is to go. */
  constructor(send: (messages: readonly T[]) => void, last: () => readonly T[]) {
    this.#send = send;
    this.#last = last;
  }

  post(message: T): void {
    this.#messages.push(message);
    this.sendSoon();
  }

  /** Also where nothing was posted: there may be something to ask for. */
  sendSoon(): void {
    if (this.#isDue) return;
    this.#isDue = true;
    setImmediate(() => this.#sendNow());
  }

  #sendNow(): void {
    this.#isDue = false;
    const messages = [...this.#messages.splice(0), ...this.#last()];
    if (messages.length > 0) this.#send(messages);
  }
}
