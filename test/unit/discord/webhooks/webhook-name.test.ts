import { expect, test } from "vitest";
import { webhookName } from "../../../../src/discord/webhooks/webhook-name.ts";

const hair = "\u200A";

test.each([
  ["keeps an ordinary name", "Rosie Oakhart", "Rosie Oakhart"],
  ["breaks up a reserved word wherever it stands", "McClyde", `McC${hair}lyde`],
  ["does so whatever its case", "DISCORDIA", `D${hair}ISCORDIA`],
  ["breaks up a name that is a reserved word", "Everyone", `E${hair}veryone`],
  ["leaves such a word alone inside a name", "Where", "Where"],
  ["breaks up code fences", "```", `\`${hair}\`${hair}\``],
  ["joins lines", " Rosie\nOakhart ", "Rosie Oakhart"],
  ["is never empty", "  ", "Character"],
  ["is cut at eighty characters, not in the middle of one", "🐉".repeat(90), "🐉".repeat(80)],
])("a webhook's name %s", (_, name, expected) => {
  expect(webhookName(name)).toBe(expected);
});
