import {
  amount,
  line,
  listOf,
  oneOf,
  onOff,
  places,
  placesAndRoles,
  type Setting,
  someOf,
  someone,
  words,
} from "./setting.ts";

/** What can make a character answer. */
const triggers = ["mention", "reply", "name", "keyword", "always"] as const;
/**
 * Every setting of a place: one row each, read as `settings.at(channelId).values.<key>`. To add one, add its row here and
 * its name to the texts of the panel; keys are stored, so they stay. `docs/settings.md` follows from this table.
 */
export const placeSettings = {
  speaks: onOff({
    group: "answering",
    scopes: placesAndRoles,
    byDefault: true,
    meaning: "Whether characters answer here at all; for a role, whether its members are answered.",
  }),
  triggers: someOf(triggers, {
    group: "answering",
    scopes: placesAndRoles,
    byDefault: ["mention", "reply", "name", "keyword"],
    meaning:
      "What makes a character answer: a mention of the bot, a reply to a character, a character's name, a keyword, or every message. A chat that was started for every message answers every message in any case.",
  }),
  keywords: words(
    { most: 50, longest: 60 },
    {
      group: "answering",
      scopes: places,
      byDefault: [],
      meaning: "Words and phrases that count as a call, where the trigger `keyword` is on.",
    },
  ),
  chance: amount(
    { min: 0, max: 100, unit: "%" },
    {
      group: "answering",
      scopes: placesAndRoles,
      byDefault: 0,
      meaning: "How likely a character joins in on what calls nobody.",
    },
  ),
  chanceCooldown: amount(
    { min: 0, max: 86_400, unit: "s" },
    {
      group: "answering",
      scopes: places,
      byDefault: 120,
      meaning: "How long characters keep from joining in by chance after they have spoken.",
    },
  ),
  hostOnly: onOff({
    group: "answering",
    scopes: places,
    byDefault: false,
    meaning: "Whether only the host of the chat is answered.",
  }),
  ignoredUsers: listOf("users", {
    group: "answering",
    scopes: places,
    meaning: "People who are never answered and whose messages stay out of prompts.",
  }),
  ignoredRoles: listOf("roles", {
    group: "answering",
    scopes: places,
    meaning: "Roles whose members are never answered and whose messages stay out of prompts.",
  }),
  managers: listOf("roles", {
    group: "scene",
    scopes: ["guild"],
    meaning:
      "Roles whose members manage characters and chats as people with Manage Channels do, and bring in and edit cards, without any permission of Discord's.",
  }),
  ignoredChannels: listOf("channels", {
    group: "answering",
    scopes: ["guild"],
    meaning: "Channels in which nobody is answered, with their threads.",
  }),
  burst: amount(
    { min: 0, max: 30, unit: "s", fractions: true },
    {
      group: "answering",
      scopes: places,
      byDefault: 0,
      meaning:
        "How long a reply waits for more from the same person before it is begun; 0 begins at once.",
    },
  ),
  together: onOff({
    group: "answering",
    scopes: places,
    byDefault: true,
    meaning:
      "Whether a message that comes before anything of the reply to the same person's last one is shown joins that reply, which is begun again and answers both.",
  }),
  heardBots: listOf("users", {
    group: "bots",
    scopes: places,
    meaning: "Other bots that characters listen to. All others are ignored.",
  }),
  botTurns: amount(
    { min: 1, max: 20 },
    {
      group: "bots",
      scopes: places,
      byDefault: 4,
      meaning:
        "How many replies to bots there are at most before a person has to say something. The chance of each is half that of the one before.",
    },
  ),
  chain: amount(
    { min: 0, max: 10 },
    {
      group: "scene",
      scopes: places,
      byDefault: 2,
      meaning:
        "How many replies may follow one another without a person, when a character calls another by name; 0 switches it off.",
    },
  ),
  narrator: line(80, {
    group: "scene",
    scopes: places,
    byDefault: "Narrator",
    meaning: "The name under which `/narrate` speaks.",
  }),
  joinThreads: onOff({
    group: "scene",
    scopes: ["guild", "category", "channel"],
    byDefault: true,
    meaning:
      "Whether the characters of a channel are in its threads too, each thread a scene of its own.",
  }),
  threadCharacter: someone({
    group: "scene",
    scopes: ["guild", "category", "channel"],
    meaning:
      "Who greets in every new thread or forum post; what opens a post becomes the scenario.",
  }),
  userLimit: amount(
    { min: 0, max: 600, unit: "/min", unlimitedAtZero: true },
    {
      group: "reply",
      scopes: placesAndRoles,
      byDefault: 30,
      meaning:
        "How many replies one person may ask for a minute, new versions and continuations included; 0 is no limit.",
    },
  ),
  userTokens: amount(
    { min: 0, max: 10_000_000, unit: "/day", unlimitedAtZero: true },
    {
      group: "reply",
      scopes: [...places, "role"],
      byDefault: 0,
      meaning:
        "How many tokens of replies one person may have written for them within a day, in the whole server; a token is some three quarters of a word, a reply of a paragraph about a hundred; 0 is no limit.",
    },
  ),
  channelLimit: amount(
    { min: 0, max: 6000, unit: "/min", unlimitedAtZero: true },
    {
      group: "reply",
      scopes: places,
      byDefault: 0,
      meaning:
        "How many replies may be asked for in one channel or thread a minute; 0 is no limit.",
    },
  ),
  serverLimit: amount(
    { min: 0, max: 6000, unit: "/min", unlimitedAtZero: true },
    {
      group: "reply",
      scopes: ["guild"],
      byDefault: 0,
      meaning: "How many replies may be asked for in the whole server a minute; 0 is no limit.",
    },
  ),
  controls: oneOf(["asker", "anyone"], {
    group: "reply",
    scopes: places,
    byDefault: "asker",
    meaning:
      "Who may use the controls of a reply: the person it answers, the host and people who manage channels, or anyone.",
  }),
  reactions: onOff({
    group: "reply",
    scopes: ["guild"],
    byDefault: false,
    meaning:
      "Whether reactions below a reply are controls as well: 🔁 writes another version, ❌ deletes, 📝 offers to edit, ❓ says who is behind it.",
  }),
  streaming: onOff({
    group: "reply",
    scopes: places,
    byDefault: true,
    meaning:
      "Whether a reply is shown while it is written, and grows by edits; otherwise it appears when it is complete.",
  }),
  replyTokens: amount(
    { min: 0, max: 8192, unlimitedAtZero: true },
    {
      group: "reply",
      scopes: places,
      byDefault: 0,
      meaning:
        "Most tokens of one reply, where that is less than `MAX_REPLY_TOKENS` allows; 0 is no limit but that.",
    },
  ),
  summaries: onOff({
    group: "memory",
    scopes: places,
    byDefault: true,
    meaning:
      "Whether what falls out of the prompt is summed up by itself; `/memory summarize` sums up in any case.",
  }),
  quotes: onOff({
    group: "reply",
    scopes: places,
    byDefault: true,
    meaning:
      "Whether a reply begins with what it answers, in a small line that calls nobody, when two or more messages came between.",
  }),
  links: oneOf(["keep", "no-invites", "none"], {
    group: "reply",
    scopes: places,
    byDefault: "no-invites",
    meaning:
      "What becomes of addresses in replies: they stay, invitations to servers are taken out, or all addresses are.",
  }),
} as const satisfies Readonly<Record<string, Setting<never> | Setting<unknown>>>;

export type SettingKey = keyof typeof placeSettings;

type ValueOf<Each> = Each extends Setting<infer Value> ? Value : never;

/** The values that hold somewhere. */
export type PlaceSettings = {
  readonly [Key in SettingKey]: ValueOf<(typeof placeSettings)[Key]>;
};

export const settingKeys = Object.keys(placeSettings) as readonly SettingKey[];

export function isSettingKey(key: string): key is SettingKey {
  return Object.hasOwn(placeSettings, key);
}
