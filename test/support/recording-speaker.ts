import {
  type Delivery,
  DeliveryError,
  type DeliveryInput,
  type Speaker,
} from "../../src/conversation/delivery.ts";
import { english } from "../../src/discord/texts/en/english.ts";
import { noticeText } from "../../src/discord/texts/notice-text.ts";

export interface RecordedDelivery {
  readonly turnId: string;
  readonly channelId: string;
  readonly name: string;
  /** What was visible, in order; the last is what stands. */
  readonly shown: string[];
  messageId: string;
  ended: "finished" | "failed" | "withdrawn" | null;
}

/** A place where replies appear at once, and a record of it. */
export class RecordingSpeaker implements Speaker {
  readonly deliveries: RecordedDelivery[] = [];
  /** Called at each step; what it throws happens to the delivery. */
  onStep: (step: "open" | "finish", input: DeliveryInput) => void | Promise<void> = () => {};
  /** Nothing stands before there is text. */
  waitsForText = false;
  #nextId = 900_000;

  deliver(input: DeliveryInput): Delivery {
    const known = input.parts.find((part) => part.messageId !== null)?.messageId;
    const record: RecordedDelivery = {
      turnId: input.turnId,
      channelId: input.channelId,
      name: input.voice.name,
      shown: [],
      messageId: known ?? "",
      ended: null,
    };
    this.deliveries.push(record);
    let released = false;
    const stand = async (step: "open" | "finish") => {
      await this.onStep(step, input);
      if (released) throw new DeliveryError("discord-failed", "the delivery was released");
      if (record.messageId === "") post();
    };
    const post = () => {
      input.journal.sending(0);
      record.messageId = String(this.#nextId++);
      input.journal.sent(0, record.messageId, null);
    };
    return {
      open: async () => {
        if (!this.waitsForText) await stand("open");
      },
      wait: () => {},
      show: (text) => {
        if (released) return;
        if (record.messageId === "") post();
        record.shown.push(text);
      },
      tell: (notice) => void record.shown.push(noticeText(notice, english)),
      finish: async (text, _, notice) => {
        await stand("finish");
        record.shown.push(notice ? `${text}\n-# ${noticeText(notice, english)}` : text);
        record.ended = "finished";
      },
      fail: async (notice) => {
        record.shown.push(noticeText(notice, english));
        record.ended = "failed";
      },
      withdraw: async () => {
        record.shown.push("");
        for (const { part } of input.parts) input.journal.removed(part);
        record.ended = "withdrawn";
      },
      release: () => {
        released = true;
        return Promise.resolve();
      },
    };
  }

  takeControls(): Promise<boolean> {
    return Promise.resolve(true);
  }

  /** Final texts of a channel, in the order of their deliveries. */
  finals(channelId: string): string[] {
    return this.deliveries
      .filter((delivery) => delivery.channelId === channelId && delivery.ended !== null)
      .map((delivery) => delivery.shown.at(-1) ?? "");
  }
}
