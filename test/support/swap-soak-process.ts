/**
 * A process of its own for many swaps, so that its memory is that of the swaps alone: channels chat while two models
 * take turns, each some messages in a row as often as a swap begins. Sends a {@link SwapSoakReport}. Run it with `--expose-gc`, and with the program built: models are
 * run by that, as TypeScript takes its process half as long again to be ready.
 */
import { readFileSync } from "node:fs";
import { setImmediate } from "node:timers/promises";
import type { openEngine as openEngineOfSources } from "../../src/app/open-engine.ts";
import { loadSettings } from "../../src/config/load-settings.ts";
import type { GenerationResult } from "../../src/generation/generation-queue.ts";
import { defaultSampling } from "../../src/generation/sampling-defaults.ts";
import { systemClock } from "../../src/lib/clock.ts";
import { deferred } from "../../src/lib/deferred.ts";
import { coerceError } from "../../src/lib/errors.ts";
import { type Logger, silentLogger } from "../../src/lib/logger.ts";
import { createInProcessQueue } from "../../src/queue/in-process-queue.ts";
import { makeRequest } from "./generation-request.ts";
import { engineProcessesOf } from "./process-list.ts";
import type { MemoryInUse, SwapSoakReport } from "./swap-soak.ts";
import { testGpu } from "./test-gpu.ts";

const built = new URL("../../dist/src/app/open-engine.js", import.meta.url).href;
const { openEngine } = (await import(built)) as { readonly openEngine: typeof openEngineOfSources };

const [modelsDir = "", swapCount = "0", channelCount = "0"] = process.argv.slice(2);
const swaps = Number(swapCount);
const never = new AbortController().signal;

const settings = loadSettings({
  MODELS_DIR: modelsDir,
  MODEL: "demo.gguf",
  MODELS_LOADED: "1",
  CONTEXT_SIZE: "512",
  SLOTS: "4",
  GPU: testGpu,
  THREADS: "1",
  KEPT_STATES_MB: "0",
});
let swapped = -1;
/** Hears of every model that has come in; the first one takes nobody's place. */
const logger: Logger = {
  ...silentLogger,
  info(_fields, message) {
    if (message === "a model is ready") swapped++;
  },
};
const context = { logger, clock: systemClock, print: () => {}, signal: never };
const { engine, models, concurrency, control } = await openEngine(settings, context);
const queue = createInProcessQueue({
  engine,
  models,
  concurrency,
  clock: systemClock,
  logger: silentLogger,
});

/** What a channel asked for, and what came of it. */
interface Asked {
  readonly model: string;
  readonly results: GenerationResult[];
}

const asked: Asked[] = [];
const memory: Record<string, MemoryInUse> = {};
/** After how many swaps memory is looked at. */
const marks = [3, swaps];
const refused: string[] = [];
let talking = 0;
let chosen = "demo";
/** Messages that a channel says in a row. Without an end they would take the time that processes need to be ready. */
const messagesInARow = 2;
/** Resolves when the next swap begins. */
let nextSwap = deferred();
let ended = false;

async function say(channel: number): Promise<void> {
  const entry: Asked = { model: chosen, results: [] };
  asked.push(entry);
  const job = await queue.submit(
    makeRequest({
      id: `turn-${asked.length}`,
      conversationKey: `channel-${channel}`,
      model: entry.model,
      maxTokens: 4,
      sampling: { ...defaultSampling, temperature: 0, seed: asked.length },
    }),
  );
  // Were it told twice, the second would be seen as well.
  void job.result.then((result) => entry.results.push(result));
  await job.result;
}

async function chat(channel: number): Promise<void> {
  while (!ended) {
    const following = nextSwap.promise;
    talking++;
    for (let message = 0; message < messagesInARow; message++) await say(channel);
    talking--;
    await following;
  }
}

/** Bytes in memory once everything that can be freed is, with the same model in memory each time and nobody talking. */
async function look(): Promise<MemoryInUse> {
  while (talking > 0) await setImmediate();
  await load("demo");
  chosen = "demo";
  const engines = engineProcessesOf(process.pid).map(residentBytes);
  return { bot: await leastResidentBytes(), engines };
}

/** V8 gives pages back some time after a collection. */
async function leastResidentBytes(): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let collection = 0; collection < 20; collection++) {
    globalThis.gc?.();
    await setImmediate();
    least = Math.min(least, residentBytes(process.pid));
  }
  return least;
}

function residentBytes(pid: number): number {
  const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, "utf8");
  return Number(/^Rss:\s+(\d+)/m.exec(rollup)?.[1]) * 1024;
}

const load = (model: string) => control.load(model, { onProgress: () => {}, signal: never });

async function tryBroken(): Promise<void> {
  const code = await load("broken").then(
    () => "loaded",
    (thrown: unknown) =>
      // The built program has a class of its own.
      thrown instanceof Error && "code" in thrown
        ? String(thrown.code)
        : coerceError(thrown).message,
  );
  refused.push(code);
}

const loaded = () => models().map(({ modelId, state }) => `${modelId} ${state}`);

const chats = Array.from({ length: Number(channelCount) }, (_, channel) => chat(channel));
const misloaded: string[] = [];
while (swapped < swaps) {
  const next = chosen === "demo" ? "tiny" : "demo";
  if (refused.length === 0 && swapped >= swaps / 2) await tryBroken();
  const begun = nextSwap;
  nextSwap = deferred();
  begun.resolve();
  const ready = await load(next);
  if (ready.id !== next) misloaded.push(ready.id);
  chosen = next;
  const missing = marks.find((mark) => mark <= swapped && memory[mark] === undefined);
  if (missing !== undefined) memory[missing] = await look();
}
ended = true;
nextSwap.resolve();
await Promise.all(chats);
memory[swaps] ??= await look();
// Now that nobody asks for anything, what is in memory stays there.
const before = loaded();
await tryBroken();
const stayed = JSON.stringify(loaded()) === JSON.stringify(before) && before.length === 1;

const report: SwapSoakReport = {
  replies: asked.map(({ model, results }) => ({ model, results: results.map(tell) })),
  refused,
  misloaded,
  stayed,
  swapped,
  memory,
};
await queue[Symbol.asyncDispose]();
await engine[Symbol.asyncDispose]();
process.send?.(report, () => process.disconnect());

/** What was said, and by whom by the report. */
function tell(result: GenerationResult): string {
  if (result.kind !== "finished") return JSON.stringify(result);
  return `${result.report.model}: ${result.text.trim()}`;
}
