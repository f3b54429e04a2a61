import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  commandQuery,
  matchCommands,
} from "../../../../src/playground/page/composer/match-commands.ts";
import { readOptionValue } from "../../../../src/playground/page/composer/option-value.ts";
import { shortRoute } from "../../../../src/playground/page/inspector/short-route.ts";
import { whatChanged } from "../../../../src/playground/page/inspector/what-changed.ts";
import { splitCursor } from "../../../../src/playground/page/view/streaming-text.ts";
import type { CommandView } from "../../../../src/playground/protocol/command.ts";

describe("the cursor of a growing text", () => {
  test.each([
    ["Once upon ▌", { text: "Once upon", growing: true }],
    ["▌", { text: "", growing: true }],
    ["Once upon a time.", { text: "Once upon a time.", growing: false }],
    ["▌ in the middle", { text: "▌ in the middle", growing: false }],
  ])("%j", (content, expected) => {
    expect(splitCursor(content)).toEqual(expected);
  });
});

describe("what an edit changed", () => {
  test.each([
    ["", "new", { kept: "", removed: "", added: "new" }],
    ["one", "one two", { kept: "one", removed: "", added: " two" }],
    ["one two", "one three", { kept: "one t", removed: "wo", added: "hree" }],
    ["same", "same", { kept: "same", removed: "", added: "" }],
  ])("from %j to %j", (before, after, expected) => {
    expect(whatChanged(before, after)).toEqual(expected);
  });

  test("never cuts a character in two", () => {
    const text = fc.string({ unit: "grapheme", maxLength: 40 });
    fc.assert(
      fc.property(text, text, (before, after) => {
        const { kept, added } = whatChanged(before, after);
        expect(added).not.toMatch(/^[\uDC00-\uDFFF]/);
        expect(after.endsWith(kept.replace(/^…/, "") + added)).toBe(true);
      }),
    );
  });
});

describe("a route in the panel", () => {
  test.each([
    ["/api/v10/channels/1100000000000000001/messages", "/channels/…0001/messages"],
    ["/webhooks/1100000000000004821/aB3…?wait=true", "/webhooks/…4821"],
    [
      "/webhooks/1100000000000004821/aB3…/messages/1200000000000000042",
      "/webhooks/…4821/messages/…0042",
    ],
    ["/interactions/1100000000000004821/aB3…/callback", "/interactions/…4821/callback"],
    ["/channels/1100000000000004821/webhooks", "/channels/…4821/webhooks"],
    [
      "/webhooks/1100000000000004821/aB3…/messages/%40original",
      "/webhooks/…4821/messages/@original",
    ],
    ["/gateway/bot", "/gateway/bot"],
  ])("%s is shown as %s", (path, expected) => {
    expect(shortRoute(path)).toBe(expected);
  });
});

describe("the palette", () => {
  const command = (name: string, kind: CommandView["kind"] = "slash"): CommandView => ({
    id: name,
    kind,
    name,
    description: "",
    options: [],
    offeredTo: { server: [], "direct-message": [], group: [] },
  });
  const commands = [
    command("model show"),
    command("chat start"),
    command("character info"),
    command("Why?", "message"),
  ];

  test.each([
    ["", ["character info", "chat start", "model show"]],
    ["ch", ["character info", "chat start"]],
    ["chat ", ["chat start"]],
    ["s", ["chat start", "model show"]],
    ["xyz", []],
  ])("for %j offers %j", (query, expected) => {
    expect(matchCommands(commands, query).map((each) => each.name)).toEqual(expected);
  });

  test("opens for a slash at the very start alone", () => {
    expect(["/ch", "a/b", " /x", "/one\ntwo", ""].map(commandQuery)).toEqual([
      "ch",
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe("the value of a command's option", () => {
  const choices = [{ name: "Live", value: "live" }];
  test.each([
    ["text", " Rosie ", undefined, "Rosie"],
    ["text", "", undefined, undefined],
    ["text", "live", choices, "live"],
    ["text", "other", choices, undefined],
    ["integer", "12", undefined, 12],
    ["integer", "1.5", undefined, undefined],
    ["number", "1.5", undefined, 1.5],
    ["number", "much", undefined, undefined],
    ["boolean", "true", [{ name: "True", value: "true" }], true],
    ["boolean", "false", [{ name: "False", value: "false" }], false],
  ] as const)("of kind %s, typed %j", (kind, typed, offered, expected) => {
    expect(readOptionValue(kind, typed, offered)).toBe(expected);
  });
});
