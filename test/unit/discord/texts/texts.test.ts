import { expect, test } from "vitest";
import { countingIn } from "../../../../src/discord/texts/counting.ts";
import { type Language, languageOf, languages } from "../../../../src/discord/texts/language.ts";
import { texts, textsFor } from "../../../../src/discord/texts/texts.ts";

/** Paths of all texts, with what kind of text each is: `chat.started: function`. */
function pathsOf(value: unknown, path: string): string[] {
  return typeof value === "object" && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => pathsOf(inner, `${path}.${key}`))
    : [`${path}: ${typeof value}`];
}

test.each(languages)("%s has every text that English has, and no other", (language) => {
  expect(pathsOf(texts[language], "").toSorted()).toEqual(pathsOf(texts.en, "").toSorted());
});

test.each(languages)("no text of %s is empty", (language) => {
  const empty = Object.entries(flat(texts[language])).filter(([, text]) => text.trim() === "");
  expect(empty).toEqual([]);
});

test("translations are translated, but for names and words that are the same", () => {
  const english = Object.values(flat(texts.en)).filter((text) => /\p{L}{3,} \p{L}{3,}/u.test(text));
  for (const language of ["de", "fr"] as const) {
    const here = new Set(Object.values(flat(texts[language])));
    expect(english.filter((text) => here.has(text))).toEqual([]);
  }
});

test.each<[string, Language]>([
  ["de", "de"],
  ["fr", "fr"],
  ["en-US", "en"],
  ["en-GB", "en"],
  ["ja", "en"],
  ["", "en"],
])("the locale %j is answered in %s", (locale, language) => {
  expect(languageOf(locale)).toBe(language);
  expect(textsFor({ locale })).toBe(texts[language]);
});

test("each language counts in its own way", () => {
  const forms = { one: "one", other: "other" };
  const countIn = (language: Language) =>
    [0, 1, 2, 1_000_000].map((count) => countingIn(language).plural(count, forms));
  expect(countIn("en")).toEqual(["other", "one", "other", "other"]);
  expect(countIn("fr")).toEqual(["one", "one", "other", "other"]);
  expect(countingIn("de").number(1234.56)).toBe("1.234,6");
});

/** The texts without values by their paths. */
function flat(value: unknown, path = ""): Record<string, string> {
  if (typeof value === "string") return { [path]: value };
  if (typeof value !== "object" || value === null) return {};
  return Object.assign(
    {},
    ...Object.entries(value).map(([key, inner]) => flat(inner, `${path}.${key}`)),
  ) as Record<string, string>;
}
