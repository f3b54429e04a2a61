import { expect, test } from "vitest";
import { sendingLogger, writeLogLine } from "../../../../src/inference/engine-process/log-lines.ts";
import type { LogLine } from "../../../../src/inference/engine-process/messages.ts";
import { UserError } from "../../../../src/lib/errors.ts";
import { type Logger, silentLogger } from "../../../../src/lib/logger.ts";

/** What a logger here gets of what is logged there, with JSON between them. */
function logAcross(log: (logger: Logger) => void) {
  const written: { readonly level: string; readonly fields: object; readonly message: string }[] =
    [];
  const at = (level: string) => (fields: object, message: string) =>
    void written.push({ level, fields, message });
  const here: Logger = {
    ...silentLogger,
    debug: at("debug"),
    info: at("info"),
    warn: at("warn"),
    error: at("error"),
  };
  log(sendingLogger((line) => writeLogLine(JSON.parse(JSON.stringify(line)) as LogLine, here)));
  return written;
}

test("lines keep their level, their message and the fields of all loggers above", () => {
  const written = logAcross((logger) => {
    logger.child({ requestId: "r1" }).child({ alone: true }).warn({ tokens: 3 }, "too long");
    logger.debug({}, "a tick");
  });
  expect(written).toEqual([
    { level: "warn", fields: { requestId: "r1", alone: true, tokens: 3 }, message: "too long" },
    { level: "debug", fields: {}, message: "a tick" },
  ]);
});

test("an error arrives as one, with its code, its stack and its cause", () => {
  const cause = new TypeError("no such tensor");
  const error = new UserError("model-damaged", "It is cut off.", { cause, values: { bytes: 12 } });
  const [line] = logAcross((logger) => logger.error({ error }, "it broke"));
  const arrived: unknown = line !== undefined && "error" in line.fields && line.fields.error;
  if (!(arrived instanceof UserError)) throw new Error("expected a UserError");
  expect(arrived).toMatchObject({
    code: "model-damaged",
    message: "It is cut off.",
    values: { bytes: 12 },
    stack: error.stack,
    cause: { name: "TypeError", message: "no such tensor", stack: cause.stack },
  });
});
