import { expect, test } from "vitest";
import { howAnswered } from "../../../../src/discord/commands/chat/how-answered.ts";
import { texts } from "../../../../src/discord/texts/texts.ts";

const usual = { speaks: true, triggers: ["mention", "reply", "name", "keyword"], keywords: [] };
const inServer = { answer: "addressed", isDirect: false } as const;

test.each([
  ["called by whatever counts here", inServer, usual, "mention me, reply to what the character"],
  ["by a keyword where there is one", inServer, { ...usual, keywords: ["fire"] }, "a keyword"],
  ["every message, as the chat has it", { ...inServer, answer: "always" }, usual, "Every message"],
  ["every message in private", { ...inServer, isDirect: true }, usual, "Every message"],
  ["as the channel has it", inServer, { ...usual, triggers: ["always"] }, "Every message"],
  ["nobody", inServer, { ...usual, speaks: false }, "nobody gets an answer"],
] as const)("/chat start says how one is answered: %s", (_, chat, settings, expected) => {
  expect(howAnswered(chat, settings as never, texts.en.chat)).toContain(expected);
});

test("a keyword that nobody set is no way to be answered, and without any way nothing is said", () => {
  expect(howAnswered(inServer, usual as never, texts.en.chat)).not.toContain("keyword");
  const none = { ...usual, triggers: ["keyword"] };
  expect(howAnswered(inServer, none as never, texts.en.chat)).toBeNull();
});
