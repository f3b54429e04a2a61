import type { Clock } from "../../lib/clock.ts";
import { editInterval, type Via } from "./edit-interval.ts";
import {
  type Budget,
  botBudgets,
  earliestOptionalRequest,
  earliestRequest,
  webhookBudgets,
} from "./request-budget.ts";

/** Shares what Discord allows in one channel among all replies that are shown there. */
export class ChannelPacer {
  readonly #via: Via;
  readonly #budgets: readonly Budget[];
  readonly #clock: Clock;
  /** When requests were answered; those under way count as made now. Ascending. */
  #answeredAt: number[] = [];
  #underWay = 0;
  #notBefore = Number.NEGATIVE_INFINITY;
  #streams = 0;

  constructor(via: Via, clock: Clock) {
    this.#via = via;
    this.#budgets = via === "webhook" ? webhookBudgets : botBudgets;
    this.#clock = clock;
  }

  /** Whether nothing that was done here matters any more. */
  get idle(): boolean {
    return this.#streams === 0 && this.#underWay === 0 && this.#recent().length === 0;
  }

  /** A reply starts to be shown. Returns how it ends. */
  join(): () => void {
    this.#streams += 1;
    let left = false;
    return () => {
      if (!left) this.#streams -= 1;
      left = true;
    };
  }

  /** When a request that must be made may be made. */
  urgentAt(): number {
    return Math.max(this.#notBefore, earliestRequest(this.#budgets, this.#sent()));
  }

  /** When a request that may be left out may be made. */
  optionalAt(): number {
    return Math.max(this.#notBefore, earliestOptionalRequest(this.#budgets, this.#sent()));
  }

  /** Whether a request that may be left out would have to wait now. */
  get crowded(): boolean {
    return this.optionalAt() > this.#clock.now();
  }

  /** When the next edit of a reply that is still being written may be made. */
  editAt(stream: { readonly firstTextAt: number; readonly lastEditAt: number }): number {
    const interval = editInterval({
      via: this.#via,
      streams: this.#streams,
      streamingForMs: this.#clock.now() - stream.firstTextAt,
    });
    return Math.max(
      this.#notBefore,
      stream.lastEditAt + interval,
      earliestOptionalRequest(this.#budgets, this.#sent()),
    );
  }

  /** Makes a request and counts it. */
  async spend<T>(request: () => Promise<T>): Promise<T> {
    this.#underWay += 1;
    try {
      return await request();
    } finally {
      this.#underWay -= 1;
      this.#answeredAt.push(this.#clock.now());
    }
  }

  /** Discord said to wait. */
  hold(delayMs: number): void {
    this.#notBefore = Math.max(this.#notBefore, this.#clock.now() + delayMs);
  }

  #sent(): readonly number[] {
    const now = this.#clock.now();
    return [...this.#recent(), ...Array.from({ length: this.#underWay }, () => now)];
  }

  #recent(): readonly number[] {
    const longest = Math.max(...this.#budgets.map(({ windowMs }) => windowMs));
    const start = this.#clock.now() - longest;
    this.#answeredAt = this.#answeredAt.filter((at) => at > start);
    return this.#answeredAt;
  }
}
