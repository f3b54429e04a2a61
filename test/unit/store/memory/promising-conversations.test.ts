import { afterEach, beforeEach, expect, test } from "vitest";
import { readQuestion } from "../../../../src/memory/read-question.ts";
import { promisingConversations } from "../../../../src/store/memory/promising-conversations.ts";
import { takeInTurns } from "../../../../src/store/memory/take-in-turns.ts";
import { say, startInput } from "../../../support/conversation-inputs.ts";
import { type MemoryStore, openMemoryStore } from "../../../support/memory-store.ts";

let store: MemoryStore;
beforeEach(() => {
  store = openMemoryStore();
});
afterEach(() => store[Symbol.dispose]());

test("of many conversations, those are chosen where the rare words of a question are said", () => {
  const ids = Array.from({ length: 40 }, (_, index) =>
    tell(`channel-${index}`, index === 7 ? "The ferry takes bread to the mill." : "Bread again."),
  );
  expect(choose("Where does the ferry take the bread?", 1)).toEqual([ids[7]]);
  expect(choose("Who has bread?", 5)).toHaveLength(5);
  expect(choose("Where is the dragon?", 5)).toEqual([]);
});

test("a conversation of somebody whom the question names is one of them", () => {
  tell("one", "Good evening.");
  const two = tell("two", "Good evening.", "Zora Quill");
  expect(choose("What did Zora say?", 1)).toEqual([two]);
});

function tell(channelId: string, text: string, speakerName = "Tom"): string {
  const conversation = store.conversations.start(startInput({ channelId }));
  say(store.conversations, conversation, { messageId: channelId, text, speakerName });
  while (takeInTurns(store.database, 100) > 0);
  return conversation.id;
}

function choose(text: string, most: number): readonly string[] {
  const question = readQuestion({ text, speakers: [], nowMs: 0 });
  return promisingConversations(store.database, question, most);
}
