import type { PromptSection } from "../src/generation/request.ts";
import type { TextEngine } from "../src/generation/text-engine.ts";
import type { Bench } from "./support/bench.ts";
import { atMost, type Figure, mean, median } from "./support/figures.ts";
import { openBenchEngine } from "./support/models.ts";
import { benchRequest, someText } from "./support/requests.ts";
import { askDirectly } from "./support/watched-engine.ts";
import { randomModel } from "./support/write-random-model.ts";

const contextSize = 4096;
const turns = 200;
/** The naive layout costs the same from turn 40 on. */
const naiveTurns = 80;
const timedTurns = 50;
const cardLength = 600;
const sayingLength = 60;
const replyTokens = 40;
/** Every so many turns another lore entry is active. */
const loreEvery = 8;

/** A chat that goes on long after the context is full: what each turn reads again. */
export const longChat: Bench = {
  name: "long-chat",
  async run({ say }) {
    say("long-chat: two chats");
    // Counts depend on the tokenizer alone, so a model that takes no time tells as much.
    await using tiny = await openBenchEngine(randomModel("tiny"), { slots: 2, contextSize });
    const ours = await chat(tiny, { key: "ours", turns, layout: everything });
    const naive = await chat(tiny, { key: "naive", turns: naiveTurns, layout: slidingWindow });
    return [...countFigures(ours, naive), await evaluatedBySwipe(tiny)];
  },
};

/** How soon the answers of such a chat begin. */
export const longChatTimes: Bench = {
  name: "long-chat-times",
  async run({ say }) {
    const model = randomModel("realistic");
    say(`long-chat-times: ${model.name}`);
    await using engine = await openBenchEngine(model, { slots: 1, contextSize });
    const timed = await chat(engine, { key: "timed", turns: timedTurns, layout: everything });
    return [timeFigure(timed, model.name)];
  },
};

interface Turn {
  readonly said: string;
  readonly reply: string;
}

interface TurnCost {
  /** What this turn added to the chat: what was said, and the reply before it. */
  readonly newTokens: number;
  readonly evaluatedTokens: number;
  readonly promptTokens: number;
  readonly firstTokenMs: number;
}

/** Which turns of the chat go into the prompt. */
type Layout = (history: readonly PromptSection[]) => readonly PromptSection[];

/** The bot sends all there is, and the engine trims it. */
const everything: Layout = (history) => history;

/** What many programs do: as many of the newest turns as fit, so that one drops out with every new one. */
const slidingWindow: Layout = (history) => {
  const room = contextSize - replyTokens - cardLength - 200;
  let length = 0;
  const start = history.findLastIndex(({ text }) => {
    length += text.length + 1;
    return length > room;
  });
  return history.slice(start + 1);
};

async function chat(
  engine: TextEngine,
  options: { readonly key: string; readonly turns: number; readonly layout: Layout },
): Promise<readonly TurnCost[]> {
  const past: Turn[] = [];
  const costs: TurnCost[] = [];
  for (let turn = 0; turn < options.turns; turn++) {
    const said = someText(sayingLength, turn);
    const { report, ...reply } = await askDirectly(
      engine,
      benchRequest({
        conversationKey: options.key,
        sections: promptOf(past, said, options.layout),
        replyPrefix: "Rosie:",
        maxTokens: replyTokens,
        seed: turn,
      }),
    );
    costs.push({
      newTokens: sayingLength + (turn === 0 ? cardLength : replyTokens),
      evaluatedTokens: report.evaluatedTokens,
      promptTokens: report.promptTokens,
      firstTokenMs: (reply.firstTextAt ?? Number.NaN) - reply.startedAt,
    });
    past.push({ said, reply: reply.text.trim() });
  }
  return costs;
}

/** Card, history, and near the end what changes: a lore entry and a memory. */
function promptOf(past: readonly Turn[], said: string, layout: Layout): readonly PromptSection[] {
  const history = past.flatMap(({ said: text, reply }, index) => [
    historySection(`${index}-user`, "user", `Tom: ${text}`),
    historySection(`${index}-reply`, "assistant", `Rosie: ${reply}`),
  ]);
  const lore = Math.floor(past.length / loreEvery);
  return [
    section("description", someText(cardLength, 7)),
    ...layout([...history, historySection(`${past.length}-user`, "user", `Tom: ${said}`)]),
    section("lore", someText(30, lore)),
    section("memory", someText(30, 1000 + lore)),
  ];
}

function section(id: string, text: string): PromptSection {
  return { id, role: "system", text, trim: { kind: "required" } };
}

function historySection(turn: string, role: "user" | "assistant", text: string): PromptSection {
  return { id: `history:${turn}`, role, text, trim: { kind: "history" } };
}

async function evaluatedBySwipe(engine: TextEngine): Promise<Figure> {
  const ask = (seed: number) =>
    askDirectly(
      engine,
      benchRequest({
        conversationKey: "swipe",
        sections: promptOf([], someText(sayingLength, 3), everything),
        replyPrefix: "Rosie:",
        maxTokens: replyTokens,
        seed,
      }),
    );
  const first = await ask(1);
  const swipe = await ask(2);
  const evaluated = swipe.report.evaluatedTokens;
  return {
    name: "swipe: prompt tokens evaluated",
    value: String(evaluated),
    goal: atMost(8, evaluated),
    detail: `of ${swipe.report.promptTokens}; the first time ${first.report.evaluatedTokens}; exact`,
  };
}

function countFigures(ours: readonly TurnCost[], naive: readonly TurnCost[]): readonly Figure[] {
  const full = (costs: readonly TurnCost[]) => costs.slice(costs.length / 2);
  const ratioOf = (costs: readonly TurnCost[]) =>
    mean(full(costs).map(({ evaluatedTokens }) => evaluatedTokens)) /
    mean(full(costs).map(({ newTokens }) => newTokens));
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
      detail: `turns ${turns / 2 + 1} to ${turns}, context ${contextSize}, with lore and memory that change every ${loreEvery} turns; ${describe(ours)}; exact`,
    },
    {
      name: "the same with the naive layout (sliding window), turns 41 to 80",
      value: ratioOf(naive).toFixed(2),
      detail: `${describe(naive)}; exact`,
    },
  ];
}

function timeFigure(timed: readonly TurnCost[], model: string): Figure {
  const around = (from: number, to: number) =>
    median(timed.slice(from, to).map(({ firstTokenMs }) => firstTokenMs));
  const [early, late] = [around(1, 6), around(46, 51)];
  return {
    name: "time to first token on turn 50 / on turn 2",
    value: (late / early).toFixed(2),
    goal: atMost(1.3, late / early),
    detail: `${model}; medians of turns 46 to 50 and 2 to 6: ${late.toFixed(0)} / ${early.toFixed(0)} ms; prompts of ${timed[48]?.promptTokens} and ${timed[2]?.promptTokens} tokens; turn 50 alone ${timed[49]?.firstTokenMs.toFixed(0)} ms, ${timed[49]?.evaluatedTokens} tokens evaluated`,
  };
}
