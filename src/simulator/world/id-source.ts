import type { Clock } from "../../lib/clock.ts";

/** Discord's epoch: the first millisecond of 2015. */
const discordEpoch = 1_420_070_400_000n;

/** Where the ids of a world's fixed parts start; they look like ids of the year 2023. */
const firstBuiltId = 1_100_000_000_000_000_000n;

/** Earlier clocks would give ids of fewer than 17 digits, which client libraries don't take for ids. */
const earliestClockMs = Date.UTC(2016, 0, 1);

/** Gives out snowflakes: always growing, 17 to 19 digits. */
export class IdSource {
  readonly #clock: Clock;
  #last = 0n;
  #built: number;

  /** `built`: how many deterministic ids were given out before (from a snapshot). */
  constructor(clock: Clock, built = 0) {
    if (clock.now() < earliestClockMs)
      throw new RangeError("The simulator's clock must not be set before the year 2016.");
    this.#clock = clock;
    this.#built = built;
  }

  get builtCount(): number {
    return this.#built;
  }

  /** An id that carries the clock's time, for what happens: messages, interactions. */
  next(): string {
    const fromClock = (BigInt(this.#clock.now()) - discordEpoch) << 22n;
    this.#last = fromClock > this.#last ? fromClock : this.#last + 1n;
    return String(this.#last);
  }

  /** Makes every later id greater than this one (of a restored world). */
  continueAfter(id: string): void {
    if (BigInt(id) > this.#last) this.#last = BigInt(id);
  }

  /** An id that depends on how many came before alone, for what is set up: users, guilds, channels. */
  nextBuilt(): string {
    this.#built += 1;
    return String(firstBuiltId + BigInt(this.#built));
  }
}

/** The moment that an id carries, in milliseconds since the Unix epoch. */
export function timeOfId(id: string): number {
  return Number((BigInt(id) >> 22n) + discordEpoch);
}
