import { expect, test } from "vitest";
import {
  type EntryForm,
  editedEntry,
  entryForm,
  findEntry,
  namedEntries,
} from "../../../../src/conversation/lore/entry-form.ts";
import { parseLorebook } from "../../../../src/conversation/lore/parse-lorebook.ts";
import { UserError } from "../../../../src/lib/errors.ts";

function aBook(...entries: readonly object[]) {
  const file = {
    entries: entries.map((entry, id) => ({ id, keys: ["goat"], content: "x", ...entry })),
  };
  return parseLorebook(JSON.stringify(file), "book").book;
}

function edit(entry: object, changes: Partial<EntryForm>) {
  const [found] = aBook(entry).entries;
  if (found === undefined) throw new Error("unreachable");
  return { found, edited: editedEntry(found, { ...entryForm(found), ...changes }) };
}

test.each([
  [{ keys: ["salt, pepper", "thyme"] }],
  [{ keys: ["/a,b/i"], secondary_keys: ["c"], selective: false }],
  [{ constant: true, keys: ["goat"] }],
  [{ content: "  @@depth 3\nkept  ", comment: "  Title " }],
])("a form that is sent as it was changes nothing of %j", (entry) => {
  const { found, edited } = edit(entry, {});
  expect(edited).toEqual(found);
});

test.each([
  [
    "keys that are typed call it up, where it was always there",
    { keys: [], constant: true },
    { keys: "a\n/b,c/" },
    { keys: ["a", "/b,c/"], constant: false },
  ],
  ["without keys it is always there", {}, { keys: "" }, { keys: [], constant: true }],
  [
    "further keys make it selective",
    {},
    { secondaryKeys: "ewe" },
    { selective: true, secondaryKeys: ["ewe"] },
  ],
  [
    "an order that is left empty is the usual one",
    { insertion_order: 3 },
    { order: "" },
    { insertionOrder: 100 },
  ],
])("%s", (_, entry, changes, expected) => {
  expect(edit(entry, changes).edited).toMatchObject(expected);
});

test("an entry without content and an order that is no number are refused", () => {
  expect(() => edit({}, { content: " " })).toThrow(UserError);
  expect(() => edit({}, { order: "first" })).toThrow(UserError);
});

test("entries are found by a short key, also where their ids are long, and by a title that is theirs alone", () => {
  const book = aBook(
    { id: "x".repeat(500), comment: "One" },
    { id: 2, comment: "Two" },
    { id: 3, comment: "two" },
  );
  for (const [index, { key }] of namedEntries(book).entries()) {
    expect(key).toMatch(/^[0-9a-f]{12}$/);
    expect(findEntry(book, key)).toBe(book.entries[index]);
  }
  expect(findEntry(book, " one ")).toBe(book.entries[0]);
  expect(() => findEntry(book, "Two")).toThrow(UserError);
});
