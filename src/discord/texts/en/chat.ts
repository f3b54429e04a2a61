import { countingIn } from "../counting.ts";

const { plural, number } = countingIn("en");
const either = new Intl.ListFormat("en-GB", { type: "disjunction" });
const both = new Intl.ListFormat("en-GB", { type: "conjunction" });

/** `/chat`. */
export const chat = {
  command: {
    description: "Talk to a character in this channel",
    subcommands: {
      start: {
        description: "Starts a chat with a character in this channel",
        options: {
          character: "Whom to talk to",
          greeting: "How the character greets; the first greeting when left out",
          answer: {
            description:
              "What gets an answer; as it was here when left out, at first what addresses the character",
            choices: { addressed: "when addressed", always: "every message" },
          },
          model: "Which model answers here; as it is when left out",
          place: {
            description: "Where; here when left out",
            choices: {
              here: "here",
              thread: "in a thread of its own",
              "private-thread": "in a private thread, just for you",
            },
          },
        },
      },
      next: {
        description: "Lets a character speak without being called",
        options: { character: "Who; whoever is next when left out" },
      },
      reset: { description: "Starts afresh: the character forgets what was said here" },
      continue: { description: "The newest reply goes on, or your last message is answered" },
      undo: {
        description: "Takes back the newest replies and what they answered",
        options: { n: "How many replies; one when left out" },
      },
      stop: {
        description: "Ends the chat in this channel; who may not, stops the replies to themself",
      },
      export: {
        description: "Gives you the whole chat as a file",
        options: {
          format: {
            description: "As which kind of file; text when left out",
            choices: {
              txt: "text",
              md: "Markdown",
              jsonl: "SillyTavern (JSONL), with every swipe",
            },
          },
        },
      },
      import: {
        description: "Goes on here with a chat from SillyTavern, or one that was exported",
        options: {
          file: "The chat as JSONL",
          character: "Who goes on with it; whoever the file names when left out",
        },
      },
    },
  },
  nextIs: ({ character }: { readonly character: string }) => `**${character}** speaks next.`,
  noGreeting: "No greeting",
  started: ({ character }: { readonly character: string }) => `**${character}** is here.`,
  startedIn: ({ character, thread }: { readonly character: string; readonly thread: string }) =>
    `**${character}** is in ${thread}.`,
  resumed: ({ character }: { readonly character: string }) =>
    `**${character}** is here, and the chat goes on where it was. \`/chat reset\` starts afresh.`,
  /** How somebody gets an answer, after `/chat start`. */
  answersTo: {
    everything: "Every message gets an answer: just write.",
    called: ({ ways }: { readonly ways: readonly string[] }) =>
      `To get an answer, ${either.format(ways)}.`,
    nobody: "But nobody gets an answer here: `/channel settings` switched “Characters answer” off.",
    ways: {
      mention: "mention me",
      reply: "reply to what the character said",
      name: "say its name",
      keyword: "use a keyword of this channel",
    },
  },
  noOwnVoice: {
    permission:
      'Here the character speaks under my name. For its own name and picture, give me "Manage Webhooks" in this channel.',
    full: "Here the character speaks under my name. For its own name and picture, delete one of this channel's 15 webhooks.",
  },
  onlyTalk:
    "I am no member here and read nothing: `/talk` says something to the character, and it answers under my name.",
  nothingToForget: "There was nothing to forget.",
  askReset:
    "Start afresh? What was said here leaves the character's memory; nothing is deleted, and a button takes it back.",
  confirmReset: "Start afresh",
  wasReset: ({ turns }: { readonly turns: number }) =>
    `Starting afresh: ${plural(turns, { one: "1 turn", other: `${number(turns)} turns` })} left the character's memory.`,
  stopped: "The chat is over. `/chat start` goes on with it.",
  stoppedOwn: ({ replies }: { readonly replies: number }) =>
    `${plural(replies, { one: "The reply to you is stopped", other: `${number(replies)} replies to you are stopped` })}. The chat goes on: its host and people with "Manage Channels" end it.`,
  /** What stands in an exported chat that nobody said. */
  exportWords: {
    title: ({ character }: { readonly character: string }) => `Chat with ${character}`,
    startedAfresh: "started afresh",
  },
  exported: ({ turns }: { readonly turns: number }) =>
    `Here is the chat, with ${plural(turns, { one: "1 turn", other: `${number(turns)} turns` })}.`,
  imported: (of: { readonly character: string; readonly turns: number; readonly swipes: number }) =>
    `**${of.character}** remembers ${plural(of.turns, { one: "1 turn", other: `${number(of.turns)} turns` })} now, with ${plural(of.swipes, { one: "1 text", other: `${number(of.swipes)} texts` })} in all. What was said here before is hidden from it, as after \`/chat reset\`.`,
  importJoined: ({ characters }: { readonly characters: readonly string[] }) =>
    `${both.format(characters.map((name) => `**${name}**`))} ${plural(characters.length, { one: "plays", other: "play" })} along here too.`,
  importShown: "The last of it appears in the channel: go on from there.",
  importLeftOut: ({ lines }: { readonly lines: number }) =>
    plural(lines, {
      one: "1 line that was hidden from the model is left out.",
      other: `${number(lines)} lines that were hidden from the model are left out.`,
    }),
};
