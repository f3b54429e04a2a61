import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { type RememberInput, remember } from "../../../../src/conversation/memory/remember.ts";
import type { Conversation } from "../../../../src/conversation/ports.ts";
import { say, startInput } from "../../../support/conversation-inputs.ts";
import { type MemoryStore, openMemoryStore } from "../../../support/memory-store.ts";

const day = 86_400_000;
const start = Date.UTC(2024, 4, 1, 12);

let store: MemoryStore;
let here: Conversation;
let now: number;

beforeEach(() => {
  now = start;
  store = openMemoryStore(() => now);
  onTestFinished(() => store[Symbol.dispose]());
  here = store.conversations.start(startInput());
});

describe("turns that have to say something to what is asked", () => {
  beforeEach(() => smallTalk(40));

  test("are recalled with who said them and when, in the order in which they were said", () => {
    tell("Ada", "The ferry to Norland leaves at dawn.");
    now += day;
    tell("Bob", "What a long evening this is.");
    now += day;
    tell("Bob", "The ferry to Norland costs three coins.");
    expect(recalled("How much is the ferry to Norland?")).toEqual([
      "Ada: The ferry to Norland leaves at dawn. (May 1, 2024)",
      "Bob: The ferry to Norland costs three coins. (May 3, 2024)",
    ]);
  });

  test("stand as they are on the place's clock and in its language", () => {
    now = Date.UTC(2024, 4, 1, 23, 30);
    tell("Ada", "The ferry to Norland leaves at dawn.");
    expect(recalled("the ferry to Norland?", { timeZone: "Asia/Tokyo", locale: "de" })).toEqual([
      "Ada: The ferry to Norland leaves at dawn. (02.05.2024)",
    ]);
  });

  test("bring the question along that they answer, unless it was asked long before", () => {
    tell("Ada", "What is your horse called?");
    tell("Bob", "Thunderbolt, after my grandfather.");
    expect(recalled("Who is Thunderbolt?")).toEqual([
      expect.stringContaining("What is your horse called?"),
      expect.stringContaining("Thunderbolt"),
    ]);
    now += day;
    tell("Ada", "And what is the cat called?");
    now += day;
    tell("Bob", "Marmalade, after the jam.");
    expect(recalled("Who is Marmalade?")).toEqual([expect.stringContaining("Marmalade")]);
  });

  test("aren't recalled by a word that everybody says, nor when nothing is asked", () => {
    expect(recalled("Is the evening long?")).toEqual([]);
    expect(recalled(" ")).toEqual([]);
  });

  test("aren't those that stand in the prompt anyway, nor those that were reset", () => {
    tell("Ada", "The ferry to Norland leaves at dawn.");
    const { position } = tell("Bob", "The ferry to Norland costs three coins.");
    const ferry = "How much is the ferry to Norland?";
    expect(recalled(ferry, { windowStart: position })).toEqual([
      expect.stringContaining("leaves at dawn"),
    ]);
    expect(recalled(ferry, { windowStart: 1 })).toEqual([]);
    smallTalk(40);
    const conversation = { ...here, excludedBefore: position - 1 };
    expect(recalled(ferry, { conversation, room: 70 })).toEqual([
      expect.stringContaining("three coins"),
    ]);
  });

  test("are their own where somebody asks about themselves", () => {
    tell("Ada", "I was born in Norland.");
    tell("Bob", "I was born in Southport.");
    for (const [who, town] of [
      ["Ada", "Norland"],
      ["Bob", "Southport"],
    ] as const)
      expect(recalled("Where was I born?", { room: 60 }, who)).toEqual([
        expect.stringContaining(town),
      ]);
  });

  test("lose their end where they are long", () => {
    tell("Ada", `The ferry to Norland ${"sails on and on ".repeat(100)}`);
    const [line = ""] = recalled("Where is the ferry to Norland?");
    expect(line).toMatch(/ … \(May 1, 2024\)$/);
    expect(line.length).toBeLessThan(450);
  });
});

describe("what the prompt before recalled and this one doesn't", () => {
  const asked = "How much is the ferry to Norland?";
  const lingering = (
    before: RememberInput["recalledBefore"],
    changes: Partial<RememberInput> = {},
  ) =>
    rememberIn({ text: "Good evening.", recalledBefore: before, ...changes }).lingering.map(
      ({ text }) => text,
    );
  const recalledOnce = () => {
    smallTalk(40);
    const turn = tell("Bob", "The ferry to Norland costs three coins.");
    const lines = rememberIn({ text: asked }).recalled;
    expect(lines).toHaveLength(1);
    return { turn, lines, before: lines.map((line) => ({ ...line, kind: "turn" as const })) };
  };

  test("may stay where it stands, and is no longer there twice once it is recalled again", () => {
    const { lines, before } = recalledOnce();
    expect(lingering(before)).toEqual(lines.map(({ text }) => text));
    expect(rememberIn({ text: asked, recalledBefore: before }).lingering).toEqual([]);
  });

  test("may not when its author opts out, when it was reset, or when it says something else", () => {
    const { turn, before } = recalledOnce();
    store.privacyStore.optOut("bob");
    expect(lingering(before)).toEqual([]);
    store.privacyStore.optIn("bob");
    const conversation = { ...here, excludedBefore: turn.position };
    expect(lingering(before, { conversation })).toEqual([]);
    expect(lingering(before)).toHaveLength(1);
    store.swipes.reword(turn.id, "The ferry to Norland costs four coins.");
    expect(lingering(before)).toEqual([]);
    store.swipes.remove([turn.id]);
    expect(lingering(before)).toEqual([]);
  });
});

describe("what has no room", () => {
  beforeEach(() => {
    const pinned = { conversationId: here.id, characterId: null, turnId: null };
    const by = { authorId: "ada", authorName: "Ada" };
    store.memory.facts.pin({ ...pinned, ...by, text: "The king is dead." });
    tell("Ada", "The ferry to Norland leaves at dawn.");
    smallTalk(40);
    for (const [first, text] of [
      [2, "The older summary."],
      [3, "The newer summary."],
    ] as const)
      store.memory.summaries.add(
        {
          conversationId: here.id,
          level: 0,
          firstPosition: first,
          lastPosition: first,
          text,
          model: "demo",
        },
        store.memory.summaries.turns(here.id, { first, last: first }, 5),
      );
  });

  function within(room: number) {
    const { facts, recalled: turns, summaries } = rememberIn({ text: "the ferry?", room });
    return [facts, turns, summaries].map((lines) => lines.length);
  }

  test("is left out: summaries first, the older before the newer, then turns, then facts", () => {
    const all = rememberIn({ text: "the ferry?" });
    expect(all.summaries.map(({ text }) => text)).toEqual([
      "The older summary.",
      "The newer summary.",
    ]);
    const needed = [...all.facts, ...all.recalled, ...all.summaries].reduce(
      (sum, { text }) => sum + text.length + 3,
      0,
    );
    const turns = all.recalled.length;
    expect(turns).toBeGreaterThan(0);
    expect(within(needed)).toEqual([1, turns, 2]);
    const tight = rememberIn({ text: "the ferry?", room: needed - 4 });
    expect(tight.summaries.map(({ text }) => text)).toEqual(["The newer summary."]);
    expect(within(needed - 2 * 21)).toEqual([1, turns, 0]);
    expect(within(20)).toEqual([1, 0, 0]);
    expect(within(5)).toEqual([0, 0, 0]);
  });

  test("summaries whose turns stand in the window or were reset have none at all", () => {
    const texts = (changes: Partial<RememberInput>) =>
      rememberIn({ text: "hm", ...changes }).summaries.map(({ text }) => text);
    expect(texts({ windowStart: 3 })).toEqual(["The older summary."]);
    expect(texts({ conversation: { ...here, excludedBefore: 2 } })).toEqual(["The newer summary."]);
  });
});

let said = 0;

function smallTalk(turns: number): void {
  for (let index = 0; index < turns; index++) tell("Eve", `What a long evening, ${index}.`);
}

function tell(speakerName: string, text: string) {
  said += 1;
  const authorId = speakerName.toLowerCase();
  const messageId = `said-${said}`;
  return say(store.conversations, here, { messageId, authorId, speakerName, text });
}

function rememberIn({
  text,
  by = "Ada",
  ...changes
}: Partial<RememberInput> & { readonly text: string; readonly by?: string }) {
  while (store.memory.recall.takeIn(100) > 0);
  return remember({
    ...store.memory,
    conversation: here,
    characterId: "rosie",
    windowStart: Number.MAX_SAFE_INTEGER,
    asked: [{ authorId: by.toLowerCase(), speakerName: by, text }],
    room: 10_000,
    nowMs: now + day,
    timeZone: "UTC",
    locale: "en",
    ...changes,
  });
}

function recalled(text: string, changes: Partial<RememberInput> = {}, by = "Ada") {
  return rememberIn({ text, by, ...changes }).recalled.map((line) => line.text);
}
