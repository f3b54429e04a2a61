import { rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TextEngine } from "../src/generation/text-engine.ts";
import type { Bench } from "./support/bench.ts";
import { atMost, type Figure, median } from "./support/figures.ts";
import { openBenchEngine } from "./support/models.ts";
import { benchRequest, oneText, someText } from "./support/requests.ts";
import { askDirectly } from "./support/watched-engine.ts";
import { realisticModel } from "./support/write-random-model.ts";

const slots = 8;
const manyConversations = 64;
/** Without states, so many are enough to lose every slot before it is needed again. */
const enoughConversations = 16;
const promptLength = 100;
const replyTokens = 2;
/** Enough for a median; the others have taken the slots. */
const mostAskedAgain = 24;

/** More conversations than slots: what losing the slot costs, with states kept and without. */
export const slotSharing: Bench = {
  name: "slots",
  async run({ say }) {
    const model = realisticModel();
    say(`slots: ${model.name}`);
    const folder = await mkdtemp(join(tmpdir(), "hearthside-bench-"));
    try {
      const shape = { slots, contextSize: 1024 };
      const keptStates = { folder, budgetBytes: 4 * 2 ** 30 };
      return [
        figure(model.name, "kept", await compare({ ...shape, keptStates }, manyConversations)),
        figure(model.name, "lost", await compare(shape, enoughConversations)),
      ];
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }

    async function compare(
      shape: Parameters<typeof openBenchEngine>[1],
      conversations: number,
    ): Promise<Comparison> {
      await using engine = await openBenchEngine(model, shape);
      const few = await secondRound(engine, slots);
      return { few, many: await secondRound(engine, conversations) };
    }
  },
};

interface Comparison {
  readonly few: Round;
  readonly many: Round;
}

interface Round {
  readonly firstTokenMs: number;
  readonly evaluatedTokens: number;
}

function figure(model: string, states: "kept" | "lost", { few, many }: Comparison): Figure {
  const ratio = many.firstTokenMs / few.firstTokenMs;
  const name = `time to first token, ${manyConversations} conversations in turn on ${slots} slots / ${slots} on ${slots}`;
  return {
    name:
      states === "kept" ? name : `the same without states, ${enoughConversations} conversations`,
    value: ratio.toFixed(2),
    goal: states === "kept" ? atMost(2, ratio) : undefined,
    detail: `${model}; one after another, second turn of each; medians ${many.firstTokenMs.toFixed(0)} / ${few.firstTokenMs.toFixed(0)} ms; ${many.evaluatedTokens} / ${few.evaluatedTokens} of some ${promptLength} prompt tokens evaluated`,
  };
}

/** Each conversation speaks once, in turn, and then once more: medians of the second time. */
async function secondRound(engine: TextEngine, conversations: number): Promise<Round> {
  const ask = (conversation: number, text: string) =>
    askDirectly(
      engine,
      benchRequest({
        conversationKey: `${conversations}-${conversation}`,
        sections: oneText(text),
        maxTokens: replyTokens,
      }),
    );
  const chats: string[] = [];
  for (let conversation = 0; conversation < conversations; conversation++) {
    const text = someText(promptLength, conversations + conversation);
    await ask(conversation, text);
    chats.push(text);
  }
  const firstTokenMs: number[] = [];
  const evaluated: number[] = [];
  for (const [conversation, chat] of chats.slice(0, mostAskedAgain).entries()) {
    const answer = await ask(conversation, `${chat} And then? Tell me more.`);
    firstTokenMs.push((answer.firstTextAt ?? Number.NaN) - answer.startedAt);
    evaluated.push(answer.report.evaluatedTokens);
  }
  return { firstTokenMs: median(firstTokenMs), evaluatedTokens: median(evaluated) };
}
