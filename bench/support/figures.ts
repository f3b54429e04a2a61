/** One row of the table in `docs/performance.md`. */
export interface Figure {
  readonly name: string;
  /** What was reached: a ratio in one run where it can be, otherwise a count or milliseconds. */
  readonly value: string;
  /** What it should be; undefined where no goal was set. */
  readonly goal?: Goal | undefined;
  /** What it was made of, and on what. */
  readonly detail: string;
}

export interface Goal {
  readonly text: string;
  readonly met: boolean;
}

/** A goal that a number reaches from below. */
export function atLeast(least: number, reached: number): Goal {
  return { text: `≥ ${least}`, met: reached >= least };
}

/** A goal that a number must not go over. */
export function atMost(most: number, reached: number): Goal {
  return { text: `≤ ${most}`, met: reached <= most };
}

/** Half of the values are no greater. Throws when there are none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.floor((sorted.length - 1) / 2)];
  if (upper === undefined || lower === undefined) throw new Error("there is nothing to measure");
  return (lower + upper) / 2;
}

export function mean(values: readonly number[]): number {
  if (values.length === 0) throw new Error("there is nothing to measure");
  return values.reduce((total, value) => total + value, 0) / values.length;
}

/** Between which values the middle half lies, to tell how noisy a median is. */
export function middleHalf(values: readonly number[], digits: number): string {
  const sorted = values.toSorted((a, b) => a - b);
  const quarter = Math.floor(sorted.length / 4);
  const inner = sorted.slice(quarter, sorted.length - quarter);
  return `${inner[0]?.toFixed(digits)} to ${inner.at(-1)?.toFixed(digits)}`;
}
