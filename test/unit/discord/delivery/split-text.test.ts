import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cursor, messageLimit, splitText } from "../../../../src/discord/delivery/split-text.ts";

/** Text as models write it: words, actions, emphasis, paragraphs, code, other scripts, and now and then a mess. */
const piece = fc.oneof(
  { weight: 30, arbitrary: fc.constantFrom("the ", "a ", "dragon ", "sleeps. ", "Why? ", "古龍 ") },
  { weight: 6, arbitrary: fc.constantFrom("*smiles* ", "**bold** ", "||secret|| ", "`code` ") },
  { weight: 4, arbitrary: fc.constantFrom("\n\n", "\n", "> quoted\n", "- item\n") },
  { weight: 2, arbitrary: fc.constantFrom("*", "**", "~~", "_", "`", "||", "\\*", "👩‍👩‍👧 ") },
  {
    weight: 1,
    arbitrary: fc.constantFrom("\n```js\n", "\n```\n", "x".repeat(600), "🐉".repeat(300)),
  },
);
const story = fc.array(piece, { minLength: 300, maxLength: 1600 }).map((pieces) => pieces.join(""));

const textOf = (chunks: readonly string[]) => chunks.join("").replace(/[\s*_~|`>▌]|js/g, "");

describe("any text", () => {
  test("becomes messages that Discord takes", () => {
    fc.assert(
      fc.property(story, fc.boolean(), (text, draft) => {
        for (const chunk of splitText(text, { draft })) {
          expect(chunk.length).toBeLessThanOrEqual(messageLimit);
          expect(chunk.trim()).not.toBe("");
          expect(() => encodeURIComponent(chunk)).not.toThrow();
        }
      }),
      { numRuns: 60 },
    );
  });

  test("loses nothing but white space", () => {
    fc.assert(
      fc.property(story, (text) => {
        expect(textOf(splitText(text))).toBe(textOf([text]));
      }),
      { numRuns: 60 },
    );
  });

  test("leaves earlier messages alone while it grows", () => {
    fc.assert(
      fc.property(
        story,
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 8, maxLength: 8 }),
        (text, shares) => {
          const whole = splitText(text);
          for (const share of shares) {
            const early = splitText(text.slice(0, Math.floor(text.length * share)), {
              draft: true,
            });
            expect(whole.slice(0, Math.max(0, early.length - 1))).toEqual(early.slice(0, -1));
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  test("has an even number of code fences in every message", () => {
    fc.assert(
      fc.property(story, (text) => {
        for (const chunk of splitText(text)) expect((chunk.match(/```/g) ?? []).length % 2).toBe(0);
      }),
      { numRuns: 60 },
    );
  });
});

describe("a text that needs two messages", () => {
  const sentence = "The fire crackles in the dark. ";
  const filler = (length: number) =>
    sentence.repeat(Math.ceil(length / sentence.length)).slice(0, length);

  test.each([
    ["a blank line", `${filler(1500)}\n\n${filler(200)}\n${filler(1000)}`, 1500],
    ["a line's end", `${filler(1500)}\n${filler(1000)}`, 1500],
    ["a sentence's end", filler(3000), 1984],
    ["a space", "word ".repeat(600), 1984],
  ])("is cut at %s", (_, text, at) => {
    expect(splitText(text)[0]).toBe(text.slice(0, at).trimEnd());
  });

  test("is cut inside a word only when there is nothing else, and never inside a character", () => {
    const [first = "", second = ""] = splitText("👩‍👩‍👧".repeat(400));
    expect(first.endsWith("👩‍👩‍👧")).toBe(true);
    expect(second.startsWith("👩‍👩‍👧")).toBe(true);
  });

  test.each(["*", "**", "***", "__", "~~", "||", "`"])("has %s balanced on both sides", (mark) => {
    const text = `${filler(900).trim()} ${mark}${filler(1500).trim()}${mark} The end.`;
    const [first = "", second = ""] = splitText(text);
    expect(first.endsWith(mark)).toBe(true);
    expect(second.startsWith(mark)).toBe(true);
  });

  test("is cut before inline code rather than inside", () => {
    const text = `${filler(1860).trim()} \`${filler(300).trim()}\``;
    expect(splitText(text)[1]?.startsWith("`The fire")).toBe(true);
  });

  test.each([0, 1, 2])("makes no code block of backticks on either side of a cut (%d)", (shift) => {
    for (const chunk of splitText(`\`\`${"x".repeat(shift + 1)}${"`a ".repeat(900)}`))
      expect(chunk).not.toContain("```");
  });

  test("opens a code block again with its language", () => {
    const code = "let answer = 42;\n".repeat(200);
    const [first = "", second = ""] = splitText(`Look:\n\`\`\`js\n${code}\`\`\`\nDone.`);
    expect(first.endsWith("\n```")).toBe(true);
    expect(second.startsWith("```js\nlet answer")).toBe(true);
    expect(second.endsWith("```\nDone.")).toBe(true);
  });

  test("keeps the indentation of code", () => {
    const code = "    indented();\n".repeat(200);
    const [, second = ""] = splitText(`\`\`\`\n${code}\`\`\``);
    expect(second.startsWith("```\n    indented();")).toBe(true);
  });

  test("goes on inside a quote", () => {
    const [, second = ""] = splitText(`>>> ${filler(2500)}`);
    expect(second.startsWith(">>> ")).toBe(true);
  });

  test("takes a forgotten asterisk for what it is once its paragraph ends", () => {
    const text = `5 *apples.\n\n${filler(2500)}`;
    expect(splitText(text)[0]?.endsWith("*")).toBe(false);
  });
});

describe("a short text", () => {
  test("stays as it is", () => {
    expect(splitText("*waves* Hello!")).toEqual(["*waves* Hello!"]);
    expect(splitText("2 * 3 is `6")).toEqual(["2 * 3 is `6"]);
  });

  test("is no message at all when it is empty", () => {
    expect(splitText(" \n ")).toEqual([]);
  });

  test("shows the cursor inside what is still open", () => {
    expect(splitText("*She smiles", { draft: true })).toEqual([`*She smiles${cursor}*`]);
  });
});
