import { countingIn } from "../counting.ts";

const { plural, number } = countingIn("en");

interface ModelLoad {
  readonly model: string;
  readonly percent: number;
}

/** `/model`. */
export const model = {
  command: {
    description: "The model that answers",
    subcommands: {
      show: { description: "Shows the model that answers, and how busy it is" },
      list: {
        description: "Lists the models there are, and whether they fit",
        options: { page: "Which page; the first when left out" },
      },
      info: {
        description: "Says everything that is known of a model",
        options: { model: "Which one" },
      },
      use: {
        description: "Lets another model answer, once it is loaded",
        options: {
          model: "Which one; left out, the wider choice holds again",
          for: {
            description: "Where it answers; in this channel when left out",
            choices: {
              channel: "this channel",
              server: "this server",
              bot: "wherever nobody chose another",
            },
          },
        },
      },
      pull: {
        description: "Downloads a model; for the bot's operators",
        options: {
          source: "hf:USER/REPO:QUANT, the address of a .gguf file, or a model of the catalogue",
          cancel: "Stop its download instead",
        },
      },
      role: {
        description: "Lets a role choose models on this server; for the bot's operators",
        options: { role: "Whose members; left out, nobody's" },
      },
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
  origins: {
    thread: "Chosen for this thread.",
    channel: "Chosen for this channel.",
    category: "Chosen for this category.",
    guild: "Chosen for this server.",
    bot: "Chosen for wherever nobody chose another.",
    default: "Nobody chose one: it is the default.",
  },
  answersHere: ({ model: id }: { readonly model: string }) => `**${id}** answers here.`,
  loadsWhenAsked: "It isn't in memory now. The next reply loads it.",
  leaving: "It finishes its replies and leaves memory.",
  notReadYet: "not looked into yet",
  verdicts: { fits: "fits", slow: "fits partly on the GPU", "too-large": "doesn't fit in memory" },
  scopes: {
    channel: "in this channel",
    server: "on this server",
    bot: "wherever nobody chose another",
  },
  loading: {
    checking: ({ model }: ModelLoad) => `Looking into ${model} …`,
    "making-room": ({ model }: ModelLoad) =>
      `Waiting for running replies, to make room for ${model} …`,
    loading: ({ model, percent }: ModelLoad) => `Loading ${model}: ${percent} %`,
    testing: ({ model }: ModelLoad) => `Trying ${model} out …`,
  },
  used: ({
    model: name,
    scope,
    tokens,
  }: {
    readonly model: string;
    readonly scope: string;
    readonly tokens: number;
  }) => `**${name}** answers ${scope} from now on, with ${number(tokens)} tokens of context.`,
  forgotten: ({ model: id }: { readonly model: string | null }) =>
    id === null
      ? "The choice is gone. The default model answers here."
      : `The choice is gone. ${id} answers here.`,
  left: ({ models }: { readonly models: string }) => `To make room, ${models} left memory.`,
  kept: ({ waiting }: { readonly waiting: number }) =>
    plural(waiting, {
      one: "1 reply that waits is still written by the model before.",
      other: `${number(waiting)} replies that wait are still written by the model before.`,
    }),
  moved: ({ moved, waiting }: { readonly moved: number; readonly waiting: number }) =>
    `${number(moved)} of ${number(waiting)} replies that wait are written by it.`,
  testPassed: "Tried out: it ends its replies and shows no marks.",
  doesNotStop: "Tried out: it didn't end its reply by itself.",
  leaks: ({ marks }: { readonly marks: string }) =>
    `Tried out: its reply had marks of a prompt format in it: ${marks}`,
  speed: ({ tokens }: { readonly tokens: number }) => `${number(tokens)} tokens a second.`,
  untested: "not tried yet: it wasn't loaded",
  noFiles:
    "No model file is known yet. Drop a .gguf file into the models folder, or use `/model pull`.",
  files: ({ count }: { readonly count: number }) =>
    plural(count, { one: "1 model", other: `${number(count)} models` }),
  knownModels: "Known models (⬇: `/model pull` brings it)",
  routesHint:
    "Behind each: how it would run once its files are here. What is converted goes through `hearthside models import`.",
  routes: {
    native: "would run as it is",
    imported: "would be converted",
    remapped: "would be converted to another architecture",
    "other engine": "would run in another engine",
  },
  page: (of: { readonly page: number; readonly pages: number; readonly next: number | null }) =>
    `Page ${number(of.page)} of ${number(of.pages)}${of.next === null ? "" : `: /model list page:${of.next} shows the next`}.`,
  filesHint: "◉ answers here. /model info says more, /model use lets another answer.",
  family: "Family",
  licence: "Licence",
  template: "Prompt format",
  ownTemplate: "its own chat template",
  stops: "Stops",
  recommended: "Recommended",
  memory: "Memory",
  selfTest: "Self-test",
  loses: "What is lost",
  needs: (need: {
    readonly total: string;
    readonly weights: string;
    readonly conversations: string;
    readonly slots: number;
    readonly tokens: number;
    readonly work: string;
  }) =>
    `About ${need.total}: ${need.weights} of weights, ${need.conversations} for conversations (${need.slots} × ${number(need.tokens)} tokens), ${need.work} to compute.`,
  freeOnGpu: ({ free }: { readonly free: string }) => `Free on the GPU: ${free}.`,
  freeInMemory: ({ free }: { readonly free: string }) => `Free in memory: ${free}.`,
  layersOnGpu: ({ some, all }: { readonly some: number; readonly all: number }) =>
    `${some} of ${all} layers fit on the GPU; the rest is slow.`,
  wouldFitWith: ({ settings }: { readonly settings: string }) => `It would fit with ${settings}.`,
  wouldFitAs: ({
    quantisation,
    settings,
  }: {
    readonly quantisation: string;
    readonly settings: string;
  }) => `It would fit as ${quantisation} with ${settings}.`,
  pulling: (pull: {
    readonly done: string;
    readonly total: string;
    readonly percent: number;
    readonly speed: string;
  }) => `Downloading: ${pull.percent} %, ${pull.done} of ${pull.total}, ${pull.speed} a second.`,
  pulled: ({ model: id, size }: { readonly model: string; readonly size: string }) =>
    `**${id}** is here, ${size}. \`/model use\` lets it answer.`,
  wasThere: ({ model: id, size }: { readonly model: string; readonly size: string }) =>
    `**${id}** was here already, ${size}.`,
  verified: "as it should be",
  unverified: "nobody says what it should be",
  pullStopped: "The download stops. Asking for it again goes on where it was.",
  noPull: "No such download is running.",
  delegated: ({ role }: { readonly role: string }) =>
    `Members of ${role} may choose models on this server.`,
  delegatedToNobody: "Only the bot's operators choose models on this server.",
};
