import type { RuleName, Violation } from "./violations.ts";

/** The violations that nobody has forgiven yet, oldest first. */
export class ViolationLog {
  readonly #entries: Violation[] = [];

  get entries(): readonly Violation[] {
    return this.#entries;
  }

  add(violation: Violation): void {
    this.#entries.push(violation);
  }

  /** Takes the violations of one rule out and returns them. */
  forgive(rule: RuleName): readonly Violation[] {
    const forgiven = this.#entries.filter((violation) => violation.rule === rule);
    const kept = this.#entries.filter((violation) => violation.rule !== rule);
    this.#entries.splice(0, this.#entries.length, ...kept);
    return forgiven;
  }
}
