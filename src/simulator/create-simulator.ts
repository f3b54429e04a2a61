import { LocalSimulator } from "./local-simulator.ts";
import type { Simulator, SimulatorOptions } from "./simulator.ts";

/** A local Discord; `start()` opens it. See `Simulator`. */
export function createSimulator(options: SimulatorOptions = {}): Simulator {
  return new LocalSimulator(options);
}
