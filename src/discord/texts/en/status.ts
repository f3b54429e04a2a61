import { countingIn } from "../counting.ts";

const { plural, number } = countingIn("en");

/** `/status`. */
export const status = {
  command: { description: "Shows how busy the bot is and how fast replies come" },
  title: "How it goes",
  firstWords: "First words",
  speed: "Speed",
  promptCache: "Prompt cache",
  slots: "Slots",
  queue: "Queue",
  models: "Models",
  notYet: "no reply yet",
  after: ({ seconds }: { readonly seconds: number }) => `after ${number(seconds)} s`,
  tokensPerSecond: ({ rate }: { readonly rate: number }) => `${number(rate)} tokens/s`,
  cacheHits: ({ percent }: { readonly percent: number }) => `${percent} % hits`,
  inUse: ({
    busy,
    slots,
    waiting,
  }: {
    readonly busy: number;
    readonly slots: number;
    readonly waiting: number;
  }) =>
    `${number(busy)} of ${number(slots)} in use${waiting === 0 ? "" : `, ${plural(waiting, { one: "1 reply waits for one", other: `${number(waiting)} replies wait for one` })}`}`,
  queueOf: ({ active, waiting }: { readonly active: number; readonly waiting: number }) =>
    `${number(active)} running, ${number(waiting)} waiting`,
  modes: { paused: "paused: nothing is begun", draining: "draining: nothing new is taken" },
  wait: ({ seconds }: { readonly seconds: number }) =>
    `a new reply would wait for about ${plural(seconds, { one: "1 second", other: `${number(seconds)} seconds` })}`,
  nobody: "No worker has been heard of lately. Replies wait until there is one.",
  loading: ({ model, percent }: { readonly model: string; readonly percent: number }) =>
    `${model} (loading, ${percent} %)`,
  leaving: ({ model }: { readonly model: string }) => `${model} (leaving)`,
  since: ({ replies }: { readonly replies: number }) =>
    plural(replies, {
      one: "First words and speed are those of the newest reply.",
      other: `First words and speed are medians of the newest ${number(replies)} replies.`,
    }),
  workerDetails: (worker: {
    readonly engine: string;
    /** What the models in its memory take, for instance `4.1 GiB`. */
    readonly models: string | null;
    readonly active: number;
    readonly waiting: number;
    readonly generated: number;
    readonly cachePercent: number | null;
  }) =>
    [
      worker.engine,
      worker.models === null ? "" : `${worker.models} of models in memory`,
      `${number(worker.active)} running, ${number(worker.waiting)} waiting`,
      `${number(worker.generated)} tokens written`,
      worker.cachePercent === null ? "" : `${worker.cachePercent} % of prompts from the cache`,
    ]
      .filter((part) => part !== "")
      .join("; "),
};
