import { createSimulator } from "../../src/simulator/create-simulator.ts";
import type { Simulator, SimulatorOptions } from "../../src/simulator/simulator.ts";
import { discordSchemaCheck } from "./discord-schema-check.ts";

/** A started simulator that also holds everything against Discord's official schema, where that is at hand. */
export function startCheckedSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const schemaCheck = discordSchemaCheck();
  return createSimulator({
    ...(schemaCheck === undefined ? {} : { schemaCheck }),
    ...options,
  }).start();
}

/** Throws when the bot did what Discord would have refused. */
export function expectLawful(sim: Simulator): void {
  if (sim.violations.length === 0) return;
  const list = sim.violations.map(({ rule, where, detail }) => `${rule}: ${where}: ${detail}`);
  throw new Error(`the bot broke Discord's rules:\n${list.join("\n")}`);
}
