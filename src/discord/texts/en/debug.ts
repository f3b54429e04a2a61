import { countingIn } from "../counting.ts";

const { plural, number } = countingIn("en");

/** `/debug`. */
export const debug = {
  command: {
    description: "Why characters say what they say",
    subcommands: {
      prompt: {
        description: "Shows what the model was given for a reply, as it was",
        options: { message: "Link or id of the reply; the newest reply here when left out" },
      },
    },
  },
  promptTitle: ({ character }: { readonly character: string }) =>
    `What the model got for ${character}'s reply`,
  promptFile: "The whole prompt is in the file, as it was.",
  lore: ({ active }: { readonly active: number }) => `Lore (${active} active)`,
  noLore: "No entry was active.",
  model: "Model",
  template: "Template",
  seed: "Seed",
  ended: "Ended",
  prompt: "Prompt",
  promptOf: ({ tokens, cached }: { readonly tokens: number; readonly cached: number }) =>
    `${number(tokens)} tokens, ${number(cached)} cached`,
  reply: "Reply",
  replyOf: ({ tokens, most }: { readonly tokens: number; readonly most: number }) =>
    `${number(tokens)} of at most ${number(most)} tokens`,
  time: "Time",
  timeOf: ({ seconds, first }: { readonly seconds: number; readonly first: number }) =>
    `${number(seconds)} s, first word after ${number(first)} s`,
  history: ({ turns, leftOut }: { readonly turns: number; readonly leftOut: number }) =>
    `history (${plural(turns, { one: "1 turn", other: `${number(turns)} turns` })}${leftOut === 0 ? "" : `, ${number(leftOut)} left out`})`,
  leftOut: "left out",
};
