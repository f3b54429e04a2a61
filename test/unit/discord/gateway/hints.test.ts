import { expect, test } from "vitest";
import type { HearOutcome } from "../../../../src/conversation/chat-service.ts";
import type { HeardMessage } from "../../../../src/conversation/ports.ts";
import { hintFor } from "../../../../src/discord/gateway/hints.ts";
import { texts } from "../../../../src/discord/texts/texts.ts";

const message: HeardMessage = {
  messageId: "1",
  channelId: "tavern",
  guildId: "guild",
  authorId: "tom",
  authorName: "Tom",
  authorRoleIds: [],
  authorIsBot: false,
  text: "hello",
  attachmentNames: [],
  mentionsBot: false,
  repliesToMessageId: null,
};
const called = { mentionsBot: true };
const alone = { guildId: null };

const nothing = /^$/;

test.each<[string, Partial<HeardMessage>, HearOutcome["because"], RegExp]>([
  ["whoever calls the bot where no character is", called, "no-conversation", /`\/chat start`/],
  ["whoever writes to the bot alone", alone, "no-conversation", /`\/chat start`/],
  ["whoever writes where direct messages are off", alone, "direct-messages-off", /off/],
  ["whoever calls a chat that is stopped", called, "stopped", /`\/chat start`/],
  ["whoever writes where the card is gone", {}, "character-missing", /`\/character list`/],
  ["people who talk among themselves", {}, "no-conversation", nothing],
  ["people in a channel that wants quiet", {}, "stopped", nothing],
  ["another bot", called, "from-a-bot", nothing],
  ["a message that was heard before", called, "known-already", nothing],
])("%s", (_, fields, because, hint) => {
  const outcome = { answered: false, because } as HearOutcome;
  expect(hintFor({ ...message, ...fields }, outcome, texts.en) ?? "").toMatch(hint);
});
