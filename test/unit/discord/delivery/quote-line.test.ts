import fc from "fast-check";
import { expect, test } from "vitest";
import { quoteLine } from "../../../../src/discord/delivery/quote-line.ts";

const line = (text: string, name = "Tom") => quoteLine({ name, text });

test("a reply that quotes nothing begins with nothing", () => {
  expect(quoteLine(null)).toBe("");
});

test.each([
  ["any news?", "-# ↩ @Tom: any news?\n"],
  ["one\n\n  two", "-# ↩ @Tom: one two\n"],
  ["", "-# ↩ @Tom\n"],
  ["**bold** and `code` and _this_", "-# ↩ @Tom: bold and code and this\n"],
  ["he did it: ||the butler||!", "-# ↩ @Tom: he did it: ▒▒▒!\n"],
  ["see https://example.org/a?b or discord.gg/abc", "-# ↩ @Tom: see 🔗 or 🔗\n"],
  ["hey <@123456> and @everyone", "-# ↩ @Tom: hey … and \\@everyone\n"],
  ["nice <:fox:123456>", "-# ↩ @Tom: nice :fox:\n"],
  ["[here](x)", "-# ↩ @Tom: \\[here\\](x)\n"],
])("%j is quoted as %j", (text, quoted) => {
  expect(line(text)).toBe(quoted);
});

test("a long message is cut between characters as people see them", () => {
  const quoted = line("👩‍👩‍👧‍👦".repeat(20));
  expect(quoted).toBe(`-# ↩ @Tom: ${"👩‍👩‍👧‍👦".repeat(5)}…\n`);
});

test("whatever is quoted, it is one short line that mentions nobody and links nowhere", () => {
  const odd = fc.stringMatching(/^[\s\S]*$/);
  const piece = fc.constantFrom("@everyone", "<@1>", "<@&2>", "||", "```", "https://x.y", "\n# ");
  fc.assert(
    fc.property(fc.array(fc.oneof(odd, piece)), odd, (pieces, name) => {
      const quoted = line(pieces.join(""), name);
      expect(quoted.split("\n")).toHaveLength(2);
      expect(quoted.length).toBeLessThan(230);
      expect(quoted).not.toMatch(/(?<!\\)<@|https?:\/\/|\|\||```/);
    }),
  );
});
