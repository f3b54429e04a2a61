import { HTTPError } from "discord.js";
import { beforeEach, describe, expect, test } from "vitest";
import type { TurnMessage } from "../../../../src/conversation/ports.ts";
import type { Quote } from "../../../../src/conversation/quotes/quote.ts";
import { noControls } from "../../../../src/conversation/swipes/reply-controls.ts";
import { ChannelPacer } from "../../../../src/discord/delivery/channel-pacer.ts";
import { ReplyDelivery } from "../../../../src/discord/delivery/reply-delivery.ts";
import { discordEpochMs } from "../../../../src/discord/delivery/snowflake.ts";
import { silentLogger } from "../../../../src/lib/logger.ts";
import { discordError, rateLimitError } from "../../../support/discord-errors.ts";
import { FakeOutlet } from "../../../support/fake-outlet.ts";
import { SteppingClock } from "../../../support/stepping-clock.ts";

let clock: SteppingClock;
let outlet: FakeOutlet;
let journal: string[];
let closing: AbortController;

beforeEach(() => {
  // Small ids are those of messages that were sent then.
  clock = new SteppingClock(discordEpochMs);
  outlet = new FakeOutlet(clock);
  outlet.unknownMessage = () => discordError(10008, 404);
  journal = [];
  closing = new AbortController();
});

const serverError = () => new HTTPError(503, "Service Unavailable", "POST", "", {});

function deliver(
  options: {
    parts?: readonly TurnMessage[];
    pacer?: ChannelPacer;
    hasText?: boolean;
    quote?: () => Quote | null;
  } = {},
) {
  const pacer = options.pacer ?? new ChannelPacer(outlet.via, clock);
  return new ReplyDelivery(
    {
      turnId: "turn",
      channelId: "channel",
      triggerMessageId: "50",
      voice: { characterId: "rosie", name: "Rosie" },
      parts: options.parts ?? [],
      hasText: options.hasText ?? false,
      quote: options.quote ?? (() => null),
      journal: {
        sending: (part) => void journal.push(`sending ${part}`),
        sent: (part, messageId, webhookId) => {
          outlet.recorded.add(messageId);
          journal.push(`sent ${part} ${messageId} ${webhookId}`);
        },
        removed: (part) => void journal.push(`removed ${part}`),
      },
    },
    { outlet, pacerFor: () => pacer, clock, logger: silentLogger, closing: closing.signal },
  );
}

const leftBehind = (part: number, messageId: string | null): TurnMessage => ({
  turnId: "turn",
  part,
  channelId: "channel",
  messageId,
  webhookId: messageId === null ? null : "webhook",
});

/** What a promise is rejected with, which the test looks at later. */
const failureOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
/** `count` whole words. */
const words = (count: number) => "word ".repeat(count);
const long = (sentences: number) => "The fire crackles in the dark. ".repeat(sentences).trim();

describe("a reply", () => {
  test("keeps above it what it answers while it grows, within what one message holds", async () => {
    let quote: Quote | null = { name: "Tom", text: "any news?" };
    const delivery = deliver({ quote: () => quote });
    await delivery.open();
    await clock.advance(3100);
    expect(outlet.contents).toEqual(["-# ↩ @Tom: any news?\n…"]);
    quote = null;
    delivery.show(words(450));
    await clock.advance(3000);
    expect(outlet.contents[0]).toMatch(/^-# ↩ @Tom: any news\?\nword /);
    quote = { name: "Tom", text: "any other news?" };
    const finished = delivery.finish(words(450));
    await clock.advance(3000);
    await finished;
    expect(outlet.contents[0]).toMatch(/^-# ↩ @Tom: any other news\?\nword /);
    expect(outlet.contents).toHaveLength(2);
    for (const content of outlet.contents) expect(content.length).toBeLessThanOrEqual(2000);
    expect(outlet.contents[1]).not.toContain("↩");
  });

  test("quotes nothing where Discord itself shows what it answers", async () => {
    outlet.quotes = false;
    const delivery = deliver({ quote: () => ({ name: "Tom", text: "any news?" }) });
    const finished = delivery.finish("None.");
    await clock.advance(1000);
    await finished;
    expect(outlet.contents).toEqual(["None."]);
  });

  test("is announced by typing, and after three seconds by a placeholder whose id is noted", async () => {
    const delivery = deliver();
    await delivery.open();
    await clock.advance(2900);
    expect(outlet).toMatchObject({ typed: 1, contents: [] });
    await clock.advance(200);
    expect(outlet.contents).toEqual(["…"]);
    expect(journal).toEqual(["sending 0", "sent 0 100 webhook"]);
  });

  test("shows its first words at once and grows once a second, ending with a cursor", async () => {
    const delivery = deliver();
    await delivery.open();
    for (let tick = 1; tick < 40; tick++) {
      delivery.show(words(tick * 5));
      await clock.advance(100);
    }
    const { requests } = outlet;
    expect(requests.map(({ at }) => at - (requests[0]?.at ?? 0))).toEqual([0, 1000, 2000, 3000]);
    expect(requests.every(({ content }) => content.endsWith("word ▌"))).toBe(true);
  });

  test("says so below what is there of it when its way comes to an end, and is whole if it is done before the very end", async () => {
    outlet.lastCall = { at: clock.now() + 60_000, text: "-# later" };
    const delivery = deliver();
    await delivery.open();
    delivery.show(words(5));
    await clock.advance(59_000);
    expect(outlet.contents).toEqual([`${words(5).trim()} ▌`]);
    await clock.advance(1500);
    expect(outlet.contents).toEqual([`${words(5).trim()}\n-# later`]);
    delivery.show(words(500));
    await clock.advance(5000);
    expect(outlet.contents).toEqual([`${words(5).trim()}\n-# later`]);
    await delivery.finish("All of it.");
    expect(outlet.contents).toEqual(["All of it."]);
  });

  test("leaves a text that stood there before when its way comes to an end", async () => {
    outlet.lastCall = { at: clock.now() + 60_000, text: "-# later" };
    outlet.messages.push({
      messageId: "100",
      webhookId: "webhook",
      content: "Old.",
      controls: noControls,
    });
    const delivery = deliver({ parts: [leftBehind(0, "100")], hasText: true });
    await delivery.open();
    await clock.advance(90_000);
    expect(outlet.contents).toEqual(["Old."]);
  });

  test("ends with exactly its text, and without delay", async () => {
    const delivery = deliver();
    await delivery.open();
    delivery.show(words(5));
    await clock.advance(100);
    await delivery.finish("*waves* Hello!");
    expect(outlet.contents).toEqual(["*waves* Hello!"]);
  });

  test("never has two requests under way, and skips what is outdated", async () => {
    outlet.latencyMs = 700;
    const delivery = deliver();
    void delivery.open();
    for (let tick = 1; tick <= 50; tick++) {
      delivery.show(words(tick * 5));
      await clock.advance(100);
    }
    const finished = delivery.finish("The end.");
    await clock.advance(5000);
    await finished;
    expect(outlet.mostUnderWay).toBe(1);
    expect(outlet.requests.length).toBeLessThan(10);
    expect(outlet.contents).toEqual(["The end."]);
  });

  test("that is longer than a message becomes several, in order", async () => {
    const delivery = deliver();
    await delivery.open();
    const finished = delivery.finish(long(160));
    await clock.advance(60_000);
    await finished;
    expect(outlet.contents.length).toBe(3);
    expect(outlet.contents.join(" ")).toBe(long(160));
    expect(journal).toContain("sent 2 102 webhook");
  });

  test("loses the messages that it no longer needs", async () => {
    const delivery = deliver();
    await delivery.open();
    delivery.show(long(160));
    await clock.advance(20_000);
    const finished = delivery.finish("Short after all.");
    await clock.advance(20_000);
    await finished;
    expect(outlet.contents).toEqual(["Short after all."]);
    expect(journal.slice(-2)).toEqual(["removed 2", "removed 1"]);
  });

  test("begins with the character's name where the bot itself speaks", async () => {
    outlet.via = "bot";
    const delivery = deliver();
    await delivery.open();
    await delivery.finish("Hello!");
    expect(outlet.contents).toEqual(["**Rosie**\nHello!"]);
  });

  test("shows typing every eight seconds until there is text", async () => {
    const delivery = deliver();
    await delivery.open();
    await clock.advance(20_000);
    expect(outlet.typed).toBe(3);
    delivery.show("Hello there. ");
    await clock.advance(20_000);
    expect(outlet.typed).toBe(3);
  });
});

describe("replies side by side in one channel", () => {
  test("take turns at two seconds each and both end at once", async () => {
    const pacer = new ChannelPacer("webhook", clock);
    const [first, second] = [deliver({ pacer }), deliver({ pacer })];
    await Promise.all([first.open(), second.open()]);
    for (let tick = 1; tick <= 60; tick++) {
      first.show(words(tick * 5));
      second.show(words(tick * 5));
      await clock.advance(100);
    }
    expect(outlet.requests.filter(({ kind }) => kind === "edit").length).toBeLessThanOrEqual(6);
    await Promise.all([first.finish("One."), second.finish("Two.")]);
    expect(outlet.contents.toSorted()).toEqual(["One.", "Two."]);
  });

  test("are shown only when they are complete while too many come at once", async () => {
    const pacer = new ChannelPacer("webhook", clock);
    const texts = Array.from({ length: 18 }, (_, index) => `Reply ${index}.`);
    for (const text of texts) {
      const delivery = deliver({ pacer });
      const opened = delivery.open();
      await clock.advance(50);
      await opened;
      delivery.show(`${text} `);
      const finished = delivery.finish(text);
      await clock.advance(2000);
      await finished;
    }
    expect(outlet.contents).toEqual(texts);
    expect(outlet.requests.length).toBeLessThanOrEqual(texts.length + 8);
  });

  test("of five minutes stay within thirty requests a minute", async () => {
    const pacer = new ChannelPacer("webhook", clock);
    const streams = [deliver({ pacer }), deliver({ pacer }), deliver({ pacer })];
    for (let tick = 1; tick <= 600; tick++) {
      for (const stream of streams) stream.show(words(tick));
      await clock.advance(500);
    }
    const sentAt = outlet.requests.map(({ at }) => at);
    const spans = sentAt.slice(30).map((at, index) => at - (sentAt[index] ?? 0));
    expect(Math.min(...spans)).toBeGreaterThanOrEqual(60_000);
    expect(sentAt.length).toBeGreaterThan(80);
  });
});

describe("when Discord stumbles", () => {
  test("the last edit is tried again after one, two and four seconds", async () => {
    const delivery = deliver();
    let failures = 3;
    outlet.before = () => {
      if (failures-- > 0) throw serverError();
    };
    const start = clock.now();
    const finished = delivery.finish("Hello!");
    await clock.advance(10_000);
    await finished;
    expect(outlet.requests.map(({ at }) => at - start)).toEqual([0, 1000, 3000, 7000]);
    expect(outlet.contents).toEqual(["Hello!"]);
  });

  test("a rate limit is waited for as long as it says", async () => {
    const delivery = deliver();
    let limited = true;
    outlet.before = () => {
      if (limited) throw rateLimitError(2500);
    };
    const start = clock.now();
    const finished = delivery.finish("Hello!");
    await clock.advance(100);
    limited = false;
    await clock.advance(10_000);
    await finished;
    expect(outlet.requests.map(({ at }) => at - start)).toEqual([0, 2500]);
  });

  test("a message that was sent although the answer got lost isn't sent twice", async () => {
    let lost = true;
    outlet.after = ({ kind }) => {
      if (kind === "send" && lost) {
        lost = false;
        throw Object.assign(new Error("other side closed"), { code: "UND_ERR_SOCKET" });
      }
    };
    const delivery = deliver();
    const opened = delivery.open();
    await clock.advance(5000);
    await opened;
    await delivery.finish("Hello!");
    expect(outlet.contents).toEqual(["Hello!"]);
    expect(journal).toEqual(["sending 0", "sent 0 100 webhook"]);
  });

  test("a reply that can't be shown for minutes stays owed", async () => {
    const delivery = deliver();
    await delivery.open();
    outlet.before = () => {
      throw serverError();
    };
    const finished = delivery.finish("Hello!");
    const outcome = failureOf(finished);
    await clock.advance(10 * 60_000);
    expect(await outcome).toMatchObject({ code: "discord-failed" });
  });

  test("a deleted message is sent anew, and those behind it follow in order", async () => {
    const delivery = deliver();
    await delivery.open();
    delivery.show(long(90));
    await clock.advance(20_000);
    expect(outlet.messages.length).toBe(2);
    outlet.messages.shift();
    const finished = delivery.finish(`Oh. ${long(90)}`);
    await clock.advance(20_000);
    await finished;
    expect(outlet.contents.join(" ")).toBe(`Oh. ${long(90)}`);
    expect(outlet.messages.map(({ messageId }) => messageId)).toEqual(["102", "103"]);
    expect(new Set(outlet.nonces).size).toBe(outlet.nonces.length);
  });

  test.each([
    ["channel-gone", 10003, 404],
    ["forbidden", 50013, 403],
    ["forbidden", 50001, 403],
  ])("a reply ends as %s on code %i", async (code, discordCode, status) => {
    outlet.before = () => {
      throw discordError(discordCode, status);
    };
    const delivery = deliver();
    await delivery.open();
    await clock.advance(3000);
    delivery.show("Hello there. ");
    await expect(delivery.finish("Hello!")).rejects.toMatchObject({ name: "DeliveryError", code });
    await expect(delivery.fail({ code: "stopped" })).resolves.toBeUndefined();
    expect(outlet.messages).toEqual([]);
  });

  test("what nobody expects stays the error that it is, and a notice can still be shown", async () => {
    const delivery = deliver();
    await delivery.open();
    const bug = new TypeError("a bug");
    outlet.before = () => {
      throw bug;
    };
    await expect(delivery.finish("Hello!")).rejects.toBe(bug);
    outlet.before = () => {};
    await delivery.fail({ code: "nothing-to-say" });
    expect(outlet.contents).toEqual(["⚠ The model had nothing to say. Please try again."]);
  });
});

test("R6: a message that Discord lets nobody edit any more is posted anew, and the old one deleted", async () => {
  await outlet.send("An old text.", noControls, "");
  const delivery = deliver({ parts: [leftBehind(0, "100")] });
  outlet.before = ({ kind }) => {
    if (kind === "edit") throw discordError(30046, 429);
  };
  const finished = delivery.finish("Another text.");
  await clock.advance(5000);
  await finished;
  expect(outlet.messages.map(({ messageId, content }) => [messageId, content])).toEqual([
    ["101", "Another text."],
  ]);
  expect(journal).toEqual(["sending 0", "sent 0 101 webhook"]);
});

test("R6: a reply in old messages is edited once it is complete, and not while it is written", async () => {
  await outlet.send("An old text.", noControls, "");
  const delivery = deliver({ parts: [leftBehind(0, "100")], hasText: true });
  await clock.advance(56 * 60_000);
  await delivery.open();
  delivery.show("Another text that grows. ");
  await clock.advance(10_000);
  expect(outlet.contents).toEqual(["An old text."]);
  await delivery.finish("Another text that grows.");
  expect(outlet.contents).toEqual(["Another text that grows."]);
});

describe("after a restart", () => {
  test("the messages that are there are edited", async () => {
    await outlet.send("…", noControls, "");
    const delivery = deliver({ parts: [leftBehind(0, "100")] });
    await delivery.open();
    await delivery.finish("Hello!");
    expect(outlet.messages.map(({ messageId }) => messageId)).toEqual(["100"]);
    expect(outlet.contents).toEqual(["Hello!"]);
  });

  test("a placeholder whose id was never stored is found and taken over", async () => {
    await outlet.send("…", noControls, "");
    const delivery = deliver({ parts: [leftBehind(0, null)] });
    await delivery.open();
    await delivery.finish("Hello!");
    expect(outlet.contents).toEqual(["Hello!"]);
    expect(journal).toEqual(["sent 0 100 webhook"]);
  });

  test("a placeholder that never got out is sent", async () => {
    const delivery = deliver({ parts: [leftBehind(0, null)] });
    await delivery.open();
    await clock.advance(3000);
    expect(outlet.contents).toEqual(["…"]);
  });

  test("a complete reply keeps its later messages until the new text is whole", async () => {
    await outlet.send("one", noControls, "");
    await outlet.send("two", noControls, "");
    const delivery = deliver({ parts: [leftBehind(0, "100"), leftBehind(1, "101")] });
    await delivery.open();
    delivery.show("Hello there, traveller. ");
    await clock.advance(3000);
    expect(outlet.messages.length).toBe(2);
    await delivery.finish("Hello!");
    expect(outlet.contents).toEqual(["Hello!"]);
  });
});

test("a bot that stops leaves what it shows for the next start", async () => {
  const delivery = deliver();
  await delivery.open();
  delivery.show("Hello there. ");
  await clock.advance(500);
  outlet.before = () => {
    throw serverError();
  };
  const finished = delivery.finish("Hello!");
  const outcome = failureOf(finished);
  await clock.advance(100);
  closing.abort();
  expect(await outcome).toMatchObject({ code: "discord-failed" });
  expect(clock.sleeping).toBe(0);
});
