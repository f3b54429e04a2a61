import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { UserError } from "../../../../src/lib/errors.ts";
import { readChatFile } from "../../../../src/roleplay/chat-file/read-chat-file.ts";

function read(...lines: readonly (object | string)[]) {
  const text = lines.map((line) => (typeof line === "string" ? line : JSON.stringify(line)));
  return readChatFile(new TextEncoder().encode(text.join("\n")), "chat.jsonl");
}

const header = { user_name: "Tom", character_name: "Rosie", create_date: "2024-10-1 @12h" };
const hello = { name: "Tom", is_user: true, is_system: false, mes: "hello", send_date: "x" };

describe("a chat of SillyTavern", () => {
  test("has a header and turns", () => {
    const chat = read(header, hello, { name: "Rosie", is_user: false, mes: "Come in." });
    expect(chat).toMatchObject({ userName: "Tom", characterName: "Rosie", hiddenTurns: 0 });
    const plain = { swipeIndex: null, swipeCount: 0, sentAt: null, id: null };
    expect(chat.turns).toMatchObject([
      { line: 2, name: "Tom", isUser: true, text: "hello", ...plain },
      { line: 3, name: "Rosie", isUser: false, text: "Come in.", ...plain },
    ]);
  });

  test("gives turns their own ids back", () => {
    const numbered = { ...hello, extra: { id: 7 } };
    const named = { ...hello, extra: { id: "D1:3" } };
    expect(read(header, named, numbered, { ...hello, extra: null }).turns).toMatchObject([
      { id: "D1:3" },
      { id: "7" },
      { id: null },
    ]);
  });

  test("is read without its header too", () => {
    expect(read(hello).turns).toHaveLength(1);
    expect(read(hello).userName).toBe("");
  });

  test("may have blank lines, a byte order mark and Windows line ends", () => {
    const text = `\uFEFF${JSON.stringify(header)}\r\n\r\n${JSON.stringify(hello)}\r\n`;
    const chat = readChatFile(new TextEncoder().encode(text), "chat.jsonl");
    expect(chat.turns.map(({ line, text: said }) => [line, said])).toEqual([[3, "hello"]]);
  });

  test("hides turns that the model doesn't see", () => {
    const chat = read(header, { ...hello, is_system: true }, hello);
    expect(chat.turns).toHaveLength(1);
    expect(chat.hiddenTurns).toBe(1);
  });

  test("says which swipe is shown", () => {
    const swiped = { ...hello, is_user: false, mes: "two", swipes: ["one", "two"], swipe_id: 1 };
    expect(read(header, swiped).turns[0]).toMatchObject({
      text: "two",
      swipeIndex: 1,
      swipeCount: 2,
    });
  });

  test("brings its variables along", () => {
    const chat_metadata = { variables: { mood: "merry", visits: 3, list: ["x"] } };
    expect(read({ ...header, chat_metadata }, hello).variables).toEqual({
      mood: "merry",
      visits: "3",
    });
  });

  test("brings its author's note along", () => {
    const note = { note_prompt: "Be brief.", note_interval: 2, note_position: 1, note_depth: 3 };
    expect(read({ ...header, chat_metadata: { ...note, note_role: 1 } }, hello).note).toEqual({
      text: "Be brief.",
      interval: 2,
      depth: 3,
      role: "user",
    });
    expect(read({ ...header, chat_metadata: { ...note, note_position: 0 } }, hello).note).toEqual({
      text: "Be brief.",
      interval: 2,
      depth: null,
      role: "system",
    });
    expect(read({ ...header, chat_metadata: { note_prompt: " " } }, hello).note).toBeUndefined();
  });
});

describe("what is no chat is refused with one line that says where", () => {
  test.each<[string, () => unknown, RegExp]>([
    ["an empty file", () => read(""), /^chat\.jsonl: the file is empty/],
    [
      "a broken line",
      () => read(header, hello, '{"mes": '),
      /^chat\.jsonl, line 3: not valid JSON/,
    ],
    [
      "a card",
      () => read({ name: "Rosie", first_mes: "Hello." }),
      /^chat\.jsonl, line 1: neither a turn nor about a chat/,
    ],
    ["a list", () => read(header, "[1]"), /^chat\.jsonl, line 2: expected a JSON object/],
    ["a turn without text", () => read(header, { name: "Tom" }), /^chat\.jsonl, line 2: mes: /],
    ["a number for a text", () => read(header, { mes: 7 }), /^chat\.jsonl, line 2: mes: /],
    [
      "bytes that aren't text",
      () => readChatFile(new Uint8Array([255, 254, 0]), "x"),
      /^x: not UTF-8/,
    ],
  ])("%s", (_what, run, message) => {
    expect(run).toThrow(UserError);
    expect(run).toThrow(message);
  });

  test("whatever the bytes are", () => {
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array(), fc.array(fc.json()).map(toBytes)), (bytes) => {
        const failure = failureOf(() => readChatFile(bytes, "chat.jsonl"));
        expect(failure === undefined || failure instanceof UserError).toBe(true);
        expect(String(failure)).not.toContain("\n");
      }),
    );
  });
});

function toBytes(lines: readonly string[]): Uint8Array {
  return new TextEncoder().encode(lines.join("\n"));
}

function failureOf(run: () => unknown): unknown {
  try {
    run();
    return undefined;
  } catch (error) {
    return error;
  }
}
