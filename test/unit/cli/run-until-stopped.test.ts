import { EventEmitter } from "node:events";
import { expect, test } from "vitest";
import type { Running } from "../../../src/app/running.ts";
import { runUntilStopped } from "../../../src/cli/run-until-stopped.ts";
import type { StopSignal } from "../../../src/cli/stop-signal.ts";
import type { Clock } from "../../../src/lib/clock.ts";
import { deferred } from "../../../src/lib/deferred.ts";

/** Something that runs, with its end in the hands of the test. */
function running() {
  const stopped = deferred();
  const stopAllowed = deferred();
  const calls = { stop: 0 };
  const part: Running = {
    stopped: stopped.promise,
    async stop() {
      calls.stop += 1;
      await stopAllowed.promise;
      stopped.resolve();
    },
  };
  return { part, stopped, stopAllowed, calls };
}

function harness(
  start: (signal: AbortSignal) => Promise<Running>,
  orphaned?: (signal: AbortSignal) => Promise<void>,
) {
  const signals = new EventEmitter();
  const said: string[] = [];
  const exits: number[] = [];
  let now = 1_000;
  const clock: Clock = { now: () => now, sleep: async () => {} };
  const ended = runUntilStopped({
    start,
    signals,
    orphaned,
    clock,
    shutdownTimeoutMs: 20_000,
    say: (line) => said.push(line),
    exitAtOnce: (code) => exits.push(code),
  });
  return {
    signals,
    said,
    exits,
    ended,
    send(signal: StopSignal, afterMs = 0) {
      now += afterMs;
      signals.emit(signal, signal);
    },
  };
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

test("the first signal stops gracefully and says so, also that a second one forces", async () => {
  const bot = running();
  const run = harness(async () => bot.part);
  await settle();
  run.send("SIGTERM");
  expect(bot.calls.stop).toBe(1);
  expect(run.said[0]).toMatch(/SIGTERM: stopping.*20 s.*at once/);
  bot.stopAllowed.resolve();
  await run.ended;
  expect(run.said.at(-1)).toBe("Stopped.");
  expect(run.exits).toEqual([]);
});

test("a second signal ends the process at once with that signal's exit code", async () => {
  const bot = running();
  const run = harness(async () => bot.part);
  await settle();
  run.send("SIGINT");
  run.send("SIGINT", 2_000);
  expect(run.exits).toEqual([130]);
  bot.stopAllowed.resolve();
  await run.ended;
});

test("one press of Ctrl+C that arrives twice under npm is one wish", async () => {
  const bot = running();
  const run = harness(async () => bot.part);
  await settle();
  run.send("SIGINT");
  run.send("SIGINT", 3);
  expect(run.exits).toEqual([]);
  expect(bot.calls.stop).toBe(1);
  bot.stopAllowed.resolve();
  await run.ended;
});

test("a signal while starting gives the start up, which is no failure", async () => {
  const run = harness(
    (signal) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener("abort", () => reject(signal.reason));
      }),
  );
  run.send("SIGTERM");
  await expect(run.ended).resolves.toBeUndefined();
});

test("a start that succeeds in spite of the signal is stopped again", async () => {
  const bot = running();
  const started = deferred<Running>();
  const run = harness(() => started.promise);
  run.send("SIGTERM");
  started.resolve(bot.part);
  await settle();
  expect(bot.calls.stop).toBe(1);
  bot.stopAllowed.resolve();
  await run.ended;
});

test("the end of what passes signals on stops it as gracefully, and the next signal forces", async () => {
  const bot = running();
  const parent = deferred();
  const run = harness(
    async () => bot.part,
    () => parent.promise,
  );
  await settle();
  parent.resolve();
  await settle();
  expect(bot.calls.stop).toBe(1);
  expect(run.said[0]).toMatch(/^What started this program has ended: stopping.*20 s/);
  run.send("SIGTERM", 2_000);
  expect(run.exits).toEqual([143]);
  bot.stopAllowed.resolve();
  await run.ended;
});

test("a parent that goes during a stop doesn't force it", async () => {
  const bot = running();
  const parent = deferred();
  const run = harness(
    async () => bot.part,
    () => parent.promise,
  );
  await settle();
  run.send("SIGTERM");
  parent.resolve();
  await settle();
  expect(run.exits).toEqual([]);
  expect(bot.calls.stop).toBe(1);
  bot.stopAllowed.resolve();
  await run.ended;
  expect(run.said).toHaveLength(2);
});

test("nobody watches the parent once it has ended", async () => {
  const bot = running();
  let watch: AbortSignal | undefined;
  const run = harness(
    async () => bot.part,
    (signal) => {
      watch = signal;
      return deferred().promise;
    },
  );
  bot.stopped.resolve();
  await run.ended;
  expect(watch?.aborted).toBe(true);
});

test("what ends by itself with an error passes the error on", async () => {
  const bot = running();
  const run = harness(async () => bot.part);
  bot.stopped.reject(new Error("gateway closed"));
  await expect(run.ended).rejects.toThrow("gateway closed");
});

test("a stop that fails passes its error on", async () => {
  const bot = running();
  const run = harness(async () => bot.part);
  await settle();
  run.send("SIGTERM");
  bot.stopAllowed.reject(new Error("disk full"));
  await expect(run.ended).rejects.toThrow("disk full");
});

test("no listener stays behind", async () => {
  const bot = running();
  const run = harness(async () => bot.part);
  bot.stopped.resolve();
  await run.ended;
  expect(run.signals.eventNames()).toEqual([]);
  expect(run.said).toEqual([]);
});
