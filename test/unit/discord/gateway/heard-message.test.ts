import { describe, expect, test } from "vitest";
import { heardMessage, type MessageFacts } from "../../../../src/discord/gateway/heard-message.ts";

const facts: MessageFacts = {
  messageId: "1",
  channelId: "2",
  guildId: "3",
  authorId: "4",
  authorName: "Alice",
  authorRoleIds: [],
  authorIsBot: false,
  content: "",
  userNames: new Map([
    ["11", "Bob"],
    ["99", "Hearthside"],
  ]),
  roleNames: new Map([["21", "Knights"]]),
  channelNames: new Map([["31", "tavern"]]),
  attachmentNames: [],
  stickerNames: [],
  forwarded: [],
  repliesToMessageId: null,
};
const bot = { userId: "99", roleId: "98" };
const heard = (changes: Partial<MessageFacts>) => heardMessage({ ...facts, ...changes }, bot);

describe("the text of a message", () => {
  test.each([
    ["names people", "Hello <@11> and <@!11>", "Hello Bob and Bob"],
    ["says so of people who aren't known", "Hello <@12>", "Hello someone"],
    ["names roles and channels", "<@&21> meet in <#31>", "@Knights meet in #tavern"],
    ["leaves the bot's mention out", "<@99>, how are you?", "how are you?"],
    ["does so in the middle of a sentence", "Hey <@99> how are you?", "Hey how are you?"],
    ["does so at its end", "How are you <@99>?", "How are you?"],
    ["keeps the names of emojis", "<a:wave:123> hi <:smile:456>", ":wave: hi :smile:"],
    ["keeps its lines", "one\n\ntwo", "one\n\ntwo"],
  ])("%s", (_, content, text) => {
    expect(heard({ content }).text).toBe(text);
  });

  test("tells of stickers and of what is forwarded", () => {
    const { text } = heard({ content: "Look!", stickerNames: ["Wave"], forwarded: ["old news"] });
    expect(text).toBe("Look!\n*forwards:* old news\n*sends a sticker: Wave*");
  });
});

describe("the bot is mentioned", () => {
  test.each([
    ["by itself", "Hello <@99>", true],
    ["by its nickname", "Hello <@!99>", true],
    ["by its role", "Hello <@&98>", true],
    ["not by another's", "Hello <@11>", false],
    ["not by a longer id that starts the same", "Hello <@991>", false],
  ])("%s", (_, content, mentionsBot) => {
    expect(heard({ content }).mentionsBot).toBe(mentionsBot);
  });
});
