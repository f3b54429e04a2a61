import { describe, expect, test } from "vitest";
import { uploadLimitBytes } from "../../../../src/playground/protocol/actions.ts";
import { actionSchemas, isActionName } from "../../../../src/playground/server/action-schemas.ts";

const said = { userId: "1", channelId: "2", content: "hello", replyTo: null, files: [] };

describe("what a page may ask for", () => {
  test("a message", () => {
    expect(actionSchemas.say.safeParse(said).success).toBe(true);
  });

  test.each([
    ["an id that is none", { ...said, userId: "../etc" }],
    ["a text without end", { ...said, content: "x".repeat(4001) }],
    [
      "a file that is not base64",
      { ...said, files: [{ name: "a", contentType: "b", base64: "?" }] },
    ],
    [
      "eleven files",
      { ...said, files: Array(11).fill({ name: "a", contentType: "b", base64: "" }) },
    ],
    ["nothing", null],
  ])("but not %s", (_, body) => {
    expect(actionSchemas.say.safeParse(body).success).toBe(false);
  });

  const card = { name: "rosie.json", contentType: "application/json", base64: "e30=" };
  const used = (value: unknown) => ({
    userId: "1",
    channelId: "2",
    commandId: "3",
    name: "character import",
    options: [{ name: "card", value }],
  });

  test("a command, with a file for one of its options", () => {
    expect(actionSchemas.command.parse(used(card))).toEqual(used(card));
  });

  test.each([
    ["is not base64", { ...card, base64: "?" }],
    ["is too large", { ...card, base64: "A".repeat(Math.ceil(uploadLimitBytes / 3) * 4 + 8) }],
    ["has no name", { ...card, name: "" }],
    ["has no content", { name: "rosie.json", contentType: "application/json" }],
  ])("but not a command with a file that %s", (_, file) => {
    expect(actionSchemas.command.safeParse(used(file)).success).toBe(false);
  });

  test("suggestions are asked for without files", () => {
    const asked = (value: unknown) => ({ ...used(value), focused: "name" });
    expect(actionSchemas.autocomplete.safeParse(asked("rosie")).success).toBe(true);
    expect(actionSchemas.autocomplete.safeParse(asked(card)).success).toBe(false);
  });

  test.each(["say", "submit-modal"])("%s is an action", (name) => {
    expect(isActionName(name)).toBe(true);
  });

  test.each(["", "constructor", "__proto__", "events"])("%j is none", (name) => {
    expect(isActionName(name)).toBe(false);
  });
});
