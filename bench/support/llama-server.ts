import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { nativeGpuLayers } from "./compute.ts";
import { type BenchModel, benchBatchSize } from "./models.ts";
import type { Moment } from "./moment.ts";
import { benchSampling } from "./requests.ts";

export interface LlamaServer extends AsyncDisposable {
  /** Answers all prompts at once. For each, when each of its tokens arrived here. */
  run(prompts: readonly string[], tokens: number): Promise<readonly (readonly Moment[])[]>;
}

/** Linux counts processor time in hundredths of a second. */
const msPerTick = 10;
const startTimeoutMs = 60_000;

/** Starts a llama-server on the loopback with the settings that the bot's engine has in the benches. */
export async function startLlamaServer(
  program: string,
  model: BenchModel,
  options: { readonly slots: number; readonly contextSize: number },
): Promise<LlamaServer> {
  const port = await freePort();
  const settings = {
    "--model": model.file,
    "--host": "127.0.0.1",
    "--port": port,
    "--parallel": options.slots,
    "--ctx-size": options.slots * options.contextSize,
    "--batch-size": benchBatchSize,
    "--threads": 1,
    "--threads-batch": 1,
    "--gpu-layers": nativeGpuLayers(),
  };
  const server = spawn(program, Object.entries(settings).flat().map(String), { stdio: "ignore" });
  const { pid } = server;
  const stop = async () => {
    if (server.exitCode !== null || pid === undefined) return;
    server.kill();
    await once(server, "exit");
  };
  const address = `http://127.0.0.1:${port}`;
  try {
    await untilHealthy(address);
  } catch (thrown) {
    await stop();
    throw thrown;
  }
  const now = (): Moment => ({ at: performance.now(), cpu: processorMs(pid ?? 0) });
  return {
    run: (prompts, tokens) =>
      Promise.all(
        prompts.map((prompt, index) => complete(address, prompt, tokens, index + 1, now)),
      ),
    [Symbol.asyncDispose]: stop,
  };
}

async function complete(
  address: string,
  prompt: string,
  tokens: number,
  seed: number,
  now: () => Moment,
): Promise<readonly Moment[]> {
  const { temperature, topK, topP, minP } = benchSampling;
  const response = await fetch(`${address}/completion`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      prompt,
      n_predict: tokens,
      stream: true,
      cache_prompt: false,
      samplers: ["top_k", "top_p", "min_p", "temperature"],
      temperature,
      top_k: topK,
      top_p: topP,
      min_p: minP,
      seed,
    }),
  });
  if (!response.ok || response.body === null)
    throw new Error(`llama-server answered ${response.status}`);
  const moments: Moment[] = [];
  const decoder = new TextDecoder();
  for await (const bytes of response.body) {
    const events = decoder.decode(bytes, { stream: true }).split("data: ").length - 1;
    for (let event = 0; event < events; event++) moments.push(now());
  }
  // The last event says how it ended; there is no token in it.
  return moments.slice(0, -1);
}

async function untilHealthy(address: string): Promise<void> {
  const deadline = performance.now() + startTimeoutMs;
  while (performance.now() < deadline) {
    const response = await fetch(`${address}/health`).catch(() => undefined);
    if (response?.ok) return;
    await sleep(200);
  }
  throw new Error("llama-server doesn't start");
}

/** What a process has computed. Not a number where the system doesn't say. */
function processorMs(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ");
    return (Number(fields?.[11]) + Number(fields?.[12])) * msPerTick;
  } catch {
    return Number.NaN;
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  await once(probe, "close");
  if (address === null || typeof address === "string") throw new Error("no free port");
  return address.port;
}
