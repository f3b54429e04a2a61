import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";

/** What a process of `swap-soak-process.ts` tells of its swaps. */
export interface SwapSoakReport {
  /** Every message that was sent: which model it was promised, and each answer that came, with who gave it. */
  readonly replies: readonly { readonly model: string; readonly results: readonly string[] }[];
  /** How each try of the broken model ended. */
  readonly refused: readonly string[];
  /** Models that were loaded instead of the one that was asked for. */
  readonly misloaded: readonly string[];
  /** Whether the last try of the broken model, with nobody chatting, left in memory what was there. */
  readonly stayed: boolean;
  /** How often one model has taken the other's place. */
  readonly swapped: number;
  /** After this many swaps -> what is in memory. */
  readonly memory: Readonly<Record<string, MemoryInUse>>;
}

/** Bytes. */
export interface MemoryInUse {
  readonly bot: number;
  /** Each process for models: the one that has one, and the one that is kept ready. */
  readonly engines: readonly number[];
}

/** Runs it, which takes the built program. The folder has the models `demo`, `tiny` and `broken`. */
export function runSwapSoak(
  modelsDir: string,
  options: {
    readonly swaps: number;
    readonly channels: number;
  },
): Promise<SwapSoakReport> {
  return new Promise<SwapSoakReport>((resolve, reject) => {
    const child = fork(
      fileURLToPath(new URL("./swap-soak-process.ts", import.meta.url)),
      [modelsDir, String(options.swaps), String(options.channels)],
      { execArgv: ["--expose-gc", "--import", "tsx"] },
    );
    child.on("message", (message: SwapSoakReport) => resolve(message));
    child.on("error", reject);
    child.on("exit", (code) => reject(new Error(`the swaps ended with code ${code}`)));
  });
}
