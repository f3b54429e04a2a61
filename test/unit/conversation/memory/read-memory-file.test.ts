import { describe, expect, test } from "vitest";
import { noteLimits } from "../../../../src/conversation/authors-note.ts";
import { readMemoryFile } from "../../../../src/conversation/memory/read-memory-file.ts";
import { UserError } from "../../../../src/lib/errors.ts";

const bytesOf = (text: string) => new TextEncoder().encode(text);
const read = (content: unknown) => readMemoryFile(bytesOf(JSON.stringify(content)), "save.json");

/** A chat of SillyTavern with a note. */
function chat(metadata: object) {
  const lines = [
    { user_name: "Ada", character_name: "Rosie", chat_metadata: metadata },
    { name: "Ada", is_user: true, mes: "hello" },
  ];
  const text = lines.map((line) => JSON.stringify(line)).join("\n");
  return readMemoryFile(bytesOf(text), "chat.jsonl");
}

describe("a save of KoboldAI", () => {
  test("has a Memory and an Author's Note, which stands as deep as its strength says", () => {
    const file = { memory: "Rosie runs the inn.\n", authorsnote: " It rains. " };
    expect(read(file)).toEqual({
      memory: ["Rosie runs the inn."],
      note: { text: "It rains.", depth: 4, interval: 1, role: "system" },
    });
    const depth = (fields: object) => read({ ...file, ...fields }).note?.depth;
    expect([0, 160, 320, 480].map((anotestr) => depth({ anotestr }))).toEqual([0, 1, 3, 4]);
    expect(depth({ anotestr: "320" })).toBe(3);
    expect(depth({ andepth: 2, anotestr: 480 })).toBe(2);
    expect(depth({ andepth: 5000 })).toBe(noteLimits.depth);
  });

  test.each(["authorsnotetemplate", "anotetemplate"])("puts the note in its %s", (name) => {
    const file = { authorsnote: "rain", [name]: "[Author's note: <|>]" };
    expect(read(file).note?.text).toBe("[Author's note: rain]");
    expect(read({ ...file, [name]: "no place for it" }).note?.text).toBe("rain");
    expect(read({ ...file, authorsnote: " ", memory: "Rosie" }).note).toBeNull();
  });

  test("has a long Memory as several facts, at its paragraphs where it can, and loses nothing", () => {
    const paragraphs = ["a", "b", "c"].map((letter) => letter.repeat(900));
    expect(read({ memory: paragraphs.join("\n\n") }).memory).toEqual([
      `${paragraphs[0]}\n\n${paragraphs[1]}`,
      paragraphs[2],
    ]);
    const endless = "x".repeat(4500);
    const { memory } = read({ memory: endless });
    expect(memory.map(({ length }) => length)).toEqual([2000, 2000, 500]);
    expect(memory.join("")).toBe(endless);
  });

  test("with other things in it than texts is read as if they were not there", () => {
    expect(read({ memory: 7, authorsnote: "rain", andepth: -1, anotestr: {} })).toEqual({
      memory: [],
      note: { text: "rain", depth: 4, interval: 1, role: "system" },
    });
  });

  test("with a note that is too long has its beginning", () => {
    const { note } = read({ authorsnote: "x".repeat(noteLimits.text + 1) });
    expect(note?.text).toHaveLength(noteLimits.text);
  });
});

describe("a chat of SillyTavern", () => {
  test("has its note, with depth, interval and role within what a note may be", () => {
    expect(
      chat({ note_prompt: "It rains.", note_depth: 7, note_interval: 3, note_role: 1 }),
    ).toEqual({
      memory: [],
      note: { text: "It rains.", depth: 7, interval: 3, role: "user" },
    });
    const { note } = chat({ note_prompt: "rain", note_depth: 5000, note_interval: 5000 });
    expect(note).toMatchObject({ depth: noteLimits.depth, interval: noteLimits.interval });
  });

  test("without a note has nothing to be kept in mind", () => {
    expect(() => chat({})).toThrow("chat.jsonl: neither a Memory nor an Author's Note");
  });
});

test.each([
  ["an empty save", { memory: " ", authorsnote: "" }],
  ["another JSON file", { name: "Rosie" }],
  ["a list", [1, 2]],
  ["nothing", null],
])("%s is refused with the file's name", (_what, content) => {
  expect(() => read(content)).toThrow(UserError);
  expect(() => read(content)).toThrow(/^save\.json/);
});

test("bytes that are no text are refused with the file's name", () => {
  expect(() => readMemoryFile(new Uint8Array([0xff, 0xfe, 0x00, 0x81]), "cat.png")).toThrow(
    /^cat\.png/,
  );
});
