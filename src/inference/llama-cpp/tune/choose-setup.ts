/** How llama.cpp is to be set up for one model on one machine. */
export interface EngineSetup {
  /** CPU threads. */
  readonly threads: number;
  readonly batchSize: number;
  readonly flashAttention: boolean;
  readonly cacheType: "f16" | "q8_0";
}

/** What was measured with a setup. */
export interface Trial {
  readonly setup: EngineSetup;
  /** Prompt tokens per second. */
  readonly reading: number;
  /** Tokens per second of all replies together, as many side by side as there are slots. */
  readonly writing: number;
}

/** A typical turn at a typical moment: what is new of the prompt is read, then a reply is written. */
const turn = { newTokens: 80, replyTokens: 150 };

/** A setup has to be so much faster than the one that is known: below that it is noise. */
const leastGain = 1.05;

/** A cache that is stored more coarsely changes replies a little, so it has to be worth it. */
const leastGainOfCoarseCache = 1.15;

/** Turns per second, more is better. */
export function turnRate({ reading, writing }: Pick<Trial, "reading" | "writing">): number {
  return 1 / (turn.newTokens / reading + turn.replyTokens / writing);
}

/** The better of what is known and what was tried. */
export function better(known: Trial, tried: Trial): Trial {
  const isCoarser = known.setup.cacheType === "f16" && tried.setup.cacheType !== "f16";
  const needed = isCoarser ? leastGainOfCoarseCache : leastGain;
  return turnRate(tried) > needed * turnRate(known) ? tried : known;
}

/** Which numbers of threads are worth trying on so many cores. */
export function threadChoices(cores: number): readonly number[] {
  const choices = [1, Math.floor(cores / 4), Math.floor(cores / 2), cores - 1, cores];
  return [...new Set(choices.filter((count) => count >= 1))].toSorted((a, b) => a - b);
}

export const batchChoices: readonly number[] = [128, 256, 512, 1024];
