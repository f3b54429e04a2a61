import { expect, test } from "vitest";
import { shownDetail } from "../../../../src/discord/commands/audit/shown-detail.ts";

test.each([
  ["chance of channel 1100000000000000001", "chance of <#1100000000000000001>"],
  ["chance of guild 1100000000000000001", "chance of the server"],
  ["speaks of role 1100000000000000001", "speaks of <@&1100000000000000001>"],
  ["to the role 1100000000000000001", "to <@&1100000000000000001>"],
  ["Rosie Oakhart → 1100000000000000001", "Rosie Oakhart → <@1100000000000000001>"],
  ["Harbour → Lagoon", "Harbour → Lagoon"],
  ["model-7b for channel", "model-7b for channel"],
])("the audit log shows %s as %s", (detail, expected) => {
  expect(shownDetail(detail)).toBe(expected);
});
