import { spawn } from "node:child_process";
import { projectRoot } from "./project.mjs";

/** A step of the set-up that failed, with the command that repeats it. */
export class StepError extends Error {
  /**
   * @param {string} title
   * @param {string} byHand
   * @param {string} outcome
   */
  constructor(title, byHand, outcome) {
    super(`${title} failed (${outcome}). To see it alone, run:\n\n    ${byHand}\n`);
    this.name = "StepError";
  }
}

/**
 * Runs one step in the project's folder and waits for it. Its output goes where this program talks: to standard error,
 * or, with `quiet`, nowhere unless the step fails.
 * @param {{ title: string, command: string, args: string[], byHand: string, env?: Record<string, string>, quiet?: boolean }} step
 * @throws {StepError}
 */
export async function runStep({ title, command, args, byHand, env = {}, quiet = false }) {
  const child = spawn(command, args, {
    cwd: projectRoot,
    env: { ...process.env, ...env },
    stdio: quiet ? ["ignore", "pipe", "pipe"] : ["ignore", 2, 2],
  });
  const output = [];
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (chunk) => output.push(chunk));
  const outcome = await new Promise((resolve) => {
    child.on("error", (error) => resolve(error.message));
    child.on("close", (code, signal) =>
      resolve(code === 0 ? null : (signal ?? `exit code ${code}`)),
    );
  });
  if (outcome === null) return;
  process.stderr.write(Buffer.concat(output));
  throw new StepError(title, byHand, outcome);
}

/**
 * Does the work; when it fails, says so without a stack and ends the program with code 1.
 * @param {() => Promise<void>} work
 */
export async function runScript(work) {
  try {
    await work();
  } catch (error) {
    console.error(error instanceof StepError ? `\n✗ ${error.message}` : error);
    process.exit(1);
  }
}
