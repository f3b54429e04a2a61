import { countingIn } from "../counting.ts";

const { plural, number } = countingIn("en");

/** `/model`. */
export const model = {
  command: {
    description: "The model that answers",
    subcommands: {
      show: { description: "Shows the model that answers, and how busy it is" },
    },
  },
  none: "No model is running",
  noWorker: "No worker has been heard of lately. Replies wait until there is one.",
  quantisation: "Quantisation",
  size: "Size",
  architecture: "Architecture",
  context: "Context",
  slots: "Slots",
  workers: "Workers",
  queue: "Queue",
  queueOf: ({ active, waiting }: { readonly active: number; readonly waiting: number }) =>
    `${number(active)} running, ${number(waiting)} waiting`,
  generated: "Generated",
  promptCache: "Prompt cache",
  cacheUnused: "not used yet",
  cacheHits: ({ percent }: { readonly percent: number }) => `${percent} % hits`,
  count: number,
  tokens: ({ count }: { readonly count: number }) =>
    plural(count, { one: "1 token", other: `${number(count)} tokens` }),
  fallbackName: "Model",
};
