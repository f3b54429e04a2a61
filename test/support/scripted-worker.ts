import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

export interface ScriptedWorkerProcess {
  /** Resolves with the id of the first job that it gets. */
  readonly gotJob: Promise<string>;
  /** SIGKILL: it can't say goodbye. */
  kill(): Promise<void>;
}

/** What the worker process is told, on its command line. */
export interface ScriptedWorkerScript {
  readonly redisUrl: string;
  readonly prefix: string;
  readonly lockMs: number;
  /** What it says of every reply before it stops for ever. */
  readonly beginning: string;
}

const program = fileURLToPath(new URL("scripted-worker-process.ts", import.meta.url));

/** Resolves when the process takes jobs. */
export async function startScriptedWorker(
  script: ScriptedWorkerScript,
): Promise<ScriptedWorkerProcess> {
  const child = spawn(process.execPath, ["--import", "tsx", program, JSON.stringify(script)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const killWithTests = () => child.kill("SIGKILL");
  process.once("exit", killWithTests);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const expectLine = async (start: string): Promise<string> => {
    const { value, done } = await lines.next();
    if (done || !value.startsWith(start)) throw new Error(`worker process said: ${value}`);
    return value.slice(start.length);
  };
  await expectLine("ready");
  const gotJob = expectLine("job ");
  gotJob.catch(() => {});
  return {
    gotJob,
    async kill() {
      process.off("exit", killWithTests);
      await end(child);
    },
  };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGKILL");
  await once(child, "exit");
}
