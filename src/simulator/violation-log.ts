import type { RuleName, Violation } from "./violations.ts";

/** Enough to see what went wrong; a playground that runs for weeks must not fill the memory. */
const capacity = 1000;

/** The violations that nobody has forgiven yet, oldest first. */
export class ViolationLog {
  readonly #entries: Violation[] = [];

  get entries(): readonly Violation[] {
    return this.#entries;
  }

  add(violation: Violation): void {
    this.#entries.push(violation);
    if (this.#entries.length > capacity) this.#entries.shift();
  }

  /** Takes the violations of one rule out and returns them. */
  forgive(rule: RuleName): readonly Violation[] {
    const forgiven = this.#entries.filter((violation) => violation.rule === rule);
    const kept = this.#entries.filter((violation) => violation.rule !== rule);
    this.#entries.splice(0, this.#entries.length, ...kept);
    return forgiven;
  }
}
