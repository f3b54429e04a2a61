import fc from "fast-check";
import { describe, expect, onTestFinished, test } from "vitest";
import type { StartChat } from "../../../../src/conversation/chat-service.ts";
import type { Turn } from "../../../../src/conversation/ports.ts";
import {
  importLimits,
  TranscriptDesk,
} from "../../../../src/conversation/transcripts/transcript-desk.ts";
import type { TranscriptImport } from "../../../../src/conversation/transcripts/transcript-service.ts";
import { english } from "../../../../src/discord/texts/en/english.ts";
import { readChatFile } from "../../../../src/roleplay/chat-file/read-chat-file.ts";
import {
  type WrittenChat,
  type WrittenTurn,
  writeChatFile,
} from "../../../../src/roleplay/chat-file/write-chat-file.ts";
import { ask, reply } from "../../../support/conversation-inputs.ts";
import { SmallLibrary } from "../../../support/discord-bot.ts";
import { openMemoryStore } from "../../../support/memory-store.ts";

const startOfTime = Date.UTC(2026, 0, 1);

function unreachable(): never {
  throw new Error("unreachable");
}

function openDesk() {
  const memory = openMemoryStore(() => startOfTime);
  onTestFinished(() => memory[Symbol.dispose]());
  const store = memory.conversations;
  const shown: Turn[] = [];
  const changed: string[] = [];
  const desk = new TranscriptDesk({
    store,
    transcripts: memory.transcripts,
    library: new SmallLibrary(),
    start: (input: StartChat) => Promise.resolve({ conversation: store.start(input) }),
    join: (channelId, { characterId }) => {
      const { id } = store.ofChannel(channelId) ?? { id: "" };
      memory.casts.add(id, { characterId, talkativeness: null, muted: false });
      return store.conversation(id) ?? unreachable();
    },
    show: (turn) => void shown.push(turn),
    keeper: { wake: (conversationId) => void changed.push(conversationId ?? "") },
    now: () => startOfTime,
  });
  return { desk, store, shown, changed, memory };
}

function anImport(
  lines: string | readonly object[],
  fields: Partial<TranscriptImport> = {},
): TranscriptImport {
  const text =
    typeof lines === "string" ? lines : lines.map((line) => JSON.stringify(line)).join("\n");
  return {
    channelId: "tavern",
    guildId: "guild",
    fileName: "chat.jsonl",
    bytes: Buffer.from(text),
    characterId: null,
    userId: "alice",
    userName: "Alice",
    sinceId: "1",
    ...fields,
  };
}

const header = { user_name: "Tom", character_name: "Rosie Oakhart" };
const rosie = (mes: string, more: object = {}) => ({
  name: "Rosie Oakhart",
  is_user: false,
  mes,
  ...more,
});
const tom = (mes: string, more: object = {}) => ({ name: "Tom", is_user: true, mes, ...more });

describe("an imported chat", () => {
  test("is what the character remembers, with the swipe that counts, and its end appears", async () => {
    const { desk, store, shown } = openDesk();
    const swiped = rosie("Two", { swipes: ["One", "Two"], swipe_id: 1 });
    const imported = await desk.import(anImport([header, rosie("Hello."), tom("Stew?"), swiped]));
    expect(imported).toMatchObject({
      characterName: "Rosie Oakhart",
      turns: 3,
      swipes: 4,
      leftOut: 0,
    });
    const conversation = store.ofChannel("tavern");
    const history = store.historyBefore(conversation?.id ?? "", 1e9, 10);
    expect(history.map(({ speakerName, text }) => `${speakerName}: ${text}`).toReversed()).toEqual([
      "Rosie Oakhart: Hello.",
      "Tom: Stew?",
      "Rosie Oakhart: Two",
    ]);
    expect(conversation).toMatchObject({ characterId: "rosie-oakhart", hostId: "alice" });
    expect(shown).toMatchObject([{ state: "written", text: "Two", authorId: "rosie-oakhart" }]);
  });

  test("is found again by memory, the swipe that counts of each turn", async () => {
    const { desk, store, memory, changed } = openDesk();
    const swiped = rosie("The dragon.", { swipes: ["The ferry.", "The dragon."], swipe_id: 1 });
    await desk.import(anImport([header, tom("My cat sleeps in the old mill."), swiped]));
    const { id } = store.ofChannel("tavern") ?? { id: "" };
    expect(changed).toEqual([id]);
    while (memory.memory.recall.takeIn(50) > 0);
    const { passages } = memory.memory.recall;
    const all = { first: 1, last: 10 };
    const found = (word: string) => passages.find(id, [word], all, 10).positions;
    expect(found("mill")).toEqual([1]);
    expect(found("dragon")).toEqual([2]);
    expect(found("ferry")).toEqual([]);
  });

  test("hides what was said before, and loses none of it", async () => {
    const { desk, store } = openDesk();
    const said = {
      channelId: "tavern",
      guildId: "guild",
      characterId: "silas-crane",
      answer: "always",
      hostId: "bob",
    } as const;
    const { id: conversationId } = store.start(said);
    store.hear(
      {
        conversationId,
        messageId: "9",
        channelId: "tavern",
        authorId: "bob",
        speakerName: "Bob",
        text: "old",
      },
      null,
    );
    await desk.import(anImport([header, tom("new")]));
    expect(store.historyBefore(conversationId, 1e9, 10).map(({ text }) => text)).toEqual(["new"]);
    // Silas, who was here, goes on; and the chat stays Bob's.
    expect(store.ofChannel("tavern")).toMatchObject({
      characterId: "silas-crane",
      hostId: "bob",
      answer: "always",
    });
    expect(
      Buffer.from(desk.export("tavern", "txt", english.chat.exportWords).bytes).toString(),
    ).toMatch(/old\n\n-+ started afresh -+\n\nTom/);
  });

  test("makes the words of the file's only person the importer's, and of several only those of the same name", async () => {
    const { desk, memory } = openDesk();
    await desk.import(anImport([header, tom("mine")]));
    await desk.import(
      anImport([header, tom("his"), { ...tom("mine too"), name: "Alice" }], {
        channelId: "other",
        characterId: "silas-crane",
      }),
    );
    const authors = (channelId: string) => {
      const id = memory.conversations.ofChannel(channelId)?.id ?? "";
      return memory.transcripts.turnsAfter(id, 0, 10).map(({ authorId }) => authorId);
    };
    expect(authors("tavern")).toEqual(["alice"]);
    expect(authors("other")).toEqual(["imported:Tom", "alice"]);
  });

  test("brings its author's note and variables along", async () => {
    const { desk, store, memory } = openDesk();
    const metadata = {
      note_prompt: "Be brief.",
      note_depth: 2,
      note_position: 1,
      variables: { mood: "glad" },
    };
    await desk.import(anImport([{ ...header, chat_metadata: metadata }, tom("hello")]));
    const id = store.ofChannel("tavern")?.id ?? "";
    expect(store.authorsNote(id)).toMatchObject({ text: "Be brief.", depth: 2 });
    expect(memory.transcripts.variables(id)).toEqual({ mood: "glad" });
  });

  test("counts the hidden lines that are left out in its middle", async () => {
    const { desk } = openDesk();
    const lines = [
      header,
      tom("a", { is_system: true }),
      tom("b"),
      tom("c", { is_system: true }),
      tom("d"),
    ];
    expect(await desk.import(anImport(lines))).toMatchObject({ turns: 3, leftOut: 1 });
  });
});

describe("a chat that can't be imported says why, and changes nothing", () => {
  const many = Array.from({ length: importLimits.turns + 1 }, () => tom("x"));
  const swiped = rosie("x", { swipes: Array(1000).fill("x"), swipe_id: 0 });
  test.each<[string, string | readonly object[], string]>([
    ["an empty file", "", "chat-empty"],
    ["only a header", [header], "chat-empty"],
    ["only hidden turns", [header, tom("x", { is_system: true })], "chat-empty"],
    ["what is no JSON", '{"mes": "x"}\n{"mes"', "chat-line"],
    ["a number for a text", [header, { mes: 7 }], "chat-line"],
    ["swipes that are no texts", [header, rosie("x", { swipes: [1, 2] })], "chat-line"],
    [
      "more swipes than anyone has",
      [header, rosie("x", { swipes: Array(1001).fill("x") })],
      "chat-line",
    ],
    ["too many turns", [header, ...many], "chat-too-large"],
    ["too many swipes", [header, ...Array(41).fill(swiped)], "chat-too-large"],
    [
      "a character that isn't there",
      [{ ...header, character_name: "Nobody" }, tom("x")],
      "chat-needs-character",
    ],
  ])("%s", async (_what, lines, code) => {
    const { desk, store } = openDesk();
    await expect(desk.import(anImport(lines))).rejects.toMatchObject({ code });
    expect(store.ofChannel("tavern")).toBeUndefined();
  });

  test("and an export of nothing likewise", () => {
    const { desk, store } = openDesk();
    expect(() => desk.export("tavern", "txt", english.chat.exportWords)).toThrow(
      expect.objectContaining({ code: "no-conversation" }),
    );
    store.start({
      channelId: "tavern",
      guildId: null,
      characterId: "silas-crane",
      answer: "always",
      hostId: "bob",
    });
    expect(() => desk.export("tavern", "txt", english.chat.exportWords)).toThrow(
      expect.objectContaining({ code: "chat-without-turns" }),
    );
  });

  test("extra fields that are nested deeper than anyone can walk are let be", async () => {
    const { desk } = openDesk();
    const deep = `${"[".repeat(50_000)}${"]".repeat(50_000)}`;
    const line = `{"name":"Tom","is_user":true,"mes":"hi","extra":{"x":${deep}}}`;
    expect(await desk.import(anImport(`${JSON.stringify(header)}\n${line}`))).toMatchObject({
      turns: 1,
    });
  });
});

const moments = fc.integer({ min: 0, max: 4_000_000_000_000 });
const texts = fc
  .string({ unit: "grapheme", minLength: 1, maxLength: 40 })
  .filter((text) => text.trim() !== "");
const extras = fc.option(
  fc.dictionary(fc.string({ minLength: 1, maxLength: 8 }), fc.jsonValue({ maxDepth: 2 }), {
    minKeys: 1,
    maxKeys: 3,
    noNullPrototype: true,
  }),
);
const swipes = fc.record({ text: texts, sentAt: moments, extra: extras });
const turns = fc
  .record({
    isUser: fc.boolean(),
    swipes: fc.array(swipes, { minLength: 1, maxLength: 4 }),
    pick: fc.nat(),
  })
  .map(({ isUser, swipes: all, pick }): WrittenTurn => {
    const own = isUser ? all.slice(0, 1) : all;
    const shown = pick % own.length;
    return {
      name: isUser ? "Tom" : "Rosie Oakhart",
      isUser,
      hidden: false,
      sentAt: own[shown]?.sentAt ?? 0,
      swipes: own,
      shown,
    };
  });
const chats = fc.record({
  turns: fc.array(turns, { minLength: 1, maxLength: 12 }),
  hidden: fc.nat({ max: 4 }),
  note: fc.option(
    fc.record({
      text: texts.map((text) => text.trim()),
      interval: fc.nat({ max: 100 }),
      depth: fc.nat({ max: 100 }),
      role: fc.constantFrom("system", "user", "assistant"),
    }),
    { nil: undefined },
  ),
  variables: fc.dictionary(
    fc.string({ minLength: 1, maxLength: 8 }),
    fc.string({ maxLength: 20 }),
    { maxKeys: 3, noNullPrototype: true },
  ),
});

test("a chat that is exported, imported and exported again is the same file", async () => {
  const { desk } = openDesk();
  let channels = 0;
  await fc.assert(
    fc.asyncProperty(chats, async ({ hidden, turns: all, ...rest }) => {
      const hiddenCount = Math.min(hidden, all.length - 1);
      const chat: WrittenChat = {
        ...rest,
        userName: all.find(({ isUser }) => isUser)?.name ?? "User",
        characterName: "Rosie Oakhart",
        createdAt: all[0]?.sentAt ?? 0,
        turns: all.map((turn, index) => ({ ...turn, hidden: index < hiddenCount })),
      };
      const file = writeChatFile(chat);
      const channelId = `channel-${++channels}`;
      await desk.import(anImport(file, { channelId }));
      expect(
        Buffer.from(desk.export(channelId, "jsonl", english.chat.exportWords).bytes).toString(),
      ).toBe(file);
      // What SillyTavern would show is what the model sees.
      const read = readChatFile(Buffer.from(file), "x");
      expect(read.turns.map(({ text }) => text)).toEqual(
        chat.turns.filter((turn) => !turn.hidden).map((turn) => turn.swipes[turn.shown]?.text),
      );
    }),
    { numRuns: 30 },
  );
});

test("R25: an export holds nothing of who has opted out, and nothing that was said to them", async () => {
  const { desk, store, memory } = openDesk();
  await desk.import(anImport([header, rosie("Hello."), tom("mine")]));
  const conversation = store.ofChannel("tavern");
  if (conversation === undefined) throw new Error("unreachable");
  const bob = { authorId: "bob", speakerName: "Bob" };
  const { answer } = ask(store, conversation, { ...bob, messageId: "7", text: "a secret" });
  store.writeReply(answer.id, reply("A secret, you say?"));
  memory.privacyStore.optOut("bob");
  for (const format of ["txt", "md", "jsonl"] as const) {
    const { bytes, turns: count } = desk.export("tavern", format, english.chat.exportWords);
    expect(Buffer.from(bytes).toString()).toContain("mine");
    expect(Buffer.from(bytes).toString()).not.toMatch(/secret|Bob/);
    expect(count).toBe(2);
  }
});

test("whatever bytes come, they are a chat or a clear error", async () => {
  const { desk } = openDesk();
  let channels = 0;
  const lines = fc.array(
    fc.oneof(
      fc.json(),
      fc.string(),
      fc.constant(JSON.stringify(header)),
      fc
        .record(
          {
            name: fc.anything(),
            is_user: fc.anything(),
            mes: fc.oneof(fc.string(), fc.anything()),
            swipes: fc.anything(),
            swipe_id: fc.anything(),
            send_date: fc.anything(),
            extra: fc.anything(),
            swipe_info: fc.anything(),
          },
          { requiredKeys: ["mes"] },
        )
        .map((line) =>
          JSON.stringify(line, (_, value: unknown) => (typeof value === "bigint" ? "1" : value)),
        ),
    ),
    { maxLength: 6 },
  );
  await fc.assert(
    fc.asyncProperty(lines, async (all) => {
      const channelId = `channel-${++channels}`;
      const input = anImport(all.join("\n"), { channelId, characterId: "silas-crane" });
      const outcome = await desk.import(input).then(
        () => `${desk.export(channelId, "jsonl", english.chat.exportWords).turns} turns`,
        (error: unknown) => String(error),
      );
      expect(outcome).toMatch(/^[1-9]\d* turns$|^UserError: chat\.jsonl/);
    }),
    { numRuns: 100 },
  );
});
