import type { NumberRange } from "../../../conversation/settings/setting.ts";
import { countingIn } from "../counting.ts";

const { number } = countingIn("en");
const inUnits = {
  "": "",
  s: ", in seconds",
  "%": ", in percent",
  "/min": ", per minute",
  "/day": ", per day",
};

/** The panels of `/channel settings` and `/server settings`. */
export const settings = {
  title: ({ scope }: { readonly scope: string }) => `Settings: ${scope}`,
  howTo: "Choose a setting to change it. What isn't set here is inherited.",
  chooseGroup: "What it is about",
  chooseSetting: "Choose a setting",
  chooseScope: "Where it holds",
  editTitle: "Change a setting",
  change: "Change…",
  inherit: "Inherit",
  on: "on",
  off: "off",
  none: "none",
  nobody: "nobody",
  unlimited: "no limit",
  /** Below what counts as a call. */
  chatAlways:
    "This chat was started to answer every message, and does; `/chat start` with `answer` changes that.",
  notTaken: ({ label, expected }: { readonly label: string; readonly expected: string }) =>
    `**${label}** stays as it was. ${expected}`,
  /** At most 100 characters each. */
  expected: {
    number: ({ min, max, unit, fractions, unlimitedAtZero }: NumberRange) =>
      `${fractions ? "A number" : "A whole number"} from ${number(min)} to ${number(max)}${inUnits[unit]}${unlimitedAtZero ? "; 0: no limit" : ""}.`,
    text: ({ longest }: { readonly longest: number }) =>
      `Some text of at most ${number(longest)} characters.`,
    words: ({ most, longest }: { readonly most: number; readonly longest: number }) =>
      `A line for each: at most ${number(most)}, of ${number(longest)} characters at most.`,
    character: "A character's name; empty for nobody.",
  },
  scopes: {
    thread: "this thread",
    channel: "this channel",
    category: "this category",
    guild: "the whole server",
    role: "members of this role",
  },
  origins: {
    thread: "set for this thread",
    channel: "set for the channel",
    category: "from the category",
    guild: "from the server",
    role: "set for the role",
    operator: "from whoever runs me",
    default: "default",
  },
  groups: {
    answering: "Who is answered",
    bots: "Other bots",
    scene: "Scenes and threads",
    reply: "Replies",
    memory: "Memory",
    privacy: "Privacy",
  },
  labels: {
    speaks: "Characters answer",
    triggers: "What counts as a call",
    keywords: "Keywords",
    chance: "Chance to join in uncalled",
    chanceCooldown: "Pause between joining in",
    hostOnly: "Only the host is answered",
    ignoredUsers: "People who are ignored",
    ignoredRoles: "Roles that are ignored",
    managers: "Roles that manage characters",
    ignoredChannels: "Channels that are ignored",
    burst: "Wait for more from the same person",
    together: "One reply to messages in quick succession",
    heardBots: "Bots that are heard",
    botTurns: "Replies to bots in a row",
    chain: "Replies of characters to each other",
    narrator: "The narrator's name",
    joinThreads: "Characters are in threads too",
    threadCharacter: "Who is in each new thread or post",
    userLimit: "Replies for one person a minute",
    userTokens: "Tokens of replies to one person a day",
    channelLimit: "Replies in one channel a minute",
    serverLimit: "Replies in the server a minute",
    controls: "Who may use a reply's controls",
    reactions: "Reactions are controls",
    streaming: "Replies are shown while they are written",
    replyTokens: "Most tokens of a reply",
    summaries: "Sum up what falls out of the prompt",
    quotes: "Replies say what they answer",
    links: "Addresses in replies",
  },
  choices: {
    mention: "a mention of me",
    reply: "a reply to a character",
    name: "a character's name",
    keyword: "a keyword",
    always: "every message",
    keep: "they stay",
    asker: "the person it answers",
    anyone: "anyone",
    "no-invites": "invitations are taken out",
    none: "all are taken out",
  },
};
