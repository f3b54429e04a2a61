import { getLlama } from "node-llama-cpp";
import { promptFacts, type SentPrompt, sentSections } from "../src/conversation/sent-prompt.ts";
import type { PromptPlan, PromptSection } from "../src/generation/request.ts";
import type { TextEngine } from "../src/generation/text-engine.ts";
import { parseCard } from "../src/roleplay/character/parse-card.ts";
import type { ActiveLore, PlacedLore } from "../src/roleplay/lorebook/activation.ts";
import { assemblePrompt } from "../src/roleplay/prompt/assemble-prompt.ts";
import type { LastPrompt, PromptMemory, PromptTurn } from "../src/roleplay/prompt/prompt-input.ts";
import type { Bench } from "./support/bench.ts";
import { bareCompute } from "./support/compute.ts";
import { atMost, type Figure, mean, median } from "./support/figures.ts";
import { type BenchModel, benchBatchSize, openBenchEngine } from "./support/models.ts";
import { benchRequest, someText } from "./support/requests.ts";
import { askDirectly } from "./support/watched-engine.ts";
import { randomModel, realisticModel } from "./support/write-random-model.ts";

const contextSize = 4096;
const turns = 200;
/** The naive layout costs the same from turn 20 on. */
const naiveTurns = 40;
/** Turns that are timed: the first ones after the card was read, and as many up to the fiftieth. */
const [early, late] = [
  { from: 1, to: 6 },
  { from: 45, to: 50 },
];
const cardLength = 600;
const sayingLength = 40;
const replyTokens = 120;
/** Every so many turns another lore entry is called up, and stays active for some. */
const loreEvery = 3;
const loreLasts = 4;
const loreLength = 60;
/** Every so many turns something else is recalled. */
const memoryEvery = 8;
const memoryLength = 80;
/** What was said before the window is told in short: so many characters for so many turns, of the newest alone. */
const summary = { turns: 20, length: 100, most: 3 } as const;
const facts = [someText(50, 2001), someText(50, 2002)];

/** A chat that goes on long after the context is full: what each turn reads again. */
export const longChat: Bench = {
  name: "long-chat",
  async run({ say }) {
    say("long-chat: two chats");
    // Counts depend on the tokenizer alone, so a model that takes no time tells as much.
    await using tiny = await openBenchEngine(randomModel("tiny"), { slots: 2, contextSize });
    const ours = await chat(tiny, { key: "ours", to: turns, layOut: asTheBotDoes() });
    const naive = await chat(tiny, { key: "naive", to: naiveTurns, layOut: slidingWindow });
    return [...countFigures(ours, naive), ...(await evaluatedAgain(tiny))];
  },
};

/**
 * How soon the answers of such a chat begin. The turns that nobody times are played on a model that takes no time, and what was
 * said in them is read in one go: so the chat is as long and as full as if all of it had been.
 */
export const longChatTimes: Bench = {
  name: "long-chat-times",
  async run({ say }) {
    const model = realisticModel();
    say(`long-chat-times: ${model.name}`);
    await using engine = await openBenchEngine(model, { slots: 1, contextSize });
    const begun = await chat(engine, { key: "begun", to: early.to, layOut: asTheBotDoes() });
    const ongoing = { key: "ongoing", layOut: asTheBotDoes(), history: [] };
    await using tiny = await openBenchEngine(randomModel("tiny"), { slots: 1, contextSize });
    await chat(tiny, { ...ongoing, to: late.from - 1 });
    const [, ...full] = await chat(engine, { ...ongoing, from: late.from - 1, to: late.to });
    const timed = { begun: begun.slice(early.from), full };
    return timeFigures(timed, await readBare(model, [timed.begun, timed.full]), model.name);
  },
};

interface TurnCost {
  /** What this turn added to the chat: what was said, and the reply before it. */
  readonly chatTokens: number;
  /** The same with lore and memories that came up for the first time. */
  readonly newTokens: number;
  readonly evaluatedTokens: number;
  readonly promptTokens: number;
  readonly firstTokenMs: number;
}

interface CalledUp {
  readonly lore: PlacedLore;
  readonly recalled: readonly string[];
  /** What was recalled before: it may be told still. */
  readonly lingering: readonly string[];
}

interface Layout {
  plan(history: readonly PromptTurn[], calledUp: CalledUp): PromptPlan;
  /** What the engine included of the plan. */
  sent(plan: PromptPlan, included: Parameters<typeof promptFacts>[1]): void;
}

const rosie = parseCard(
  {
    spec: "chara_card_v2",
    spec_version: "2.0",
    data: { name: "Rosie", description: someText(cardLength, 7) },
  },
  "rosie",
  "rosie.json",
).card;

/** The bot's own way: sections as it lays them out, with what it knows of the last prompt. */
function asTheBotDoes(): Layout {
  let lastPrompt: LastPrompt | undefined;
  return {
    plan: (history, { lore, ...memory }) =>
      assemblePrompt({
        character: rosie,
        userNames: ["Tom"],
        history,
        lore,
        memory: { facts, ...memory, summaries: summariesBefore(lastPrompt?.firstTurn) },
        lastPrompt,
      }),
    sent(plan, report) {
      const sent: SentPrompt = {
        sections: sentSections(plan),
        replyPrefix: plan.replyPrefix,
        stop: [],
        sampling: benchRequest({ conversationKey: "", sections: [], maxTokens: 1 }).sampling,
        maxTokens: replyTokens,
        lore: null,
      };
      lastPrompt = promptFacts(sent, report);
    },
  };
}

/** What many programs do: as many of the newest turns as fit, so that one drops out with every new one. */
const slidingWindow: Layout = {
  plan(history, { lore, recalled }) {
    const { sections, ...plan } = assemblePrompt({
      character: rosie,
      userNames: ["Tom"],
      history,
      lore,
      memory: { facts, recalled, summaries: [] },
    });
    let room = contextSize - replyTokens - cardLength - 600;
    const dropped = new Set<PromptSection>();
    for (const section of sections.toReversed()) {
      if (!section.id.startsWith("history:")) continue;
      room -= section.text.length + 1;
      if (room < 0) dropped.add(section);
    }
    return { ...plan, sections: sections.filter((section) => !dropped.has(section)) };
  },
  sent() {},
};

async function chat(
  engine: TextEngine,
  options: {
    readonly key: string;
    readonly layOut: Layout;
    /** The first turn, counted from 0. Default: 0. */
    readonly from?: number;
    /** One after the last turn. */
    readonly to: number;
    /** What was said before; what is said is added to it. */
    readonly history?: PromptTurn[];
  },
): Promise<readonly TurnCost[]> {
  const { layOut, from = 0, to, history = [] } = options;
  const costs: TurnCost[] = [];
  for (let turn = from; turn < to; turn++) {
    history.push({
      id: `u${turn}`,
      speakerName: "Tom",
      text: someText(sayingLength, turn),
      ownTurn: false,
    });
    const plan = layOut.plan(history, calledUpAt(turn));
    const { report, ...reply } = await askDirectly(engine, {
      ...benchRequest({
        conversationKey: options.key,
        sections: [],
        maxTokens: replyTokens,
        seed: turn,
      }),
      // A model's own text begins with the blank that stands behind the label; this one's could begin with anything.
      prompt: { ...plan, replyPrefix: `${plan.replyPrefix} ` },
    });
    layOut.sent(plan, report);
    const chatTokens = sayingLength + (turn === 0 ? cardLength : replyTokens);
    costs.push({
      chatTokens,
      newTokens: chatTokens + freshAt(turn),
      evaluatedTokens: report.evaluatedTokens,
      promptTokens: report.promptTokens,
      firstTokenMs: (reply.firstTextAt ?? Number.NaN) - reply.startedAt,
    });
    history.push({ id: `c${turn}`, speakerName: "Rosie", text: reply.text, ownTurn: true });
  }
  return costs;
}

/** Entries that the last turns have called up, and a memory. */
function calledUpAt(turn: number): CalledUp {
  const called = Array.from({ length: loreLasts }, (_, back) => turn - back)
    .filter((past) => past >= 0 && past % loreEvery === 0)
    .map((past) => entry(`lore ${past}`, someText(loreLength, past)));
  const memories = Array.from({ length: Math.floor(turn / memoryEvery) + 1 }, (_, index) =>
    someText(memoryLength, 1000 + index),
  );
  return {
    lore: { ...nowhere, beforeChar: called },
    recalled: memories.slice(-1),
    lingering: memories.slice(0, -1),
  };
}

/** Tokens of what comes up for the first time. */
function freshAt(turn: number): number {
  return (turn % loreEvery === 0 ? loreLength : 0) + (turn % memoryEvery === 0 ? memoryLength : 0);
}

/** As the bot does it: only what the history doesn't show any more is told in short. */
function summariesBefore(firstTurn: string | null | undefined): PromptMemory["summaries"] {
  const turns = Number(firstTurn?.slice(1) ?? 0);
  return Array.from({ length: Math.floor(turns / summary.turns) }, (_, index) =>
    someText(summary.length, 3000 + index),
  ).slice(-summary.most);
}

function entry(title: string, text: string): ActiveLore {
  return { ref: title, title, text, tokens: text.length, role: "system", constant: false };
}

const nowhere: PlacedLore = {
  beforeChar: [],
  afterChar: [],
  personality: [],
  scenario: [],
  beforeExamples: [],
  afterExamples: [],
  authorsNoteTop: [],
  authorsNoteBottom: [],
  atDepth: [],
  outlets: new Map(),
};

/** Another version of a reply, and then more of it. */
async function evaluatedAgain(engine: TextEngine): Promise<readonly Figure[]> {
  const plan = asTheBotDoes().plan(
    [{ id: "u0", speakerName: "Tom", text: someText(sayingLength, 3), ownTurn: false }],
    calledUpAt(0),
  );
  const ask = (seed: number, said = "") =>
    askDirectly(engine, {
      ...benchRequest({ conversationKey: "again", sections: [], maxTokens: replyTokens, seed }),
      prompt: { ...plan, replyPrefix: `${plan.replyPrefix}${said}` },
    });
  const first = await ask(1);
  const swipe = await ask(2);
  const more = await ask(3, swipe.text.trimEnd());
  const figure = (name: string, { report }: typeof first): Figure => ({
    name: `${name}: prompt tokens evaluated`,
    value: String(report.evaluatedTokens),
    goal: atMost(8, report.evaluatedTokens),
    detail: `of ${report.promptTokens}; the first time ${first.report.evaluatedTokens}; exact`,
  });
  return [figure("swipe", swipe), figure("continue", more)];
}

function countFigures(ours: readonly TurnCost[], naive: readonly TurnCost[]): readonly Figure[] {
  const full = (costs: readonly TurnCost[]) => costs.slice(costs.length / 2);
  const ratioOf = (costs: readonly TurnCost[], to: "newTokens" | "chatTokens" = "newTokens") =>
    mean(full(costs).map(({ evaluatedTokens }) => evaluatedTokens)) /
    mean(full(costs).map((cost) => cost[to]));
  const describe = (costs: readonly TurnCost[]) => {
    const evaluated = full(costs).map(({ evaluatedTokens }) => evaluatedTokens);
    const prompts = full(costs).map(({ promptTokens }) => promptTokens);
    return `mean ${mean(evaluated).toFixed(0)}, median ${median(evaluated).toFixed(0)}, most ${Math.max(...evaluated)} of prompts of ${mean(prompts).toFixed(0)} on average`;
  };
  const ratio = ratioOf(ours);
  return [
    {
      name: "prompt tokens evaluated per turn at full context / new tokens of that turn",
      value: ratio.toFixed(2),
      goal: atMost(1.5, ratio),
      detail: `turns ${turns / 2 + 1} to ${turns}, context ${contextSize}, ${sayingLength} tokens said and up to ${replyTokens} replied; lore of ${loreLength} tokens every ${loreEvery} turns and something else of ${memoryLength} recalled every ${memoryEvery}, new where they first come up (counted as old: ${ratioOf(ours, "chatTokens").toFixed(2)}); two facts, and summaries of what the cut took; ${describe(ours)}; exact`,
    },
    {
      name: "the same with the naive layout (sliding window), turns 21 to 40",
      value: ratioOf(naive).toFixed(2),
      detail: `${describe(naive)}; exact`,
    },
  ];
}

/** What llama.cpp takes for the middle turn of each of these: as many tokens behind as many, and nothing around it. */
async function readBare(
  model: BenchModel,
  chats: readonly (readonly TurnCost[])[],
): Promise<readonly number[]> {
  const llama = await getLlama({ ...bareCompute().llama, build: "never", maxThreads: 0 });
  const loaded = await llama.loadModel({ modelPath: model.file, ...bareCompute().model });
  const context = await loaded.createContext({
    contextSize,
    batchSize: benchBatchSize,
    threads: 1,
  });
  try {
    const sequence = context.getSequence();
    const text = loaded.tokenize(someText(contextSize, 5));
    const times: number[] = [];
    for (const costs of chats) {
      const evaluated = middle(costs, "evaluatedTokens");
      const depth = middle(costs, "promptTokens") - evaluated;
      const before = text.slice(sequence.nextTokenIndex, depth);
      await sequence.evaluateWithoutGeneratingNewTokens(before);
      const startedAt = performance.now();
      await sequence.evaluateWithoutGeneratingNewTokens(text.slice(depth, depth + evaluated));
      times.push(performance.now() - startedAt);
    }
    return times;
  } finally {
    await context.dispose();
    await loaded.dispose();
  }
}

function middle(costs: readonly TurnCost[], of: keyof TurnCost): number {
  return median(costs.map((cost) => cost[of]));
}

function timeFigures(
  { begun, full }: { readonly begun: readonly TurnCost[]; readonly full: readonly TurnCost[] },
  [bareEarly = Number.NaN, bareLate = Number.NaN]: readonly number[],
  model: string,
): readonly Figure[] {
  const both = (of: keyof TurnCost) =>
    `${middle(full, of).toFixed(0)} / ${middle(begun, of).toFixed(0)}`;
  const ratio = middle(full, "firstTokenMs") / middle(begun, "firstTokenMs");
  return [
    {
      name: "time to first token on turn 50 / on turn 2",
      value: ratio.toFixed(2),
      goal: atMost(1.3, ratio),
      detail: `${model}; medians of turns ${late.from + 1} to ${late.to} and ${early.from + 1} to ${early.to}: ${both("firstTokenMs")} ms, ${both("evaluatedTokens")} tokens evaluated of prompts of ${both("promptTokens")}; context ${contextSize}, lore and memories as above; the turns between were read in one go`,
    },
    {
      name: "the same for a bare sequence of llama.cpp: as many tokens behind as many",
      value: (bareLate / bareEarly).toFixed(2),
      detail: `${bareLate.toFixed(0)} / ${bareEarly.toFixed(0)} ms, once each: each token looks at all that came before it`,
    },
  ];
}
