import type { TextEngine } from "../src/generation/text-engine.ts";
import type { Bench } from "./support/bench.ts";
import { atMost, median } from "./support/figures.ts";
import { openBenchEngine } from "./support/models.ts";
import { benchRequest, oneText, someText } from "./support/requests.ts";
import { askDirectly } from "./support/watched-engine.ts";
import { randomModel } from "./support/write-random-model.ts";

const slots = 8;
const manyConversations = 64;
const promptLength = 400;
const replyTokens = 8;

/** More conversations than slots: what losing the slot costs. */
export const slotSharing: Bench = {
  name: "slots",
  async run({ say }) {
    const model = randomModel("realistic");
    say(`slots: ${model.name}`);
    await using engine = await openBenchEngine(model, { slots, contextSize: 1024 });
    const few = await secondRound(engine, slots);
    const many = await secondRound(engine, manyConversations);
    const ratio = many.firstTokenMs / few.firstTokenMs;
    return [
      {
        name: `time to first token, ${manyConversations} conversations in turn on ${slots} slots / ${slots} on ${slots}`,
        value: ratio.toFixed(1),
        goal: atMost(2, ratio),
        detail: `${model.name}; one after another, second turn of each; medians ${many.firstTokenMs.toFixed(0)} / ${few.firstTokenMs.toFixed(0)} ms; ${many.evaluatedTokens} / ${few.evaluatedTokens} of some ${promptLength} prompt tokens evaluated; states of lost slots aren't kept`,
      },
    ];
  },
};

/** Each conversation speaks once, in turn, and then once more: medians of the second time. */
async function secondRound(engine: TextEngine, conversations: number) {
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
  for (const [conversation, chat] of chats.entries()) {
    const answer = await ask(conversation, `${chat} And then? Tell me more.`);
    firstTokenMs.push((answer.firstTextAt ?? Number.NaN) - answer.startedAt);
    evaluated.push(answer.report.evaluatedTokens);
  }
  return { firstTokenMs: median(firstTokenMs), evaluatedTokens: median(evaluated) };
}
