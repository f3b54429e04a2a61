import type { TextEngine } from "../../src/generation/text-engine.ts";
import type { TickReport } from "../../src/inference/llama-cpp/tick-loop.ts";
import { median, middleHalf } from "./figures.ts";
import type { Moment } from "./moment.ts";
import { benchRequest, oneText, someText } from "./requests.ts";
import type { TickingEngine } from "./ticking-engine.ts";
import { askDirectly } from "./watched-engine.ts";

/** What all engines do that are compared: so many short prompts at once, and a reply to each. */
export const work = { channels: 8, contextSize: 512, promptTokens: 60, replyTokens: 64 } as const;

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
  /** How long each step took, which gave every channel a token. */
  readonly stepsMs: readonly number[];
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
    stepsMs: stepsOf(times),
  };
}

/** How long each step took, by the clock. */
export function stepsOf(times: readonly Moment[]): readonly number[] {
  return times.slice(1).map(({ at }, index) => at - (times[index]?.at ?? Number.NaN));
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

/**
 * How fast our steps are beside theirs, by the clock. All steps do the same work, and what else the machine does only
 * makes some of them longer: so the quickest quarter of either side is compared, and the median stands beside it.
 */
export function compareSteps(pairs: readonly Pair[]) {
  const at = (of: keyof Pair, share: number) => {
    const steps = pairs.flatMap((pair) => pair[of].stepsMs).toSorted((a, b) => a - b);
    return steps[Math.floor(steps.length * share)] ?? Number.NaN;
  };
  const ratio = (share: number) => at("theirs", share) / at("ours", share);
  const both = (share: number) =>
    `${at("ours", share).toFixed(2)} / ${at("theirs", share).toFixed(2)}`;
  return {
    ratio: ratio(1 / 4),
    detail: `steps of ${both(1 / 4)} ms in the quickest quarter, ${both(1 / 2)} ms in the middle (${ratio(1 / 2).toFixed(3)}), of ${pairs.length} pairs of runs`,
  };
}

/** The ratio of the pairs, and how to say it. */
export function comparePairs(pairs: readonly Pair[], by: "wall" | "cpu") {
  const ratios = pairs.map(({ ours, theirs }) => ours[by] / theirs[by]);
  const middle = (of: keyof Pair) => median(pairs.map((pair) => pair[of][by])).toFixed(0);
  return {
    ratio: median(ratios),
    detail: `median of ${pairs.length} pairs (middle half ${middleHalf(ratios, 2)}); ${middle("ours")} / ${middle("theirs")} tokens/s`,
  };
}
