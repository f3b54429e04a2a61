import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readMessageLink } from "../../../../src/playground/page/markdown/message-link.ts";
import { parseMarkdown } from "../../../../src/playground/page/markdown/parse-markdown.ts";
import { plainText } from "../../../../src/playground/page/markdown/plain-text.ts";
import type { Block, Inline } from "../../../../src/playground/page/markdown/syntax-tree.ts";
import { processorMs } from "../../../support/processor-time.ts";

/** The tree as short text, so that expectations fit on a line. */
function shape(blocks: readonly Block[]): string {
  return blocks.map(blockShape).join(" ");
}

function blockShape(block: Block): string {
  switch (block.kind) {
    case "code-block":
      return `pre${block.language && `:${block.language}`}[${block.text}]`;
    case "quote":
      return `quote(${shape(block.children)})`;
    case "list":
      return `list(${block.items
        .map((item) => `${item.depth}${item.marker}${inlines(item.children)}`)
        .join(", ")})`;
    case "heading":
      return `h${block.level}(${inlines(block.children)})`;
    case "paragraph":
      return `p(${inlines(block.children)})`;
    case "subtext":
      return `sub(${inlines(block.children)})`;
  }
}

function inlines(nodes: readonly Inline[]): string {
  return nodes.map(inlineShape).join("");
}

function inlineShape(node: Inline): string {
  switch (node.kind) {
    case "text":
      return node.text;
    case "code":
      return `code[${node.text}]`;
    case "link":
      return `link<${node.url}>(${inlines(node.children)})`;
    case "mention":
      return `${node.target}<${node.id}>`;
    case "command":
      return `command<${node.name}>`;
    case "emoji":
      return `emoji<${node.name}>`;
    case "timestamp":
      return `time<${node.seconds}>`;
    case "strong":
    case "emphasis":
    case "underline":
    case "strike":
    case "spoiler":
      return `${node.kind}(${inlines(node.children)})`;
  }
}

describe("inline marks", () => {
  test.each([
    ["plain", "p(plain)"],
    ["*She looks up.* Hello", "p(emphasis(She looks up.) Hello)"],
    ["**bold** and *soft*", "p(strong(bold) and emphasis(soft))"],
    ["***both***", "p(strong(emphasis(both)))"],
    ["*a **b***", "p(emphasis(a strong(b)))"],
    [
      "__under__ _soft_ ~~gone~~ ||secret||",
      "p(underline(under) emphasis(soft) strike(gone) spoiler(secret))",
    ],
    ["snake_case_name", "p(snake_case_name)"],
    ["2 * 3 * 4", "p(2 * 3 * 4)"],
    ["*never closed", "p(*never closed)"],
    ["\\*not soft\\*", "p(*not soft*)"],
    ["`a *b* c`", "p(code[a *b* c])"],
    ["*see `x * y` here*", "p(emphasis(see code[x * y] here))"],
    ["over\ntwo lines", "p(over\ntwo lines)"],
  ])("%j reads as %s", (source, expected) => {
    expect(shape(parseMarkdown(source))).toBe(expected);
  });
});

describe("links and mentions", () => {
  test.each([
    ["https://example.org/a_b.", "p(link<https://example.org/a_b>(https://example.org/a_b).)"],
    ["<https://example.org>", "p(link<https://example.org>(https://example.org))"],
    ["[a *b*](https://example.org)", "p(link<https://example.org>(a emphasis(b)))"],
    ["[a](javascript:alert(1))", "p([a](javascript:alert(1)))"],
    ["<javascript:alert(1)>", "p(<javascript:alert(1)>)"],
    ["<@123> <@!123> <#45> <@&6>", "p(user<123> user<123> channel<45> role<6>)"],
    ["</chat start:123>", "p(command<chat start>)"],
    ["<:fire:123> <a:dance:456>", "p(emoji<fire> emoji<dance>)"],
    ["<t:1700000000:R>", "p(time<1700000000>)"],
  ])("%j reads as %s", (source, expected) => {
    expect(shape(parseMarkdown(source))).toBe(expected);
  });
});

describe("the address of a message", () => {
  test.each([
    "https://discord.com/channels/1/22/333",
    "https://discord.com/channels/@me/22/333",
    "https://canary.discord.com/channels/1/22/333/",
  ])("is known in %j", (url) => {
    expect(readMessageLink(url)).toEqual({ channelId: "22", messageId: "333" });
  });

  test.each([
    "https://discord.com/channels/1/22",
    "https://discord.com/channels/1/22/333/x",
    "https://discord.com.example.org/channels/1/22/333",
    "https://example.org/https://discord.com/channels/1/22/333",
  ])("is not in %j", (url) => {
    expect(readMessageLink(url)).toBeUndefined();
  });
});

describe("blocks", () => {
  test.each([
    ["# One\n## Two\n### Three\n#### Four", "h1(One) h2(Two) h3(Three) p(#### Four)"],
    ["-# small", "sub(small)"],
    ["> a\n> b\nc", "quote(p(a\nb)) p(c)"],
    [">>> a\nb\n# c", "quote(p(a\nb\n# c))"],
    ["- a\n  - b\n1. c", "list(0•a, 1•b, 01.c)"],
    ["*not a list*", "p(emphasis(not a list))"],
    ["a\n```js\nlet *x* = 1\n```\nb", "p(a) pre:js[let *x* = 1] p(b)"],
    ["```one line```", "pre[one line]"],
    ["```never closed", "p(```never closed)"],
    ["", ""],
  ])("%j reads as %s", (source, expected) => {
    expect(shape(parseMarkdown(source))).toBe(expected);
  });
});

describe("hostile text", () => {
  test.each([
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    "**<b onclick=alert(1)>x</b>**",
    "`<svg/onload=alert(1)>`",
    "```\n</code></pre><script>alert(1)</script>\n```",
  ])("%j stays text, letter by letter", (source) => {
    const text = plainText(parseMarkdown(source));
    expect(source).toContain(text.trim());
    expect(text).toContain("alert(1)");
  });

  test("a link's address is http or https, whatever is written", () => {
    const source = fc.array(
      fc.constantFrom("[a](", "<", ">", ")", "https://", "http:", "javascript:", "data:", "x", " "),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(source, (parts) => {
        for (const url of linksIn(parseMarkdown(parts.join(""))))
          expect(["http:", "https:"]).toContain(new URL(url).protocol);
      }),
    );
  });

  test.each(["*", "**", "`", "_", "||", "[", "> ", "```", "*`", "**a*"])(
    "a message full of %j is read at once",
    (mark) => {
      const source = mark.repeat(4000 / mark.length);
      const startedAt = processorMs();
      parseMarkdown(source);
      expect(processorMs() - startedAt).toBeLessThan(500);
    },
  );
});

describe("nothing is lost", () => {
  const marks = fc.constantFrom(
    "*",
    "**",
    "_",
    "__",
    "~~",
    "||",
    "`",
    "```",
    "> ",
    "# ",
    "- ",
    "\\",
    "\n",
  );
  const words = fc.stringMatching(/^[a-zé火]{1,6} ?$/);
  const texts = fc.array(fc.oneof(marks, words), { maxLength: 40 }).map((parts) => parts.join(""));

  test("every letter of a text is shown, in order", () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(lettersOf(plainText(withLanguages(parseMarkdown(text))))).toBe(lettersOf(text));
      }),
      { numRuns: 500 },
    );
  });

  test("what is shown was written: nothing is added", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
        expect(isSubsequence(plainText(parseMarkdown(text)).replaceAll("\n", ""), text)).toBe(true);
      }),
    );
  });

  test("a text without marks stays as it is", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z0-9 ,.!?'"é火\n]{0,200}$/), (text) => {
        fc.pre(!/^\s*\d+\. /m.test(text));
        expect(plainText(parseMarkdown(text))).toBe(text);
      }),
    );
  });
});

function lettersOf(text: string): string {
  return text.replace(/[^a-zé火]/g, "");
}

/** With the language of each code block, which is written but not part of its text. */
function withLanguages(blocks: readonly Block[]): Block[] {
  return blocks.map((block) =>
    block.kind === "code-block" ? { ...block, text: block.language + block.text } : block,
  );
}

function isSubsequence(part: string, whole: string): boolean {
  let at = 0;
  for (const character of part) {
    at = whole.indexOf(character, at);
    if (at === -1) return false;
    at += character.length;
  }
  return true;
}

function linksIn(blocks: readonly Block[]): string[] {
  const urls: string[] = [];
  JSON.stringify(blocks, (key, value: unknown) => {
    if (key === "url" && typeof value === "string") urls.push(value);
    return value;
  });
  return urls;
}
