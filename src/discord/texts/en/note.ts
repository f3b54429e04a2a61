import { countingIn } from "../counting.ts";

const { plural } = countingIn("en");

/** `/note`. */
export const note = {
  command: {
    description: "The author's note: an instruction that stays near the end of the chat",
    subcommands: {
      set: {
        description: "Writes the author's note: an instruction near the end of every prompt",
        options: {
          text: "What it says; stays as it is when left out",
          depth: "How many turns of the chat follow it; 4 at first",
          interval: "Every how many messages of people it is there; 1 is always, 0 is never",
          role: {
            description: "In whose voice it stands; the system's at first",
            choices: { system: "system", user: "user", assistant: "character" },
          },
        },
      },
      show: { description: "Shows the author's note of this chat" },
      clear: { description: "Takes the author's note of this chat away" },
    },
  },
  title: "Author's note",
  none: "This chat has no author's note. `/note set` writes one.",
  cleared: "The author's note is gone from the next reply on.",
  wasNone: "This chat has no author's note.",
  depth: "Depth",
  depthOf: ({ turns }: { readonly turns: number }) =>
    turns === 0
      ? "after the last turn"
      : plural(turns, { one: "1 turn follows", other: `${turns} turns follow` }),
  frequency: "How often",
  frequencyOf: ({ interval }: { readonly interval: number }) =>
    interval === 0
      ? "never"
      : interval === 1
        ? "in every prompt"
        : `after every ${interval} messages of people`,
  voice: "Voice",
  voices: { system: "the system's", user: "the user's", assistant: "the character's" },
};
