import { describe, expect, test } from "vitest";
import {
  bookWithEntry,
  readKeys,
  writeBook,
  writtenEntry,
} from "../../../../src/conversation/lore/edit-lorebook.ts";
import { parseLorebook } from "../../../../src/conversation/lore/parse-lorebook.ts";

const given = {
  authorId: "mara",
  title: "Cellar",
  keys: ["cellar"],
  secondaryKeys: [],
  content: "It is flooded.",
  insertionOrder: 5,
};

describe("keys as people type them", () => {
  test.each([
    { typed: "", keys: [] },
    { typed: "cellar", keys: ["cellar"] },
    { typed: " cellar , stairs,, cellar", keys: ["cellar", "stairs"] },
    { typed: "cellar\nold stairs, attic", keys: ["cellar", "old stairs", "attic"] },
    { typed: "/a{1,2}/i", keys: ["/a{1,2}/i"] },
    { typed: "/a{1,2}/\nand/or, either", keys: ["/a{1,2}/", "and/or", "either"] },
  ])("$typed", ({ typed, keys }) => {
    expect(readKeys(typed)).toEqual(keys);
  });
});

describe("an entry that is written here", () => {
  test("is always active without keys, and selective with further ones", () => {
    expect(writtenEntry(given)).toMatchObject({ constant: false, selective: false });
    expect(writtenEntry({ ...given, keys: [] }).constant).toBe(true);
    expect(writtenEntry({ ...given, secondaryKeys: ["wet"] }).selective).toBe(true);
    expect(() => writtenEntry({ ...given, content: " " })).toThrow("content is empty");
  });

  test.each([
    {
      format: "SillyTavern's",
      file: { entries: { "7": { uid: 7, key: ["a"], content: "A", x: 1 } } },
    },
    {
      format: "V3's",
      file: {
        spec: "lorebook_v3",
        data: { entries: [{ id: 7, keys: ["a"], content: "A", x: 1 }] },
      },
    },
  ])("goes into a book of $format format, and the rest stays as it was", ({ file }) => {
    const { book } = parseLorebook(JSON.stringify(file), "book");
    const { changed, title } = bookWithEntry(book, writtenEntry(given));
    const text = writeBook(changed);
    const again = parseLorebook(text, "book").book;
    expect(title).toBe("Cellar");
    expect(again.source.format).toBe(book.source.format);
    expect(again.entries.map(({ id, content }) => [id, content])).toEqual([
      ["7", "A"],
      ["8", "It is flooded."],
    ]);
    expect(again.entries[0]?.unknown).toEqual(book.entries[0]?.unknown);
    expect(again.entries[1]).toMatchObject({ keys: ["cellar"], insertionOrder: 5 });
  });
});
