import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import type { ForgettingStep, Work } from "./memory-life.ts";

/** What a process is to work at, and when it dies of it. */
export interface LifeToKill {
  readonly file: string;
  readonly work: Work;
  /** An earlier run has written down that Ada is to be forgotten. */
  readonly promised: boolean;
  /** It is killed at this step, from 1, or as soon as so much of Ada is forgotten. */
  readonly at: number | ForgettingStep;
}

export interface KilledLife {
  /** It is written down that Ada is to be forgotten. */
  readonly promised: boolean;
  /** False: it had less to do than that. */
  readonly killed: boolean;
}

/** Runs lives in processes of their own, to kill them. */
export interface LifeProgram extends Disposable {
  /** Works at a memory until SIGKILL ends it at a step. */
  kill(life: LifeToKill): Promise<KilledLife>;
}

const root = fileURLToPath(new URL("../../..", import.meta.url));

/** In one file of plain JavaScript: to compile it anew for each process would take most of the time. */
export async function buildLifeProgram(): Promise<LifeProgram> {
  const cache = join(root, ".cache");
  mkdirSync(cache, { recursive: true });
  // Below the project, where its modules and migrations are found.
  const outDir = mkdtempSync(join(cache, "memory-life-"));
  await build({
    root,
    configFile: false,
    logLevel: "error",
    build: { ssr: "test/support/memory-life/life-process.ts", outDir, minify: false },
  });
  return {
    kill: (life) => killLife(join(outDir, "life-process.js"), life),
    [Symbol.dispose]: () => rmSync(outDir, { recursive: true, force: true }),
  };
}

async function killLife(program: string, life: LifeToKill): Promise<KilledLife> {
  const child = spawn(process.execPath, [program, JSON.stringify(life)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  const [code, signal] = await once(child, "close");
  if (code !== 0 && signal !== "SIGKILL") throw new Error(`the life ended with ${code ?? signal}`);
  return { promised: life.promised || said === "promised", killed: signal === "SIGKILL" };
}
