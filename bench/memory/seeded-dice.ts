export interface SeededDice {
  /** A whole number from 0 to below `limit`. */
  below(limit: number): number;
  chance(probability: number): boolean;
  pick<T>(values: readonly T[]): T;
  sample<T>(values: readonly T[], count: number): readonly T[];
  shuffle<T>(values: readonly T[]): readonly T[];
}

/** Dice that fall the same for the same seed: Mulberry32. */
export function seededDice(seed: number): SeededDice {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  const shuffle = <T>(values: readonly T[]): readonly T[] => {
    const mixed = [...values];
    for (let index = mixed.length - 1; index > 0; index--) {
      const other = below(index + 1);
      [mixed[index], mixed[other]] = [mixed[other] as T, mixed[index] as T];
    }
    return mixed;
  };
  return {
    below,
    chance: (probability) => next() < probability,
    pick: (values) => values[below(values.length)] as (typeof values)[number],
    sample: (values, count) => shuffle(values).slice(0, count),
    shuffle,
  };
}
