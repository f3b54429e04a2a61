import { availableParallelism, cpus } from "node:os";

/** What a speed is measured on: processor, cores, and what computes. */
export function machineName(backend: string): string {
  const processor = cpus()[0]?.model.trim() ?? "unknown processor";
  return `${processor}, ${availableParallelism()} cores, ${backend}`;
}
