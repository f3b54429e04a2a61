import { describe, expect, test } from "vitest";
import {
  decideAnswer,
  type Situation,
} from "../../../../src/conversation/hearing/decide-answer.ts";
import type { HeardMessage } from "../../../../src/conversation/ports.ts";
import type { PlaceSettings } from "../../../../src/conversation/settings/place-settings.ts";
import { placeSettingsDesk } from "../../../support/place-settings.ts";

const message: HeardMessage = {
  messageId: "m1",
  channelId: "c1",
  guildId: "g1",
  authorId: "u1",
  authorName: "Tom",
  authorRoleIds: ["r1"],
  authorIsBot: false,
  text: "nice weather",
  attachmentNames: [],
  mentionsBot: false,
  repliesToMessageId: null,
};
const defaults = placeSettingsDesk().at("c1").values;
const scene = { status: "active", answer: "addressed", hostId: "host", guildId: "g1" } as const;
const situation: Situation = {
  conversation: scene,
  place: {
    channelId: "c1",
    parentId: null,
    categoryId: "k1",
    guildId: "g1",
    isDirect: false,
    name: "tavern",
    ageRestricted: false,
  },
  settings: defaults,
  directMessages: true,
  candidates: [{ id: "rosie", names: ["Rosie Oakhart"], talkativeness: 0.5 }],
  nobody: "character-missing",
  repliesToCharacter: false,
  continuesBurst: false,
  repliesInRow: 0,
  sinceLastReplyMs: null,
  dice: () => 0.5,
};
const set = (settings: Partial<PlaceSettings>): Partial<Situation> => ({
  settings: { ...defaults, ...settings },
});

type Case = readonly [
  what: string,
  message: Partial<HeardMessage>,
  situation: Partial<Situation>,
  because: string,
];

function decide([, ofMessage, ofSituation]: Case) {
  return decideAnswer({ ...message, ...ofMessage }, { ...situation, ...ofSituation });
}

describe("answered is", () => {
  const always = { conversation: { ...scene, answer: "always" as const } };
  test.each<Case>([
    ["a mention", { mentionsBot: true }, {}, "mention"],
    ["a mention and nothing else", { mentionsBot: true, text: "" }, {}, "mention"],
    ["a reply to a character", {}, { repliesToCharacter: true }, "reply"],
    ["a name", { text: "Rosie, stew please" }, {}, "name"],
    ["anything where the chat answers everything", {}, always, "always"],
    ["anything where the place answers everything", {}, set({ triggers: ["always"] }), "always"],
    ["only a file", { text: "", attachmentNames: ["cat.png"] }, always, "always"],
    ["a keyword", { text: "Nice WEATHER today" }, set({ keywords: ["weather"] }), "keyword"],
    ["a phrase", { text: "a round of ale!" }, set({ keywords: ["round of ale"] }), "keyword"],
    ["what the dice favour", {}, set({ chance: 51 }), "chance"],
    [
      "what the dice favour after the cool-down",
      {},
      { ...set({ chance: 51 }), sinceLastReplyMs: 120_000 },
      "chance",
    ],
    ["what follows a message that is about to be answered", {}, { continuesBurst: true }, "burst"],
    [
      "the host where only the host is",
      { authorId: "host", mentionsBot: true },
      set({ hostOnly: true }),
      "mention",
    ],
    [
      "a direct message",
      { guildId: null },
      { conversation: { ...scene, guildId: null } },
      "direct-message",
    ],
    [
      "a bot that people want to be heard",
      { authorIsBot: true, text: "Rosie?" },
      set({ heardBots: ["u1"] }),
      "name",
    ],
    [
      "such a bot again, when the dice favour it",
      { authorIsBot: true, text: "Rosie?" },
      { ...set({ heardBots: ["u1"] }), repliesInRow: 1, dice: () => 0.49 },
      "name",
    ],
  ])("%s", (...each) => {
    expect(decide(each)).toEqual({ answered: true, because: each[3] });
  });
});

describe("not answered is", () => {
  const called = { text: "Rosie?" };
  test.each<Case>([
    ["small talk of others", {}, {}, "not-addressed"],
    ["a bot, even with a mention", { authorIsBot: true, mentionsBot: true }, {}, "from-a-bot"],
    [
      "a channel without a character",
      { mentionsBot: true },
      { conversation: undefined },
      "no-conversation",
    ],
    [
      "a stopped chat",
      { mentionsBot: true },
      { conversation: { ...scene, status: "stopped" } },
      "stopped",
    ],
    [
      "a call for whom there is no card",
      { mentionsBot: true },
      { candidates: [] },
      "character-missing",
    ],
    [
      "a call for one who is muted",
      { mentionsBot: true },
      { candidates: [], nobody: "all-muted" },
      "all-muted",
    ],
    [
      "a call for one who may not be here",
      { mentionsBot: true },
      { candidates: [], nobody: "not-age-restricted" },
      "not-age-restricted",
    ],
    ["small talk while the card is gone", {}, { candidates: [] }, "not-addressed"],
    ["an empty message", { text: "" }, set({ triggers: ["always"] }), "empty"],
    ["what is said beside the story", { text: "((Rosie, brb))" }, {}, "out-of-character"],
    ["what begins with a backslash", { text: "\\Rosie?" }, {}, "out-of-character"],
    [
      "a mention where that is off",
      { mentionsBot: true },
      set({ triggers: ["name"] }),
      "not-addressed",
    ],
    [
      "a reply where that is off",
      {},
      { ...set({ triggers: ["name"] }), repliesToCharacter: true },
      "not-addressed",
    ],
    ["a name where that is off", called, set({ triggers: ["mention"] }), "not-addressed"],
    [
      "a keyword where that is off",
      {},
      set({ triggers: ["mention"], keywords: ["weather"] }),
      "not-addressed",
    ],
    ["part of a word that is a keyword", {}, set({ keywords: ["weath"] }), "not-addressed"],
    ["what the dice don't favour", {}, set({ chance: 50 }), "chance-missed"],
    [
      "what the dice favour too soon",
      {},
      { ...set({ chance: 100 }), sinceLastReplyMs: 119_999 },
      "chance-pause",
    ],
    ["anyone in an ignored channel", called, set({ ignoredChannels: ["c1"] }), "ignored-channel"],
    ["anyone in an ignored category", called, set({ ignoredChannels: ["k1"] }), "ignored-channel"],
    ["an ignored person", called, set({ ignoredUsers: ["u1"] }), "ignored-user"],
    ["somebody with an ignored role", called, set({ ignoredRoles: ["r2", "r1"] }), "ignored-role"],
    ["anyone where characters are silent", called, set({ speaks: false }), "switched-off"],
    ["a guest where only the host is answered", called, set({ hostOnly: true }), "not-the-host"],
    [
      "direct messages where they are off",
      { guildId: null },
      { directMessages: false },
      "direct-messages-off",
    ],
    [
      "a bot that has had its replies",
      { ...called, authorIsBot: true },
      { ...set({ heardBots: ["u1"], botTurns: 3 }), repliesInRow: 3, dice: () => 0 },
      "bot-limit",
    ],
    [
      "a bot that the dice don't favour",
      { ...called, authorIsBot: true },
      { ...set({ heardBots: ["u1"] }), repliesInRow: 2, dice: () => 0.25 },
      "bot-chance",
    ],
  ])("%s", (...each) => {
    expect(decide(each)).toEqual({ answered: false, because: each[3] });
  });
});

test.each<[what: string, message: Partial<HeardMessage>, settings: Partial<PlaceSettings>]>([
  ["nobody joins in by chance", {}, {}],
  ["the message calls somebody", { mentionsBot: true }, { chance: 50 }],
])("no dice are thrown where %s", (_, ofMessage, settings) => {
  const dice = () => {
    throw new Error("nobody asked for dice");
  };
  const decided = () =>
    decideAnswer({ ...message, ...ofMessage }, { ...situation, ...set(settings), dice });
  expect(decided).not.toThrow();
});
