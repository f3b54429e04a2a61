import { createScriptedEngine } from "../../src/generation/scripted-engine.ts";
import { systemClock } from "../../src/lib/clock.ts";
import { silentLogger } from "../../src/lib/logger.ts";
import { createBullMqWorker } from "../../src/queue/bullmq-worker.ts";
import type { ScriptedWorkerScript } from "./scripted-worker.ts";

/** A worker process for tests to kill; see `scripted-worker.ts`. */

const script: ScriptedWorkerScript = JSON.parse(process.argv[2] ?? "{}");

const engine = createScriptedEngine({
  replies: (request) => {
    process.stdout.write(`job ${request.id}\n`);
    return { steps: [{ text: script.beginning }, { hold: new Promise(() => {}) }] };
  },
});
const worker = createBullMqWorker({
  redisUrl: script.redisUrl,
  prefix: script.prefix,
  lockMs: script.lockMs,
  engine,
  workerId: `process-${process.pid}`,
  clock: systemClock,
  logger: silentLogger,
});
await worker.start();
process.stdout.write("ready\n");
