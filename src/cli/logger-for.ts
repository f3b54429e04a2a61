import { type Settings, secretSettings } from "../config/settings.ts";
import type { Logger } from "../lib/logger.ts";
import { createLogger } from "../telemetry/create-logger.ts";
import type { TerminalStream } from "./terminal.ts";

/** The program's logger. It writes to standard error, so that standard output carries what was asked for alone. */
export function loggerFor(
  settings: Pick<Settings, "LOG_LEVEL" | "LOG_FORMAT" | (typeof secretSettings)[number]>,
  stream: TerminalStream,
): Logger {
  return createLogger({
    level: settings.LOG_LEVEL,
    format: settings.LOG_FORMAT,
    stream,
    secrets: secretSettings.flatMap((name) => secretsIn(settings[name])),
  });
}

/** Of an address only the password is secret; of anything else the whole. */
function secretsIn(value: unknown): string[] {
  if (typeof value !== "string") return [];
  if (!value.includes("://") || !URL.canParse(value)) return [value];
  const { password } = new URL(value);
  return password === "" ? [] : [password, decodeURIComponent(password)];
}
