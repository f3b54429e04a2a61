import type { Figure } from "./figures.ts";

/** Programs of llama.cpp's own to compare with, and how much to run. */
export interface BenchOptions {
  /** Path of a `llama-server` built from the sources that node-llama-cpp ships. */
  readonly llamaServer: string | undefined;
  /** Path of a `llama-batched-bench` of the same build. */
  readonly batchedBench: string | undefined;
  /** Tells the person at the terminal what is going on. */
  readonly say: (line: string) => void;
}

export interface Bench {
  readonly name: string;
  /** Measures and returns rows of the table, the most important one first. */
  run(options: BenchOptions): Promise<readonly Figure[]>;
}
