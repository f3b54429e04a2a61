import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { remember } from "../../../../src/conversation/memory/remember.ts";
import type { Conversation, StartConversation } from "../../../../src/conversation/ports.ts";
import type { MemoryTrace } from "../../../../src/conversation/sent-prompt.ts";
import { createScriptedEmbedder } from "../../../../src/generation/scripted-embedder.ts";
import { say, startInput } from "../../../support/conversation-inputs.ts";
import { type MemoryStore, openMemoryStore } from "../../../support/memory-store.ts";

const question = "Where is the silver lantern hidden?";

let store: MemoryStore;
/** Channels that are age-restricted now. */
let restricted: Set<string>;
let here: Conversation;
let recalledBefore: Map<string, readonly MemoryTrace[]>;

beforeEach(() => {
  recalledBefore = new Map();
  store = openMemoryStore();
  onTestFinished(() => store[Symbol.dispose]());
  restricted = new Set();
  here = open("here");
});

/** Another chat of Rosie's in which Bob says where the lantern is. Both share what they remember. */
async function hideLantern(
  changes: Partial<StartConversation> & { readonly adult?: boolean } = {},
): Promise<Conversation> {
  const { adult = false, ...start } = changes;
  const there = open("there", start);
  if (adult) restricted.add(there.channelId);
  tell(there, "The silver lantern is hidden in the well.");
  store.memory.recall.share(here.id, true, restricted.has("here"));
  store.memory.recall.share(there.id, true, adult);
  await takeIn();
  return there;
}

describe("with sharing on, a channel recalls", () => {
  test("what was said in another of its server, and the other what was said here", async () => {
    const there = await hideLantern();
    expect(await recalled(here)).toEqual(["The silver lantern is hidden in the well."]);
    tell(here, "Now the silver lantern is hidden under the bridge.");
    await takeIn();
    expect(await recalled(there)).toHaveLength(2);
  });

  test("in age-restricted channels what was said in others, and in none else", async () => {
    restricted.add("here");
    await hideLantern({ adult: true });
    expect(await recalled(here)).toHaveLength(1);
  });

  test("nothing of a fact or a summary: those are of one channel", async () => {
    const there = await hideLantern();
    const fact = { conversationId: there.id, characterId: null, turnId: null };
    store.memory.facts.pin({ ...fact, text: "the lantern", authorId: "bob", authorName: "Bob" });
    const range = { first: 1, last: 1 };
    const summary = { conversationId: there.id, level: 0, firstPosition: 1, lastPosition: 1 };
    store.memory.summaries.add(
      { ...summary, text: "Bob hid it.", model: "demo" },
      store.memory.summaries.turns(there.id, range, 5),
    );
    const { facts, summaries, recalled: turns } = await rememberIn(here);
    expect([facts, summaries]).toEqual([[], []]);
    expect(turns).toHaveLength(1);
  });
});

describe("with sharing on, nothing leaks", () => {
  test("from another server, nor from direct messages", async () => {
    await hideLantern({ guildId: "another" });
    expect(await recalled(here)).toEqual([]);
    await hideLantern({ channelId: "direct", guildId: null });
    expect(await recalled(here)).toEqual([]);
  });

  test("into direct messages", async () => {
    const there = await hideLantern();
    const direct = open("direct", { guildId: null });
    store.memory.recall.share(direct.id, true, false);
    expect(await recalled(direct)).toEqual([]);
    expect(await recalled(there)).toHaveLength(1);
  });

  test("from another character's channel", async () => {
    await hideLantern({ characterId: "hale" });
    expect(await recalled(here)).toEqual([]);
  });

  test.each([true, false])(
    "between age-restricted channels and others (here: %s)",
    async (adult) => {
      if (adult) restricted.add("here");
      await hideLantern({ adult: !adult });
      expect(await recalled(here)).toEqual([]);
    },
  );

  test.each(["here", "there"])(
    "once %s has become age-restricted, until it is shared anew",
    async (changed) => {
      await hideLantern();
      restricted.add(changed);
      expect(await recalled(here)).toEqual([]);
      restricted.delete(changed);
      expect(await recalled(here)).toHaveLength(1);
    },
  );

  test.each(["here", "there"])(
    "once %s is age-restricted no longer, until it is shared anew",
    async (changed) => {
      restricted.add("here");
      await hideLantern({ adult: true });
      restricted.delete(changed);
      expect(await recalled(here)).toEqual([]);
      restricted.clear();
      expect(await recalled(here)).toEqual([]);
    },
  );

  test("where nobody knows whether a channel is age-restricted", async () => {
    await hideLantern();
    const unknown = await rememberIn(here, () => undefined);
    expect(unknown.recalled).toEqual([]);
  });

  test("of what was reset there", async () => {
    const there = await hideLantern();
    store.conversations.reset(there.id);
    expect(await recalled(here)).toEqual([]);
    tell(there, "The silver lantern hangs in the hall.");
    await takeIn();
    expect(await recalled(here)).toEqual(["The silver lantern hangs in the hall."]);
  });

  test("of what somebody said who opted out or is forgotten, nor of what they deleted", async () => {
    const there = await hideLantern();
    store.privacyStore.optOut("bob");
    expect(await recalled(here)).toEqual([]);
    store.privacyStore.optIn("bob");
    expect(await recalled(here)).toHaveLength(1);
    store.privacyStore.forgetIn(there.id, "bob");
    expect(await recalled(here)).toEqual([]);
    const again = tell(there, "The silver lantern is hidden in the well.");
    await takeIn();
    expect(await recalled(here)).toHaveLength(1);
    store.swipes.remove([again.id]);
    expect(await recalled(here)).toEqual([]);
  });

  test("once either side shares no longer", async () => {
    const there = await hideLantern();
    store.memory.recall.share(there.id, false, false);
    expect(await recalled(here)).toEqual([]);
    store.memory.recall.share(there.id, true, false);
    store.memory.recall.share(here.id, false, false);
    expect(await recalled(here)).toEqual([]);
    expect(await recalled(there)).toHaveLength(1);
  });
});

describe("with sharing off, as it is by itself, nothing leaks", () => {
  test("from another channel of the server, even if that one shares", async () => {
    const there = open("there");
    tell(there, "The silver lantern is hidden in the well.");
    await takeIn();
    expect(await recalled(here)).toEqual([]);
    store.memory.recall.share(there.id, true, false);
    expect(await recalled(here)).toEqual([]);
  });

  test("of what was said in this channel to another conversation's window", async () => {
    const there = open("there");
    tell(here, "The silver lantern is hidden in the well.");
    await takeIn();
    expect(await recalled(here)).toHaveLength(1);
    expect(await recalled(there)).toEqual([]);
  });
});

const embedder = createScriptedEmbedder();
let said = 0;

function open(channelId: string, changes: Partial<StartConversation> = {}): Conversation {
  return store.conversations.start(startInput({ channelId, ...changes }));
}

function tell(conversation: Conversation, text: string) {
  said += 1;
  const turn = { messageId: `said-${said}`, authorId: "bob", speakerName: "Bob", text };
  return say(store.conversations, conversation, turn);
}

/** Words and vectors both: a leak may come either way. */
async function takeIn(): Promise<void> {
  const { recall } = store.memory;
  while (recall.takeIn(50) > 0);
  const turns = recall.withoutVector(embedder.info, 100);
  const vectors = await embed(turns.map(({ text }) => text));
  recall.addVectors(
    embedder.info,
    turns.map((turn, index) => ({ turn, vector: vectors[index] ?? new Float32Array() })),
  );
}

function embed(texts: readonly string[]) {
  return embedder.embed(texts, new AbortController().signal);
}

async function rememberIn(
  { id }: Conversation,
  isAdult: (channelId: string) => boolean | undefined = (channelId) => restricted.has(channelId),
) {
  const conversation = store.conversations.conversation(id);
  if (conversation === undefined) throw new Error("the conversation is gone");
  const [vector] = await embed([question]);
  return remember({
    ...store.memory,
    conversation,
    characterId: conversation.characterId,
    isAdult,
    windowStart: Number.MAX_SAFE_INTEGER,
    asked: [{ authorId: "ada", speakerName: "Ada", text: question }],
    recalledBefore: recalledBefore.get(id),
    vector: vector && { modelId: embedder.info.modelId, vector },
    room: 10_000,
    nowMs: 1_000,
    timeZone: "UTC",
    locale: "en",
  });
}

/** What a prompt would have of the lantern, what stood in the prompts before included. */
async function recalled(conversation: Conversation): Promise<readonly string[]> {
  const remembered = await rememberIn(conversation);
  const before = recalledBefore.get(conversation.id) ?? [];
  recalledBefore.set(conversation.id, [
    ...before,
    ...remembered.recalled.map((line) => ({ ...line, kind: "turn" as const })),
  ]);
  return [...remembered.recalled, ...remembered.lingering].map(({ text }) =>
    text.replace(/^Bob: (.*) \(.*\)$/, "$1"),
  );
}
