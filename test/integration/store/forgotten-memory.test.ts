import { readFileSync } from "node:fs";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import type { Conversation } from "../../../src/conversation/ports.ts";
import { defaultSampling } from "../../../src/generation/sampling-defaults.ts";
import { createConversationStore } from "../../../src/store/conversation-store.ts";
import { createFactStore } from "../../../src/store/memory/fact-store.ts";
import { createRecallStore } from "../../../src/store/memory/recall-store.ts";
import { createSummaryStore } from "../../../src/store/memory/summary-store.ts";
import { createPrivacyStore } from "../../../src/store/privacy-store.ts";
import { ask, reply, say, startInput } from "../../support/conversation-inputs.ts";
import { countingIds } from "../../support/memory-store.ts";
import { reopeningDatabase } from "../../support/reopening-database.ts";

const model = { modelId: "small", dimensions: 3 };

function openStores() {
  const database = reopeningDatabase();
  onTestFinished(() => database.close());
  const options = { newId: countingIds(), now: () => 1_000 };
  return {
    database,
    conversations: createConversationStore(database, options),
    recall: createRecallStore(database),
    facts: createFactStore(database, options),
    summaries: createSummaryStore(database, options),
    privacy: createPrivacyStore(database, options),
  };
}

let stores: ReturnType<typeof openStores>;
let here: Conversation;

beforeEach(() => {
  stores = openStores();
  here = stores.conversations.start(startInput());
});

function summarise(first: number, last: number, text: string, level = 0): boolean {
  const range = { first, last };
  const from =
    level === 0
      ? stores.summaries.turns(here.id, range, 100)
      : stores.summaries.summaries(here.id).map((each) => ({
          position: each.firstPosition,
          speakerName: "Summary",
          text: each.text,
        }));
  const summary = { conversationId: here.id, level, text, model: "demo" };
  return stores.summaries.add({ ...summary, firstPosition: first, lastPosition: last }, from);
}

function pin(text: string, authorId: string, turnId: string | null = null) {
  const by = { authorId, authorName: authorId, turnId };
  return stores.facts.pin({ conversationId: here.id, characterId: null, text, ...by });
}

/** How often a word stands in the database's files. */
function stands(...words: readonly string[]): readonly string[] {
  const files = ["", "-wal"].map((end) => readFileSync(`${stores.database.file}${end}`));
  return words.filter((word) => files.some((bytes) => bytes.includes(word)));
}

describe("forgetting somebody", () => {
  test("leaves no byte of their words in passages, summaries, facts, vectors or prompts", () => {
    const { conversations, recall, privacy, database } = stores;
    const told = say(conversations, here, { messageId: "1", text: "zibbelwitz of the marshes" });
    const other = say(conversations, here, { messageId: "2", authorId: "bob", text: "plumbolin" });
    while (recall.takeIn(10) > 0);
    recall.addVectors(
      model,
      recall
        .withoutVector(model, 10)
        .map((turn) => ({ turn, vector: new Float32Array([123.25, 2, 3]) })),
    );
    expect(summarise(told.position, told.position, "Ada spoke of gromblefax.")).toBe(true);
    expect(summarise(told.position, told.position, "In short: snurfelpik.", 1)).toBe(true);
    pin("wimmeltrop is hers", "ada");
    pin("Ada: quorlaxian", "bob", told.id);
    pin("she said zibbelwitz of the marshes", "bob");
    const kept = pin("bob likes drommelfin", "bob");
    // Another channel's prompt, which recalled it: nothing of hers was ever said there.
    const there = conversations.start(startInput({ channelId: "there" }));
    const { answer } = ask(conversations, there, { messageId: "3", authorId: "bob" });
    conversations.writeReply(answer.id, {
      ...reply("Aye."),
      prompt: {
        sections: [{ id: "memory:recall", role: "system", text: "trelliwump" }],
        replyPrefix: "Rosie:",
        stop: [],
        sampling: { ...defaultSampling, seed: 1 },
        maxTokens: 10,
        lore: null,
        memory: [{ kind: "turn", text: "trelliwump", turnId: told.id, authorId: "ada" }],
      },
    });
    const words = ["ibbelwitz", "gromblefax", "snurfelpik", "wimmeltrop", "quorlaxian"];
    expect(stands(...words, "trelliwump")).toEqual([...words, "trelliwump"]);

    privacy.forgetIn(here.id, "ada");
    privacy.forgetRest("ada");
    privacy.compact();

    expect(stands(...words, "trelliwump")).toEqual([]);
    expect(stands("plumbolin", "drommelfin")).toEqual(["plumbolin", "drommelfin"]);
    expect(stores.facts.facts(here.id, null)).toEqual([kept]);
    expect(stores.summaries.summaries(here.id)).toEqual([]);
    const vectors = database.statement<[], number>("select count(*) from memory_vector", "pluck");
    expect(vectors.get()).toBe(1);
    expect(recall.passages.range(here.id)?.first).toBe(other.position);
  });
});

describe("somebody who opts out", () => {
  test("is in no fact that a prompt may hold, pinned by them or of what they said", () => {
    const told = say(stores.conversations, here, { messageId: "1", text: "I am a miller" });
    pin("of Ada", "ada");
    pin("Ada: I am a miller", "bob", told.id);
    const kept = pin("of Bob", "bob");
    expect(stores.facts.known(here.id, "rosie")).toHaveLength(3);
    stores.privacy.optOut("ada");
    expect(stores.facts.known(here.id, "rosie")).toEqual([kept]);
    stores.privacy.optIn("ada");
    expect(stores.facts.known(here.id, "rosie")).toHaveLength(3);
  });

  test("takes summaries of what they said along, which are then made without them", () => {
    const { conversations, summaries, privacy } = stores;
    const bob = { authorId: "bob", speakerName: "Bob" };
    const first = say(conversations, here, { messageId: "1", text: "I am Bob", ...bob });
    const hers = say(conversations, here, { messageId: "2", text: "I am Ada" });
    expect(summarise(first.position, first.position, "Bob came in.")).toBe(true);
    expect(summarise(hers.position, hers.position, "Ada came in.")).toBe(true);
    privacy.optOut("ada");
    expect(summaries.summaries(here.id).map(({ text }) => text)).toEqual(["Bob came in."]);
    const range = { first: first.position, last: hers.position };
    expect(summaries.turns(here.id, range, 10).map(({ text }) => text)).toEqual(["I am Bob"]);
  });

  test("is in no summary that was under way meanwhile, nor in one of summaries", () => {
    const { conversations, summaries, privacy } = stores;
    const { position } = say(conversations, here, { messageId: "1", text: "I am Ada" });
    const range = { first: position, last: position };
    const from = summaries.turns(here.id, range, 10);
    const begun = { conversationId: here.id, model: "demo", text: "Ada came in." };
    const wide = { ...begun, firstPosition: position, lastPosition: position };
    expect(summaries.add({ ...wide, level: 0 }, from)).toBe(true);
    privacy.optOut("ada");
    expect(summaries.add({ ...wide, level: 0 }, from)).toBe(false);
    const narrow = [{ position, speakerName: "Summary", text: "Ada came in." }];
    expect(summaries.add({ ...wide, level: 1 }, narrow)).toBe(false);
    expect(summaries.summaries(here.id)).toEqual([]);
  });
});
