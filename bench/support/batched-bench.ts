import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { nativeGpuLayers } from "./compute.ts";
import { type BenchModel, benchBatchSize } from "./models.ts";

/**
 * Tokens per second of llama-batched-bench for so many sequences at once: llama.cpp without sampling, text or anyone
 * who listens.
 */
export async function runBatchedBench(
  program: string,
  model: BenchModel,
  options: {
    readonly sequences: number;
    readonly contextSize: number;
    readonly promptTokens: number;
    readonly replyTokens: number;
  },
): Promise<number> {
  const settings = {
    "--model": model.file,
    "--ctx-size": options.sequences * options.contextSize,
    "--batch-size": benchBatchSize,
    "--threads": 1,
    "--threads-batch": 1,
    "--gpu-layers": nativeGpuLayers(),
    "-npp": options.promptTokens,
    "-ntg": options.replyTokens,
    "-npl": options.sequences,
    "--output-format": "jsonl",
  };
  const { stdout } = await promisify(execFile)(
    program,
    Object.entries(settings).flat().map(String),
  );
  const line = stdout.split("\n").find((text) => text.startsWith("{"));
  const result: { readonly speed_tg?: number } = JSON.parse(line ?? "{}");
  if (result.speed_tg === undefined) throw new Error("llama-batched-bench printed no figures");
  return result.speed_tg;
}
