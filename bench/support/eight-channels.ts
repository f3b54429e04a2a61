import type { TextEngine } from "../../src/generation/text-engine.ts";
import type { TickReport } from "../../src/inference/llama-cpp/tick-loop.ts";
import { median, middleHalf } from "./figures.ts";
import type { Moment } from "./moment.ts";
import { benchRequest, oneText, someText } from "./requests.ts";
import type { TickingEngine } from "./ticking-engine.ts";
import { askDirectly } from "./watched-engine.ts";

/** What all engines do that are compared: so many short prompts at once, and a reply to each. */
export const work = { channels: 8, contextSize: 512, promptTokens: 60, replyTokens: 32 } as const;

let runs = 0;

/** One prompt for each channel. Each call gives other ones, so that nothing of an earlier run is still warm. */
export function newPrompts(channels: number): readonly string[] {
  runs++;
  return Array.from({ length: channels }, (_, channel) =>
    someText(work.promptTokens, runs * work.channels + channel),
  );
}

/** Lets the bot's engine do the work. */
export async function runEngine(engine: TextEngine, channels: number): Promise<void> {
  const replies = newPrompts(channels).map((prompt, channel) =>
    askDirectly(
      engine,
      benchRequest({
        conversationKey: `channel-${channel}`,
        sections: oneText(prompt),
        maxTokens: work.replyTokens,
        seed: channel + 1,
      }),
    ),
  );
  await Promise.all(replies);
}

/** The same, and how fast tokens came while every channel got one in each step. */
export async function rateOfEngine(ticking: TickingEngine, channels: number): Promise<Rate> {
  ticking.takeTicks();
  await runEngine(ticking.engine, channels);
  const ticks = ticking.takeTicks().filter((tick) => isDecoding(tick, channels));
  return rateOf(ticks, channels);
}

/** Whether every channel got a token and no prompt was read. */
export function isDecoding(tick: TickReport, channels: number): boolean {
  return tick.replies === channels && tick.promptTokens === 0;
}

/** Tokens per second, and tokens per second of processor time. */
export interface Rate {
  readonly wall: number;
  /** On a machine that others use too, this tells more: the clock goes on while they compute. */
  readonly cpu: number;
}

/** `times`: when each round of a token for every channel was there. */
export function rateOf(times: readonly Moment[], channels: number): Rate {
  const [first, last] = [times[0], times.at(-1)];
  if (first === undefined || last === undefined || times.length < 10)
    throw new Error("the replies were too short to measure");
  const tokens = (times.length - 1) * channels;
  return {
    wall: (tokens * 1000) / (last.at - first.at),
    cpu: (tokens * 1000) / (last.cpu - first.cpu),
  };
}

/** Two rates that were measured right after one another. */
export interface Pair {
  readonly ours: Rate;
  readonly theirs: Rate;
}

/** Each goes first in turn: what the machine does meanwhile hits both alike. */
export async function measurePairs(
  count: number,
  ours: () => Promise<Rate>,
  theirs: () => Promise<Rate>,
): Promise<readonly Pair[]> {
  const pairs: Pair[] = [];
  for (let round = 0; round < count; round++) {
    const first = round % 2 === 0 ? await theirs() : undefined;
    const own = await ours();
    pairs.push({ ours: own, theirs: first ?? (await theirs()) });
  }
  return pairs;
}

/** The ratio of the pairs, and how to say it. */
export function comparePairs(pairs: readonly Pair[], by: keyof Rate) {
  const ratios = pairs.map(({ ours, theirs }) => ours[by] / theirs[by]);
  const middle = (of: keyof Pair) => median(pairs.map((pair) => pair[of][by])).toFixed(0);
  return {
    ratio: median(ratios),
    detail: `median of ${pairs.length} pairs (middle half ${middleHalf(ratios, 2)}); ${middle("ours")} / ${middle("theirs")} tokens/s`,
  };
}
