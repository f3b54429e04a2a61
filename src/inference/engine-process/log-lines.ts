import type { Logger } from "../../lib/logger.ts";
import type { LogLine } from "./messages.ts";
import { fromPlainError, type PlainError, toPlainError } from "./plain-error.ts";

/** A logger whose lines are sent elsewhere, to be written with {@link writeLogLine}. */
export function sendingLogger(send: (line: LogLine) => void, own: object = {}): Logger {
  const at = (level: LogLine["level"]) => (fields: object, message: string) =>
    send({ type: "log", level, fields: toPlainFields({ ...own, ...fields }), message });
  return {
    debug: at("debug"),
    info: at("info"),
    warn: at("warn"),
    error: at("error"),
    child: (fields) => sendingLogger(send, { ...own, ...fields }),
  };
}

export function writeLogLine({ level, fields, message }: LogLine, logger: Logger): void {
  logger[level](fromPlainFields(fields), message);
}

/** Errors have nothing that JSON would show. */
function toPlainFields(fields: object): object {
  return mapFields(fields, (value) =>
    value instanceof Error ? { [errorMark]: toPlainError(value) } : value,
  );
}

function fromPlainFields(fields: object): object {
  return mapFields(fields, (value) => {
    const error = isMarked(value) ? value[errorMark] : undefined;
    return error === undefined ? value : fromPlainError(error);
  });
}

/** A name that no field has. */
const errorMark = "\u0000error";

function isMarked(value: unknown): value is { readonly [errorMark]: PlainError } {
  return typeof value === "object" && value !== null && errorMark in value;
}

function mapFields(fields: object, change: (value: unknown) => unknown): object {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, change(value)]));
}
