import type { RunContext, Running } from "../app/running.ts";
import { loadSettings } from "../config/load-settings.ts";
import type { Settings } from "../config/settings.ts";
import type { Clock } from "../lib/clock.ts";
import type { ExitCode } from "./exit-codes.ts";
import { loggerFor } from "./logger-for.ts";
import { runUntilStopped } from "./run-until-stopped.ts";
import type { Terminal } from "./terminal.ts";

/** What a command has at hand. */
export interface CommandContext {
  readonly environment: Terminal["environment"];
  readonly clock: Clock;
  /** Reads the settings; options of the command line win over the environment. */
  settings(options?: Partial<Record<keyof Settings, string | undefined>>): Settings;
  /** Runs a part of Hearthside until it ends or is stopped. */
  run(settings: Settings, start: Start): Promise<void>;
  print(line: string): void;
  /** Tells the person something that isn't a result: how far it is. */
  tell(line: string): void;
  /** Lets the program end with this code, once the command is through. */
  endWith(code: ExitCode): void;
}

export type Start = (settings: Settings, context: RunContext) => Promise<Running>;

export function createCommandContext(
  terminal: Terminal,
  endWith: (code: ExitCode) => void,
): CommandContext {
  const { environment, stdout, stderr, signals, orphaned, clock } = terminal;
  const print = (line: string) => void stdout.write(`${line}\n`);
  const tell = (line: string) => void stderr.write(`${line}\n`);
  return {
    environment,
    clock,
    print,
    tell,
    endWith,
    settings: (options = {}) => {
      const given = Object.entries(options).filter(([, value]) => value !== undefined);
      return loadSettings({ ...environment, ...Object.fromEntries(given) });
    },
    run: (settings, start) =>
      runUntilStopped({
        start: (signal) =>
          start(settings, { logger: loggerFor(settings, stderr), clock, print, signal }),
        signals,
        orphaned,
        clock,
        shutdownTimeoutMs: settings.SHUTDOWN_TIMEOUT_MS,
        say: tell,
        exitAtOnce: terminal.exitAtOnce,
      }),
  };
}
