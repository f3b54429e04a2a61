/**
 * Runs the benches and writes their figures to `docs/performance.md`: `npm run bench -- --help`.
 *
 * Every figure is a ratio of two things measured in the same run where it can be, because the machine's mood is in both.
 */

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { type GpuChoice, openBackend } from "../src/inference/llama-cpp/llama-backend.ts";
import { botMemory } from "./bot-memory.ts";
import { costs } from "./costs.ts";
import { crowd } from "./crowd.ts";
import { firstLight } from "./first-light.ts";
import { imports } from "./import.ts";
import { longChat, longChatTimes } from "./long-chat.ts";
import { longPrompt } from "./long-prompt.ts";
import { lorebook } from "./lorebook.ts";
import { native } from "./native.ts";
import { promptAssembly } from "./prompt.ts";
import { slotSharing } from "./slots.ts";
import { speculative } from "./speculative.ts";
import type { Bench, BenchOptions } from "./support/bench.ts";
import { computeOn } from "./support/compute.ts";
import {
  type BenchRecord,
  currentLoad,
  describeMachine,
  renderPage,
} from "./support/performance-page.ts";
import { throughput } from "./throughput.ts";

const benches: readonly Bench[] = [
  firstLight,
  throughput,
  longPrompt,
  longChat,
  longChatTimes,
  slotSharing,
  crowd,
  native,
  speculative,
  costs,
  botMemory,
  imports,
  lorebook,
  promptAssembly,
];
const recordsFiles = { cpu: "bench/figures.json", gpu: "bench/figures-gpu.json" } as const;
const pageFile = "docs/performance.md";

const help = `npm run bench -- [--only NAME]... [--llama-server PATH] [--batched-bench PATH] [--no-write]

  --only NAME           run this bench alone (again for more): ${benches.map(({ name }) => name).join(", ")}
  --llama-server PATH   compare with this llama-server
  --batched-bench PATH  compare with this llama-batched-bench
  --gpu NAME            compute on a GPU: auto, cuda, vulkan or metal; the figures go into a table of their own
  --no-write            print the figures and leave ${pageFile} as it is

docs/performance.md says how to build the two programs.`;

const { values } = parseArgs({
  options: {
    only: { type: "string", multiple: true },
    "llama-server": { type: "string" },
    "batched-bench": { type: "string" },
    gpu: { type: "string" },
    "no-write": { type: "boolean" },
    help: { type: "boolean" },
  },
});

if (values.help === true) console.log(help);
else await runBenches(chooseBenches(values.only));

function chooseBenches(names: readonly string[] | undefined): readonly Bench[] {
  const unknown = names?.find((name) => benches.every((bench) => bench.name !== name));
  if (unknown !== undefined) {
    console.error(`There is no bench "${unknown}".\n\n${help}`);
    process.exit(2);
  }
  return benches.filter(({ name }) => names?.includes(name) ?? true);
}

async function runBenches(chosen: readonly Bench[]): Promise<void> {
  const options: BenchOptions = {
    llamaServer: values["llama-server"],
    batchedBench: values["batched-bench"],
    say: (line) => console.log(line),
  };
  const card = await chooseCompute(values.gpu);
  for (const bench of chosen) {
    const before = currentLoad();
    const figures = await bench.run(options);
    for (const { name, value, goal, detail } of figures)
      console.log(`${name}: ${value}${goal ? ` (goal ${goal.text})` : ""}\n  ${detail}`);
    if (values["no-write"] === true || figures.length === 0) continue;
    keep(
      {
        bench: bench.name,
        date: new Date().toISOString(),
        machine: describeMachine(card),
        load: `${before} before, ${currentLoad()} after`,
        figures,
      },
      card === undefined ? "cpu" : "gpu",
    );
  }
}

/** What the models compute on from now on, in words; undefined for the CPU. */
async function chooseCompute(name: string | undefined): Promise<string | undefined> {
  if (name === undefined) return undefined;
  if (!["auto", "cuda", "vulkan", "metal"].includes(name)) {
    console.error(`There is no GPU "${name}".\n\n${help}`);
    process.exit(2);
  }
  computeOn(name as GpuChoice);
  const llama = await openBackend(name as GpuChoice);
  const devices = await llama.getGpuDeviceNames();
  return `${devices.join(", ") || "no GPU"} (${llama.gpu || "CPU"})`;
}

/** Puts what a bench found in place of what it found before, in the order of the benches. */
function keep(record: BenchRecord, table: "cpu" | "gpu"): void {
  const recordsFile = recordsFiles[table];
  const kept: readonly BenchRecord[] = existsSync(recordsFile)
    ? JSON.parse(readFileSync(recordsFile, "utf8"))
    : [];
  const records = benches.flatMap(({ name }) =>
    name === record.bench ? [record] : kept.filter(({ bench }) => bench === name),
  );
  writeFileSync(recordsFile, `${JSON.stringify(records, null, 2)}\n`);
  writeFileSync(pageFile, renderPage(readFileSync(pageFile, "utf8"), records, table));
}
