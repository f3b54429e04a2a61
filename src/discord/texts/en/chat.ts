import { countingIn } from "../counting.ts";

const { plural, number } = countingIn("en");

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
            description: "What gets an answer; only what addresses the character when left out",
            choices: { addressed: "when addressed", always: "every message" },
          },
        },
      },
      reset: { description: "Starts afresh: the character forgets what was said here" },
      stop: { description: "Ends the chat in this channel" },
    },
  },
  noGreeting: "No greeting",
  started: ({ character }: { readonly character: string }) => `**${character}** is here.`,
  resumed: ({ character }: { readonly character: string }) =>
    `**${character}** is here, and the chat goes on where it was. \`/chat reset\` starts afresh.`,
  noOwnVoice: {
    permission:
      'Here the character speaks under my name. For its own name and picture, give me "Manage Webhooks" in this channel.',
    full: "Here the character speaks under my name. For its own name and picture, delete one of this channel's 15 webhooks.",
  },
  nothingToForget: "There was nothing to forget.",
  wasReset: ({ turns }: { readonly turns: number }) =>
    `Starting afresh: ${plural(turns, { one: "1 turn", other: `${number(turns)} turns` })} left the character's memory.`,
  stopped: "The chat is over. `/chat start` goes on with it.",
};
