import type { Clock } from "../lib/clock.ts";
import type { ExitCode } from "./exit-codes.ts";
import type { SignalSource } from "./run-until-stopped.ts";

/** The program's surroundings. Tests give it others than `process`. */
export interface Terminal {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The names that a file `.env` sets; none where there is no such file. */
  readonly environmentFile?: readonly string[];
  /** What the program was asked for: addresses, reports, help. */
  readonly stdout: TerminalStream;
  /** Everything else: logs, announcements, errors. */
  readonly stderr: TerminalStream;
  readonly signals: SignalSource;
  /** Resolves when what passes signals on is gone; rejects when aborted. Absent where nothing does. */
  readonly orphaned?: ((signal: AbortSignal) => Promise<void>) | undefined;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly exitAtOnce: (code: ExitCode) => void;
}

export interface TerminalStream {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}
