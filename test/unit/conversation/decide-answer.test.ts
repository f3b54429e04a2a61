import { expect, test } from "vitest";
import { decideAnswer, type Situation } from "../../../src/conversation/decide-answer.ts";
import type { HeardMessage } from "../../../src/conversation/ports.ts";
import { aCharacter } from "../../support/character.ts";

const message: HeardMessage = {
  messageId: "m1",
  channelId: "c1",
  guildId: "g1",
  authorId: "u1",
  authorName: "Tom",
  authorIsBot: false,
  text: "nice weather",
  attachmentNames: [],
  mentionsBot: false,
  repliesToMessageId: null,
};
const situation: Situation & { conversation: object } = {
  conversation: {
    id: "v1",
    channelId: "c1",
    guildId: "g1",
    characterId: "rosie-oakhart",
    cast: [{ characterId: "rosie-oakhart", talkativeness: null, muted: false }],
    scenario: null,
    status: "active",
    answer: "addressed",
    hostId: "u1",
    excludedBefore: 0,
  },
  character: aCharacter(),
  repliesToCharacter: false,
};
const inConversation = (fields: object): Partial<Situation> => ({
  conversation: { ...situation.conversation, ...fields } as Situation["conversation"],
});

test.each<[string, Partial<HeardMessage>, Partial<Situation>, boolean, string]>([
  ["small talk of others", {}, {}, false, "not-addressed"],
  ["a mention", { mentionsBot: true }, {}, true, "mention"],
  ["a mention and nothing else", { mentionsBot: true, text: "" }, {}, true, "mention"],
  ["a reply to the character", {}, { repliesToCharacter: true }, true, "reply"],
  ["the name", { text: "Rosie, stew please" }, {}, true, "name"],
  ["anything in a channel set to always", {}, inConversation({ answer: "always" }), true, "always"],
  [
    "a direct message",
    { guildId: null },
    inConversation({ guildId: null }),
    true,
    "direct-message",
  ],
  [
    "another bot, even with a mention",
    { authorIsBot: true, mentionsBot: true },
    {},
    false,
    "from-a-bot",
  ],
  [
    "a channel without a character",
    { mentionsBot: true },
    { conversation: undefined },
    false,
    "no-conversation",
  ],
  [
    "a stopped chat",
    { mentionsBot: true },
    inConversation({ status: "stopped" }),
    false,
    "stopped",
  ],
  [
    "someone who calls a character whose card is gone",
    { mentionsBot: true },
    { character: undefined },
    false,
    "character-missing",
  ],
  ["small talk while the card is gone", {}, { character: undefined }, false, "not-addressed"],
  ["an empty message", { text: "" }, inConversation({ answer: "always" }), false, "empty"],
  [
    "only a file",
    { text: "", attachmentNames: ["cat.png"] },
    inConversation({ answer: "always" }),
    true,
    "always",
  ],
])("%s", (_, messageFields, situationFields, answered, because) => {
  expect(
    decideAnswer({ ...message, ...messageFields }, { ...situation, ...situationFields }),
  ).toEqual({ answered, because });
});
