import { expect, test } from "vitest";
import { compileBook } from "../../../../src/roleplay/lorebook/compile-book.ts";
import { aLorebook } from "../../../support/lorebook.ts";

const settings = { caseSensitive: false, matchWholeWords: false, promptKind: "chat" } as const;

test("a book is compiled once for each way of reading it", () => {
  const book = aLorebook([]);
  const compiled = compileBook(book, settings);
  expect(compileBook(book, { ...settings })).toBe(compiled);
  expect(compileBook(book, { ...settings, caseSensitive: true })).not.toBe(compiled);
  expect(compileBook({ ...book }, settings)).not.toBe(compiled);
});
