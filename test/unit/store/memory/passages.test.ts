import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { PassageIndex } from "../../../../src/memory/passage-index.ts";
import { rebuildIndex } from "../../../../src/store/memory/rebuild-index.ts";
import { createPassageIndex } from "../../../../src/store/memory/sqlite-passage-index.ts";
import { takeInTurns } from "../../../../src/store/memory/take-in-turns.ts";
import { swipe, turn } from "../../../../src/store/schema/turn-tables.ts";
import { ask, reply, say, startInput } from "../../../support/conversation-inputs.ts";
import { type MemoryStore, openMemoryStore } from "../../../support/memory-store.ts";

let store: MemoryStore;
let index: PassageIndex;
let said = 0;

beforeEach(() => {
  store = openMemoryStore();
  index = createPassageIndex(store.database);
  said = 0;
});
afterEach(() => store[Symbol.dispose]());

describe("what is said is found", () => {
  test("by any of its words, whatever their endings", () => {
    const conversation = store.conversations.start(startInput());
    tell(conversation, "My dragons are sleeping in the old mill.");
    tell(conversation, "Soup for everyone!");
    take();
    expect(positions(conversation.id, "dragon")).toEqual([1]);
    expect(positions(conversation.id, "mills", "soup")).toEqual([1, 2]);
    expect(positions(conversation.id, "ferry")).toEqual([]);
  });

  test("in the conversation where it was said, and in no other", () => {
    const here = store.conversations.start(startInput({ channelId: "here" }));
    const there = store.conversations.start(startInput({ channelId: "there" }));
    tell(here, "the dragon");
    tell(there, "the ferry");
    take();
    expect(positions(here.id, "ferry")).toEqual([]);
    expect(positions(there.id, "ferry")).toEqual([1]);
  });

  test("in languages that are written without spaces", () => {
    const conversation = store.conversations.start(startInput());
    tell(conversation, "私の猫は東京に住んでいます");
    take();
    expect(index.range(conversation.id)).toEqual({ first: 1, last: 1 });
    expect(passagesOf(conversation.id)[0]?.wordCount).toBeGreaterThan(5);
  });

  test("not while a reply is owed, but once it is there", () => {
    const conversation = store.conversations.start(startInput());
    const { answer } = ask(store.conversations, conversation, { messageId: "1", text: "hello" });
    take();
    expect(passagesOf(conversation.id)).toHaveLength(1);
    store.conversations.writeReply(answer.id, reply("The dragon sleeps."));
    take();
    expect(positions(conversation.id, "dragon")).toEqual([2]);
  });
});

describe("memory follows the turns", () => {
  test("a changed text is found by its new words and no longer by the old ones", () => {
    const conversation = store.conversations.start(startInput());
    const user = tell(conversation, "the dragon");
    take();
    store.database.write((queries) =>
      queries.update(swipe).set({ text: "the ferry" }).where(eq(swipe.turnId, user.id)).run(),
    );
    take();
    expect(positions(conversation.id, "dragon")).toEqual([]);
    expect(positions(conversation.id, "ferry")).toEqual([1]);
  });

  test("a deleted turn is forgotten at once, with its words", () => {
    const conversation = store.conversations.start(startInput());
    const user = tell(conversation, "the dragon");
    take();
    store.database.write((queries) => queries.delete(turn).where(eq(turn.id, user.id)).run());
    expect(positions(conversation.id, "dragon")).toEqual([]);
    expect(passagesOf(conversation.id)).toEqual([]);
  });

  test("what was taken in already isn't looked at again", () => {
    const conversation = store.conversations.start(startInput());
    tell(conversation, "the dragon");
    expect(takeInTurns(store.database, 10)).toBe(1);
    expect(takeInTurns(store.database, 10)).toBe(0);
  });

  test("a rebuilt index finds the same", () => {
    const conversation = store.conversations.start(startInput());
    tell(conversation, "the dragon");
    tell(conversation, "the ferry");
    take();
    const before = passagesOf(conversation.id);
    rebuildIndex(store.database);
    expect(passagesOf(conversation.id)).toEqual([]);
    take();
    expect(passagesOf(conversation.id)).toEqual(before);
    expect(positions(conversation.id, "ferry")).toEqual([2]);
  });
});

test("turns are found by the time when they were said", () => {
  let now = 1000;
  store[Symbol.dispose]();
  store = openMemoryStore(() => now);
  index = createPassageIndex(store.database);
  const conversation = store.conversations.start(startInput());
  for (; now <= 5000; now += 1000) tell(conversation, `at ${now}`);
  take();
  const range = { first: 1, last: 5 };
  const between = (fromMs: number, toMs: number, most = 10) =>
    index.saidBetween(conversation.id, range, { fromMs, toMs }, most);
  expect(between(2000, 4000)).toEqual([2, 3, 4]);
  expect(between(2000, 4000, 2)).toEqual([3, 4]);
  expect(between(6000, 7000)).toEqual([]);
  expect(between(0, 999)).toEqual([]);
});

function tell(conversation: { readonly id: string }, text: string) {
  said += 1;
  const found = store.conversations.conversation(conversation.id);
  if (found === undefined) throw new Error("no conversation");
  return say(store.conversations, found, { messageId: `message-${conversation.id}-${said}`, text });
}

function take(): void {
  while (takeInTurns(store.database, 3) > 0);
}

function positions(conversationId: string, ...words: readonly string[]): readonly number[] {
  const range = index.range(conversationId) ?? { first: 1, last: 1 };
  return index.find(conversationId, words, range, 10).positions;
}

function passagesOf(conversationId: string) {
  return index
    .passages(conversationId, [1, 2, 3, 4, 5])
    .toSorted((a, b) => a.position - b.position);
}
