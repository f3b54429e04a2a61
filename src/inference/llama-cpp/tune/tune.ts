import {
  batchChoices,
  better,
  type EngineSetup,
  type Trial,
  threadChoices,
} from "./choose-setup.ts";

export interface TuneOptions {
  readonly first: EngineSetup;
  readonly cores: number;
  /** Whether a coarser cache may be chosen. */
  readonly coarseCache: boolean;
  /** Rejects when this setup doesn't work here. */
  readonly measure: (setup: EngineSetup) => Promise<Trial>;
  readonly onTrial: (
    trial: Trial | { readonly setup: EngineSetup; readonly problem: string },
  ) => void;
  readonly signal: AbortSignal;
}

/**
 * Tries one thing after another, each on top of the best so far: threads, flash attention, batch, cache. What doesn't
 * work on this machine is passed over. Rejects when not even the first setup works.
 */
export async function tune(options: TuneOptions): Promise<{
  readonly best: Trial;
  readonly first: Trial;
}> {
  const { cores } = options;
  const first = await options.measure(options.first);
  options.onTrial(first);
  let best = first;
  const tried = new Set([keyOf(options.first)]);
  const steps: readonly ((setup: EngineSetup) => readonly EngineSetup[])[] = [
    (setup) => threadChoices(cores).map((threads) => ({ ...setup, threads })),
    (setup) => [{ ...setup, flashAttention: !setup.flashAttention }],
    (setup) => batchChoices.map((batchSize) => ({ ...setup, batchSize })),
    // llama.cpp quantises the cache only together with flash attention.
    (setup) => (options.coarseCache ? [{ ...setup, flashAttention: true, cacheType: "q8_0" }] : []),
  ];
  for (const choicesOf of steps)
    for (const setup of choicesOf(best.setup)) {
      options.signal.throwIfAborted();
      if (tried.has(keyOf(setup))) continue;
      tried.add(keyOf(setup));
      const trial = await attempt(setup, options);
      if (trial !== undefined) best = better(best, trial);
    }
  return { best, first };
}

async function attempt(setup: EngineSetup, options: TuneOptions): Promise<Trial | undefined> {
  try {
    const trial = await options.measure(setup);
    options.onTrial(trial);
    return trial;
  } catch (thrown) {
    const problem = thrown instanceof Error ? thrown.message : String(thrown);
    options.onTrial({ setup, problem });
    return undefined;
  }
}

function keyOf(setup: EngineSetup): string {
  return JSON.stringify(setup);
}
