import { describe, expect, test } from "vitest";
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

  test.each(["say", "submit-modal"])("%s is an action", (name) => {
    expect(isActionName(name)).toBe(true);
  });

  test.each(["", "constructor", "__proto__", "events"])("%j is none", (name) => {
    expect(isActionName(name)).toBe(false);
  });
});
