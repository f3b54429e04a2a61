import { expect, test } from "vitest";
import { ReplyTokens } from "../../../src/discord/away/reply-tokens.ts";
import { createManualClock } from "../../support/manual-clock.ts";

const minuteMs = 60_000;

function aTable() {
  const kept = new Map<string, string>();
  const state = {
    get: (key: string) => kept.get(key),
    set: (key: string, value: string) => void kept.set(key, value),
    delete: (key: string) => void kept.delete(key),
  };
  const clock = createManualClock(1_000_000);
  const tokens = new ReplyTokens(state, clock);
  const use = (id: string, onMessageId: string | null = null) =>
    tokens.begin({
      channelId: "c",
      interactionId: id,
      token: `t-${id}`,
      locale: "de",
      onMessageId,
    });
  return { tokens, clock, use, reopened: () => new ReplyTokens(state, clock) };
}

test("nothing follows before the interaction is answered", async () => {
  const { tokens, use } = aTable();
  const answered = use("1");
  const sending = tokens.forSending("c", null);
  answered("m1");
  expect((await sending)?.token).toBe("t-1");
});

test("a reply goes by the token of the words that it answers, others by the newest with room", async () => {
  const { tokens, use, reopened } = aTable();
  use("1")("m1");
  use("2")("m2");
  expect((await tokens.forSending("c", "m1"))?.interactionId).toBe("1");
  const newest = await tokens.forSending("c", "elsewhere");
  expect(newest?.interactionId).toBe("2");
  for (let n = 0; newest !== undefined && n < 5; n++) tokens.sent("c", newest);
  expect((await reopened().forSending("c", null))?.interactionId).toBe("1");
});

test("a message is edited by its own token, or as what somebody pressed a button of", () => {
  const { tokens, use, clock } = aTable();
  use("1")("m1");
  const sent = { messageId: "r", interactionId: "1" };
  expect(tokens.forEditing("c", sent)).toMatchObject({ isOriginal: false });
  clock.advance(15 * minuteMs);
  expect(tokens.forEditing("c", sent)).toBeUndefined();
  use("2", "r")();
  expect(tokens.forEditing("c", sent)).toMatchObject({
    isOriginal: true,
    token: { interactionId: "2" },
  });
});

test("after fifteen minutes there is no way, and the place is still known as one without the bot", async () => {
  const { tokens, use, clock } = aTable();
  expect(tokens.isAway("c")).toBe(false);
  use("1")("m1");
  clock.advance(15 * minuteMs);
  expect(await tokens.forSending("c", "m1")).toBeUndefined();
  expect(tokens.isAway("c")).toBe(true);
  tokens.comeHome("c");
  expect(tokens.isAway("c")).toBe(false);
});
