import type { Simulator } from "../../src/simulator/simulator.ts";

/** Throws when the bot did what Discord would have refused. */
export function expectLawful(sim: Simulator): void {
  if (sim.violations.length === 0) return;
  const list = sim.violations.map(({ rule, where, detail }) => `${rule}: ${where}: ${detail}`);
  throw new Error(`the bot broke Discord's rules:\n${list.join("\n")}`);
}
