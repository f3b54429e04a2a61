import { expect, test } from "vitest";
import { readQuestion } from "../../../src/memory/read-question.ts";

const read = (text: string) =>
  readQuestion({ text, speakers: ["Captain Mara", "Tom", "Rosie Oakhart"], nowMs: 1e12 });

test("what a question is about is what is left of it without stop words and names", () => {
  const { concepts, people } = read("What did Tom buy for the captain's sister?");
  expect(people).toEqual(["captain mara", "tom"]);
  expect(concepts.map(({ words }) => words[0])).toEqual(["buy", "sister"]);
});

test("a word comes with its other forms and with words near in meaning", () => {
  const [bought] = read("who bought it?").concepts;
  expect(bought?.words).toContain("buy");
  const [pets] = read("her pets").concepts;
  expect(pets?.kin).toContain("dog");
});

test("a question that is all stop words is looked for by these", () => {
  expect(read("who was it?").concepts.map(({ words }) => words[0])).toEqual(["who", "was", "it"]);
});

test("words that say what kind of answer is wanted count less", () => {
  const [kind, music] = read("kind of music").concepts;
  expect(kind?.weight).toBeLessThan(music?.weight ?? 0);
});

test("a question that asks when is known by it", () => {
  expect(read("when did he leave?").asksWhen).toBe(true);
  expect(read("how long have they been here").asksWhen).toBe(true);
  expect(read("where did he leave it?").asksWhen).toBe(false);
});
