import type { ChildProcess } from "node:child_process";
import { deferred } from "../../lib/deferred.ts";
import { UserError } from "../../lib/errors.ts";
import type { Logger } from "../../lib/logger.ts";
import { forkLlamaProcess } from "../../models/fork-llama-process.ts";
import type { GpuChoice } from "../llama-cpp/llama-backend.ts";
import { writeLogLine } from "./log-lines.ts";
import type { FromEngine, LlamaMachine, ModelMessage, ToEngine } from "./messages.ts";
import { fromPlainError } from "./plain-error.ts";

/** How a process ended. */
export interface ProcessEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** The last that it wrote to its standard error: llama.cpp says there why it aborts. */
  readonly lastWords: string;
}

/** Characters of last words that are kept. */
const mostLastWords = 2000;

/** The bot's end of the line to a process that runs, or will run, one model. */
export class ProcessLink {
  /** Resolves when the process has ended and all that it sent has been taken. Never rejects. */
  readonly ended: Promise<ProcessEnd>;
  readonly #child: ChildProcess;
  readonly #logger: Logger;
  readonly #machineAsked = new Map<number, (answer: LlamaMachine | Error) => void>();
  #asked = 0;
  #listener: (message: ModelMessage) => void = () => {};
  #hasEnded = false;

  private constructor(child: ChildProcess, logger: Logger) {
    this.#child = child;
    this.#logger = logger;
    child.on("message", (messages: readonly FromEngine[]) => {
      for (const message of messages) this.#take(message);
    });
    this.ended = this.#untilEnded();
  }

  /** Starts a process, which begins at once to make llama.cpp ready. */
  static start(options: { readonly gpu: GpuChoice; readonly logger: Logger }): ProcessLink {
    const child = forkLlamaProcess(processFile, [options.gpu], {
      stdio: ["ignore", "ignore", "pipe", "ipc"],
    });
    return new ProcessLink(child, options.logger);
  }

  /** Undefined when it couldn't be started. */
  get pid(): number | undefined {
    return this.#child.pid;
  }

  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  /** Calls this, and nobody before it, with what concerns the model. */
  listen(listener: (message: ModelMessage) => void): void {
    this.#listener = listener;
  }

  /** To nobody when the process is gone. */
  send(message: ToEngine): void {
    if (this.#child.connected) this.#child.send(message, () => {});
  }

  /** What llama.cpp computes on there. Rejects with a {@link UserError} when it can't compute at all. */
  async lookAtMachine(): Promise<LlamaMachine> {
    const id = ++this.#asked;
    const answer = deferred<LlamaMachine>();
    this.#machineAsked.set(id, (given) => {
      if (given instanceof Error) answer.reject(given);
      else answer.resolve(given);
    });
    if (this.#hasEnded) this.#refuseAll("it has ended");
    else this.send({ type: "look-at-machine", id });
    return answer.promise;
  }

  /** Ends the process, whatever it does, and resolves when it has ended: its memory is free then. */
  async kill(): Promise<ProcessEnd> {
    this.#child.kill("SIGKILL");
    return this.ended;
  }

  #take(message: FromEngine): void {
    if (message.type === "log") writeLogLine(message, this.#logger);
    else if (message.type === "machine") this.#answer(message.id, message.machine);
    else if (message.type === "machine-failed")
      this.#answer(message.id, fromPlainError(message.error));
    else this.#listener(message);
  }

  #answer(id: number, answer: LlamaMachine | Error): void {
    this.#machineAsked.get(id)?.(answer);
    this.#machineAsked.delete(id);
  }

  #refuseAll(lastWords: string): void {
    const gone = new UserError("model-load-failed", "llama.cpp doesn't run on this machine.", {
      cause: new Error(lastWords),
    });
    for (const id of this.#machineAsked.keys()) this.#answer(id, gone);
  }

  async #untilEnded(): Promise<ProcessEnd> {
    const child = this.#child;
    let lastWords = "";
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      lastWords = `${lastWords}${text}`.slice(-mostLastWords);
    });
    const exit = new Promise<Omit<ProcessEnd, "lastWords">>((resolve) => {
      child.on("error", (error) => {
        lastWords += error.message;
        if (child.pid === undefined) resolve({ code: null, signal: null });
      });
      // Unlike `exit`, it comes when everything of its standard error has been read.
      child.once("close", (code, signal) => resolve({ code, signal }));
    });
    const hungUp = new Promise<void>((resolve) => {
      child.once("disconnect", resolve);
      if (!child.connected) resolve();
    });
    // A process that can't be talked to is of no use.
    void hungUp.then(() => child.kill("SIGKILL"));
    const [end] = await Promise.all([exit, hungUp]);
    this.#hasEnded = true;
    this.#refuseAll(lastWords);
    return { ...end, lastWords: lastWords.trim() };
  }
}

const processFile = new URL("./model-process", import.meta.url);
