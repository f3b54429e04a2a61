import { beforeEach, expect, test } from "vitest";
import { dayMs } from "../../../src/conversation/limits/daily-tokens.ts";
import type { Swipe } from "../../../src/conversation/ports.ts";
import { aReport } from "../../support/a-report.ts";
import { ask, reply, startInput } from "../../support/conversation-inputs.ts";
import { type MemoryStore, openMemoryStore } from "../../support/memory-store.ts";

const hourMs = 60 * 60_000;
const noon = 20_000 * dayMs + 12 * hourMs;
let now = noon;
let store: MemoryStore;

beforeEach(() => {
  now = noon;
  store = openMemoryStore(() => now);
  return () => store[Symbol.dispose]();
});

/** A reply of so many tokens. */
const wrote = (generatedTokens: number): Swipe => ({
  ...reply("Hm."),
  report: { ...aReport(), generatedTokens },
});
const used = (userId = "ada", guildId: string | null = "guild") =>
  store.usage.of(userId, guildId, now - dayMs);

test("replies count for who asked for them, by the hour, in their server", () => {
  const { conversations } = store;
  const tavern = conversations.start(startInput());
  for (const [index, [messageId, tokens]] of [
    ["1", 10],
    ["2", 20],
    ["3", 40],
  ].entries()) {
    now = noon + index * 40 * 60_000;
    const { answer } = ask(conversations, tavern, { messageId: String(messageId) });
    conversations.writeReply(answer.id, wrote(Number(tokens)));
  }
  expect(used()).toEqual([
    { hour: noon, tokens: 30 },
    { hour: noon + hourMs, tokens: 40 },
  ]);
  expect(used("bob")).toEqual([]);
  expect(used("ada", "elsewhere")).toEqual([]);
});

test("another version counts for who pressed the button, and direct messages by themselves", () => {
  const { conversations, swipes } = store;
  const direct = conversations.start(startInput({ channelId: "dm", guildId: null }));
  const { answer } = ask(conversations, direct);
  conversations.writeReply(answer.id, wrote(10));
  conversations.closeTurn(answer.id);
  const revision = swipes.face(answer.id)?.revision ?? -1;
  const order = { kind: "swipe", note: null, keptLength: null, dropsRest: false } as const;
  swipes.owe({ ...order, turnId: answer.id, revision, askedBy: "bob" });
  conversations.writeReply(answer.id, wrote(7));
  expect(used("ada", null)).toEqual([{ hour: noon, tokens: 10 }]);
  expect(used("bob", null)).toEqual([{ hour: noon, tokens: 7 }]);
});

test("what nobody asked for, and what no model wrote, counts for nobody", () => {
  const { conversations } = store;
  const { id: conversationId } = conversations.start(startInput());
  const own = { conversationId, characterId: "rosie", speakerName: "Rosie", answersTurnId: null };
  conversations.writeReply(conversations.openCharacterTurn(own, null).id, wrote(10));
  const { answer } = ask(conversations, conversations.start(startInput()));
  conversations.writeReply(answer.id, reply("Written by hand."));
  expect(used()).toEqual([]);
});

test("it is gone after a day, and when the person is forgotten, who could read it before", () => {
  const { conversations, privacyStore } = store;
  const tavern = conversations.start(startInput());
  conversations.writeReply(ask(conversations, tavern).answer.id, wrote(10));
  expect(privacyStore.stored("ada").usage).toEqual([{ guildId: "guild", at: noon, tokens: 10 }]);
  now += dayMs;
  const later = ask(conversations, tavern, { messageId: "2" });
  conversations.writeReply(later.answer.id, wrote(20));
  expect(privacyStore.stored("ada").usage.map(({ tokens }) => tokens)).toEqual([20]);
  privacyStore.forgetRest("ada");
  expect(privacyStore.stored("ada").usage).toEqual([]);
});
