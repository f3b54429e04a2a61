import { CommanderError } from "commander";
import { misspeltSettings } from "../config/misspelt-settings.ts";
import { coerceError, OperationalError, UserError } from "../lib/errors.ts";
import { readVersion } from "../lib/read-version.ts";
import { createCommandContext } from "./context.ts";
import { type ExitCode, exitCodeOf, exitCodes } from "./exit-codes.ts";
import { loggerFor } from "./logger-for.ts";
import { createProgram } from "./program.ts";
import type { Terminal } from "./terminal.ts";

/** The whole program: reads the arguments, does what they say, resolves with the exit code. Never rejects. */
export async function runCli(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  let code: ExitCode = exitCodes.ok;
  const context = createCommandContext(terminal, (chosen) => {
    code = chosen;
  });
  const program = createProgram(context, readVersion(), {
    out: (text) => void terminal.stdout.write(text),
    error: (text) => void terminal.stderr.write(text),
    width: Math.min(terminal.stdout.columns ?? 90, 100),
  });
  for (const { name, meant } of misspeltSettings(terminal.environmentFile ?? []))
    context.tell(`.env: there is no setting ${name}. If ${meant} is meant, write it so.`);
  try {
    await program.parseAsync([...args], { from: "user" });
    return code;
  } catch (thrown) {
    return reportFailure(thrown, terminal);
  }
}

/** Tells the person what ended the program, and returns the exit code for it. */
export function reportFailure(thrown: unknown, terminal: Terminal): ExitCode {
  const code = exitCodeOf(thrown);
  // Commander has said what it had to say.
  if (thrown instanceof CommanderError) return code;
  if (thrown instanceof UserError || thrown instanceof OperationalError) {
    terminal.stderr.write(`${thrown.message}\n`);
    return code;
  }
  const bugId = terminal.newId();
  const { DISCORD_TOKEN, REDIS_URL, ENGINE_API_KEY, EMBEDDING_API_KEY } = terminal.environment;
  const logger = loggerFor(
    {
      LOG_LEVEL: "error",
      LOG_FORMAT: "auto",
      DISCORD_TOKEN,
      REDIS_URL,
      ENGINE_API_KEY,
      EMBEDDING_API_KEY,
    },
    terminal.stderr,
  );
  logger.error({ bugId, err: coerceError(thrown) }, "A bug ended the program");
  terminal.stderr.write(
    `Something went wrong that should not have: this is a bug in Hearthside (id ${bugId}).\n`,
  );
  return code;
}
