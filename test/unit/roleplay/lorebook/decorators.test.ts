import { describe, expect, test } from "vitest";
import {
  contentWithoutDecorators,
  parseDecorators,
} from "../../../../src/roleplay/lorebook/decorators.ts";

const parse = (...lines: string[]) => parseDecorators(lines.join("\n"), "chat");

describe("the decorators at the top of an entry's content", () => {
  test.each([
    ["@@activate", { activate: true }],
    ["@@dont_activate", { dontActivate: true }],
    ["@@activate_only_after 3", { activateOnlyAfter: 3 }],
    ["@@activate_only_every 2", { activateOnlyEvery: 2 }],
    ["@@keep_activate_after_match", { keepActivateAfterMatch: true }],
    ["@@dont_activate_after_match", { dontActivateAfterMatch: true }],
    ["@@depth 4", { depth: 4 }],
    ["@@reverse_depth 1", { reverseDepth: 1 }],
    ["@@role assistant", { role: "assistant" }],
    ["@@scan_depth 7", { scanDepth: 7 }],
    ["@@is_greeting 0", { isGreeting: 0 }],
    ["@@position after_desc", { position: "afterDescription" }],
    ["@@ignore_on_max_context", { ignoreOnMaxContext: true }],
    ["@@additional_keys a, b", { additionalKeys: [["a", "b"]] }],
    ["@@exclude_keys a,b", { excludeKeys: ["a", "b"] }],
    ["@@is_user_icon Knight", { isUserIcon: "Knight" }],
    ["@@disable_ui_prompt system_prompt", { disableUiPrompt: "systemPrompt" }],
    ["@@probability 40", { probability: 40 }],
    ["@@priority 9", { priority: 9 }],
    ["@@end", { depth: 0 }],
    ["@@match_full_word", { matchWholeWords: true }],
    ["@@unrecursive", { feedsRecursion: false }],
    ["@@no_recursive_search", { takesRecursion: false }],
  ])("%s is understood", (line, decorators) => {
    expect(parse(line, "", "Text.")).toEqual({ decorators, content: "Text." });
  });

  test("go together with the empty lines around them", () => {
    expect(parse("@@depth 4", "", "@@role user", "", "", "Text.", "", "More.")).toEqual({
      decorators: { depth: 4, role: "user" },
      content: "Text.\n\nMore.",
    });
  });

  test("end where the text begins", () => {
    expect(parse("@@depth 4", "Text.", "@@role user")).toEqual({
      decorators: { depth: 4 },
      content: "Text.\n@@role user",
    });
  });

  test("leave a content without any as it is", () => {
    expect(parse("", " Text. ", "").content).toBe("\n Text. \n");
  });

  test.each([
    ["@@unheard_of 1"],
    ["@@depth deep"],
    ["@@role narrator"],
    ["@@activate_only_every 0"],
  ])("%s is ignored and not shown", (line) => {
    expect(parse(line, "Text.")).toEqual({ decorators: {}, content: "Text." });
  });

  test("count once: the first of a name wins", () => {
    expect(parse("@@depth 4", "@@depth 5").decorators).toEqual({ depth: 4 });
  });

  test("add up only for additional keys, each line a condition of its own", () => {
    expect(parse("@@additional_keys a", "@@additional_keys b").decorators).toEqual({
      additionalKeys: [["a"], ["b"]],
    });
  });

  test("fall back to the first understood one of a chain of any length", () => {
    const chain = [
      "@@x 1",
      "@@@y 1",
      "@@@z",
      "@@@depth deep",
      "@@@v",
      "@@@w",
      "@@@depth 3",
      "@@@depth 9",
    ];
    expect(parse(...chain, "Text.")).toEqual({ decorators: { depth: 3 }, content: "Text." });
  });

  test("don't fall back when the decorator above was understood", () => {
    expect(parse("@@depth 2", "@@@role user").decorators).toEqual({ depth: 2 });
  });

  test("counted in tokens are ignored in a chat, so that their fallback applies", () => {
    const lines = "@@instruct_depth 50\n@@@depth 2\nText.";
    expect(parseDecorators(lines, "chat").decorators).toEqual({ depth: 2 });
    expect(parseDecorators(lines, "text").decorators).toEqual({ instructDepth: 50 });
  });

  test("counted in turns are ignored in a text, so that their fallback applies", () => {
    const lines = "@@scan_depth 5\n@@@instruct_scan_depth 90\nText.";
    expect(parseDecorators(lines, "text").decorators).toEqual({ instructScanDepth: 90 });
  });

  test("are stripped for readers of V2", () => {
    expect(contentWithoutDecorators("@@depth 4\n\nText.")).toBe("Text.");
  });
});
