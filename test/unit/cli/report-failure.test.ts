import { EventEmitter } from "node:events";
import { CommanderError } from "commander";
import { expect, test } from "vitest";
import { reportFailure } from "../../../src/cli/run-cli.ts";
import { OperationalError, UserError } from "../../../src/lib/errors.ts";

function report(thrown: unknown, environment: Record<string, string> = {}) {
  const error: string[] = [];
  const code = reportFailure(thrown, {
    environment,
    stdout: { write: () => {} },
    stderr: { write: (text) => error.push(text) },
    signals: new EventEmitter(),
    clock: { now: () => 0, sleep: async () => {} },
    newId: () => "b0b",
    exitAtOnce: () => {},
  });
  return { code, error: error.join("") };
}

test("a problem that a person can mend is said as it is", () => {
  const { code, error } = report(new UserError("bad-model", "The file is no model."));
  expect({ code, error }).toEqual({ code: 2, error: "The file is no model.\n" });
});

test("a failure outside is said as it is, with a code of its own", () => {
  const failure = new OperationalError("redis-down", "Redis is down.", { retryable: true });
  expect(report(failure)).toEqual({ code: 3, error: "Redis is down.\n" });
});

test("a server that doesn't answer is outside, though a person may mend the address", () => {
  const silent = new UserError("model-server-unreachable", "example.test doesn't answer.");
  expect(report(silent)).toEqual({ code: 3, error: "example.test doesn't answer.\n" });
});

test("a bug is logged with an id and its stack, and the id is shown", () => {
  const { code, error } = report(new TypeError("x is not a function"));
  expect(code).toBe(1);
  expect(error).toContain('"bugId":"b0b"');
  expect(error).toContain("report-failure.test.ts");
  expect(error.split("\n").at(-2)).toMatch(/bug in Hearthside \(id b0b\)/);
});

test("whatever was thrown counts as a bug when it is no error at all", () => {
  expect(report("just text").code).toBe(1);
});

test("a bug's log doesn't repeat the token", () => {
  const { error } = report(new Error("401 for t0ken-t0ken"), { DISCORD_TOKEN: "t0ken-t0ken" });
  expect(error).not.toContain("t0ken-t0ken");
});

test("what commander has said already isn't said again", () => {
  expect(report(new CommanderError(1, "commander.unknownOption", "no"))).toEqual({
    code: 2,
    error: "",
  });
});
