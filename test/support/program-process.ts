import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { deferred } from "../../src/lib/deferred.ts";

export interface ProgramOptions {
  readonly command: string;
  readonly args: readonly string[];
  /** The whole environment of the process besides PATH: nothing of the shell's gets in. */
  readonly environment: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

/** A program in a process of its own, followed line by line. */
export interface ProgramProcess extends AsyncDisposable {
  /** Resolves with the first line, past or future, of standard output or error that matches. */
  line(pattern: RegExp): Promise<string>;
  /** What it has written so far. */
  readonly output: string;
  readonly stdout: string;
  /** Exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals>;
  signal(signal: NodeJS.Signals): void;
}

export function startProgram(options: ProgramOptions): ProgramProcess {
  const child = spawn(options.command, options.args, {
    cwd: options.cwd,
    env: { PATH: process.env["PATH"], ...options.environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  return new FollowedProgram(child);
}

class FollowedProgram implements ProgramProcess {
  readonly #child: ChildProcess;
  readonly #lines: { readonly text: string; readonly isError: boolean }[] = [];
  readonly #waiting = new Set<() => void>();
  readonly ended: Promise<number | NodeJS.Signals>;
  #hasEnded = false;

  constructor(child: ChildProcess) {
    this.#child = child;
    const killWithTests = () => child.kill("SIGKILL");
    process.once("exit", killWithTests);
    this.#follow(child.stdout, false);
    this.#follow(child.stderr, true);
    this.ended = new Promise((resolve) => {
      child.once("error", (error) => this.#add(error.message, true));
      child.once("close", (code, signal) => {
        process.off("exit", killWithTests);
        this.#hasEnded = true;
        resolve(code ?? signal ?? 1);
        this.#wake();
      });
    });
  }

  get output(): string {
    return this.#lines.map(({ text }) => `${text}\n`).join("");
  }

  get stdout(): string {
    return this.#lines.map(({ text, isError }) => (isError ? "" : `${text}\n`)).join("");
  }

  async line(pattern: RegExp): Promise<string> {
    const found = deferred<string>();
    const look = () => {
      const hit = this.#lines.find(({ text }) => pattern.test(text));
      if (hit !== undefined) found.resolve(hit.text);
      else if (this.#hasEnded)
        found.reject(new Error(`It ended without a line like ${pattern}:\n${this.output}`));
    };
    this.#waiting.add(look);
    look();
    try {
      return await found.promise;
    } finally {
      this.#waiting.delete(look);
    }
  }

  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.#hasEnded) this.#child.kill("SIGKILL");
    await this.ended;
  }

  #follow(stream: NodeJS.ReadableStream | null, isError: boolean): void {
    if (stream === null) return;
    createInterface({ input: stream }).on("line", (text) => this.#add(text, isError));
  }

  #add(text: string, isError: boolean): void {
    this.#lines.push({ text, isError });
    this.#wake();
  }

  #wake(): void {
    for (const look of this.#waiting) look();
  }
}
