import { expect, test } from "vitest";
import { createLogger, type LoggerOptions } from "../../../src/telemetry/create-logger.ts";

function collect(options: Partial<LoggerOptions> & { isTTY?: boolean } = {}) {
  const lines: string[] = [];
  const { isTTY = false, ...rest } = options;
  const logger = createLogger({
    level: "info",
    format: "auto",
    stream: { write: (line) => lines.push(line), isTTY },
    ...rest,
  });
  return { logger, lines, first: () => JSON.parse(lines[0] ?? "") };
}

test("elsewhere than in a terminal a line is JSON with level, time, fields and message", () => {
  const { logger, first } = collect();
  logger.info({ jobId: "j1" }, "Job done");
  expect(first()).toMatchObject({
    level: "info",
    time: expect.stringMatching(/^\d{4}-.*Z$/),
    jobId: "j1",
    msg: "Job done",
  });
});

test("in a terminal a line is for people", () => {
  const { logger, lines } = collect({ isTTY: true });
  logger.warn({}, "Job lost");
  expect(lines.join("")).toContain("WARN");
  expect(lines.join("")).not.toContain("{");
});

test("in a terminal an event is one line, whatever its fields", () => {
  const { logger, lines } = collect({ isTTY: true });
  logger.info({ files: ["rosie.json", "silas.json"], characters: 2 }, "cards read");
  expect(lines.join("").trimEnd().split("\n")).toHaveLength(1);
  expect(lines.join("")).toContain("silas.json");
});

test("the format can be forced either way", () => {
  const json = collect({ isTTY: true, format: "json" });
  json.logger.info({}, "x");
  expect(json.first().msg).toBe("x");
  const pretty = collect({ format: "pretty" });
  pretty.logger.info({}, "x");
  expect(pretty.lines[0]).toContain("INFO");
});

test("what is below the level isn't written", () => {
  const { logger, lines } = collect({ level: "warn" });
  logger.debug({}, "a");
  logger.info({}, "b");
  logger.error({}, "c");
  expect(lines).toHaveLength(1);
});

test("a child adds its fields to every line", () => {
  const { logger, first } = collect();
  logger.child({ turnId: "t1" }).info({ part: 2 }, "Sent");
  expect(first()).toMatchObject({ turnId: "t1", part: 2 });
});

test("an error is logged with its stack and its causes", () => {
  const { logger, first } = collect();
  logger.error({ err: new Error("outer", { cause: new Error("inner") }) }, "Failed");
  expect(first().err).toMatchObject({ message: "outer", cause: { message: "inner" } });
  expect(first().err.stack).toContain("create-logger.test.ts");
});

test("fields that are secret by name are never written", () => {
  const { logger, lines } = collect();
  logger.info({ token: "abc123", webhook: { id: "1", token: "abc123" } }, "Webhook");
  expect(lines[0]).not.toContain("abc123");
  expect(lines[0]).toContain('"id":"1"');
});

test.each(["json", "pretty"] as const)("a known secret never gets into a %s line", (format) => {
  const { logger, lines } = collect({ format, secrets: ["s3cret-token"] });
  logger.error({ err: new Error("401 for s3cret-token") }, "Login failed");
  expect(lines.join("")).not.toContain("s3cret-token");
  expect(lines.join("")).toContain("[redacted]");
});
