import { type DestinationStream, type Level, pino, stdSerializers } from "pino";
import pretty from "pino-pretty";
import type { Logger } from "../lib/logger.ts";
import { redactLine } from "./redact-line.ts";

export interface LoggerOptions {
  readonly level: Level | "silent";
  /** `auto` is pretty when the stream is a terminal, and JSON elsewhere. */
  readonly format: "auto" | "json" | "pretty";
  readonly stream: LogStream;
  /** Values that must never appear, wherever they turn up: tokens, passwords. */
  readonly secrets?: readonly string[];
}

/** Where lines go: `process.stderr`, or a collector in a test. */
export interface LogStream {
  write(line: string): unknown;
  readonly isTTY?: boolean;
}

/** Fields that hold a secret by their name, at the top of a line or one level down. */
const secretFields = ["token", "password", "authorization", "secret"].flatMap((name) => [
  name,
  `*.${name}`,
]);

/** A logger that writes one line per event: JSON for programs, or readable for people. */
export function createLogger({ level, format, stream, secrets = [] }: LoggerOptions): Logger {
  const asPretty = format === "pretty" || (format === "auto" && stream.isTTY === true);
  const target = asPretty ? prettyWriter(stream) : stream;
  const redacting: DestinationStream = {
    write(line) {
      target.write(redactLine(line, secrets));
    },
  };
  return pino(
    {
      level,
      base: null,
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: secretFields, censor: "[redacted]" },
      serializers: { error: stdSerializers.errWithCause, err: stdSerializers.errWithCause },
    },
    redacting,
  );
}

function prettyWriter(stream: LogStream): DestinationStream {
  const format = pretty.prettyFactory({
    colorize: stream.isTTY === true,
    translateTime: "SYS:HH:MM:ss",
    ignore: "pid,hostname",
    singleLine: true,
    errorLikeObjectKeys: ["err", "error"],
  });
  return { write: (line) => void stream.write(format(line)) };
}
