import type { Notice } from "../../src/conversation/notice.ts";
import type { ReplyControls } from "../../src/conversation/swipes/reply-controls.ts";
import type { Via } from "../../src/discord/delivery/edit-interval.ts";
import type { Outlet, PostedMessage, Prepared } from "../../src/discord/delivery/outlet.ts";
import { english } from "../../src/discord/texts/en/english.ts";
import { noticeText } from "../../src/discord/texts/notice-text.ts";
import type { Clock } from "../../src/lib/clock.ts";

export interface FakeMessage extends PostedMessage {
  content: string;
  controls: ReplyControls;
}

export interface FakeRequest {
  readonly kind: "send" | "edit" | "remove";
  readonly at: number;
  readonly content: string;
}

/** One channel that takes messages at once, keeps a record, and fails where a test says so. */
export class FakeOutlet implements Outlet {
  readonly messages: FakeMessage[] = [];
  readonly requests: FakeRequest[] = [];
  readonly nonces: string[] = [];
  /** Ids that the bot keeps note of. */
  readonly recorded = new Set<string>();
  typed = 0;
  via: Via = "webhook";
  quotes = true;
  lastCall: Prepared["lastCall"];
  /** How long a request takes. */
  latencyMs = 0;
  /** Called before a request takes effect; what it throws is its outcome. */
  before: (request: FakeRequest) => void = () => {};
  /** Called after a request took effect; what it throws hides that from the bot. */
  after: (request: FakeRequest) => void = () => {};
  /** What is missing here throws this. */
  unknownMessage: () => Error = () => new Error("unknown message");
  underWay = 0;
  mostUnderWay = 0;
  readonly #clock: Clock;
  #nextId = 100;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  prepare(): Promise<Prepared> {
    const header = this.via === "bot" ? "**Rosie**\n" : "";
    const { via, lastCall } = this;
    return Promise.resolve({
      via,
      paceKey: "channel",
      header,
      quotes: this.quotes,
      ...(lastCall === undefined ? {} : { lastCall }),
    });
  }

  async send(content: string, controls: ReplyControls, nonce: string): Promise<PostedMessage> {
    this.nonces.push(nonce);
    return this.#request({ kind: "send", at: this.#clock.now(), content }, () => {
      const webhookId = this.via === "bot" ? null : "webhook";
      const message = { messageId: String(this.#nextId++), webhookId, content, controls };
      this.messages.push(message);
      return message;
    });
  }

  async edit(
    { messageId }: PostedMessage,
    content: string | null,
    controls: ReplyControls,
  ): Promise<void> {
    await this.#request({ kind: "edit", at: this.#clock.now(), content: content ?? "" }, () => {
      const message = this.#find(messageId);
      message.content = content ?? message.content;
      message.controls = controls;
    });
  }

  async remove({ messageId }: PostedMessage): Promise<void> {
    await this.#request({ kind: "remove", at: this.#clock.now(), content: "" }, () => {
      this.messages.splice(this.messages.indexOf(this.#find(messageId)), 1);
    });
  }

  unrecordedAfter(): Promise<readonly PostedMessage[]> {
    return Promise.resolve(this.messages.filter(({ messageId }) => !this.recorded.has(messageId)));
  }

  waitingText({ ahead }: { readonly ahead: number }): string {
    return `#${ahead + 1}`;
  }

  noticeText(notice: Notice): string {
    return noticeText(notice, english);
  }

  type(): Promise<void> {
    this.typed += 1;
    return Promise.resolve();
  }

  get contents(): readonly string[] {
    return this.messages.map(({ content }) => content);
  }

  async #request<T>(request: FakeRequest, effect: () => T): Promise<T> {
    this.requests.push(request);
    this.underWay += 1;
    this.mostUnderWay = Math.max(this.mostUnderWay, this.underWay);
    try {
      if (this.latencyMs > 0) await this.#clock.sleep(this.latencyMs);
      this.before(request);
      const result = effect();
      this.after(request);
      return result;
    } finally {
      this.underWay -= 1;
    }
  }

  #find(messageId: string): FakeMessage {
    const message = this.messages.find((candidate) => candidate.messageId === messageId);
    if (message === undefined) throw this.unknownMessage();
    return message;
  }
}
