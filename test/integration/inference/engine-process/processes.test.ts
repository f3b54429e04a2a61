import { fork } from "node:child_process";
import { on } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import type { StreamPart } from "../../../../src/generation/stream-part.ts";
import { EngineProcess } from "../../../../src/inference/engine-process/engine-process.ts";
import { EngineProcesses } from "../../../../src/inference/engine-process/engine-processes.ts";
import { deferred } from "../../../../src/lib/deferred.ts";
import { type Logger, silentLogger } from "../../../../src/lib/logger.ts";
import { openDemoEngine, readReply } from "../../../support/demo-engine.ts";
import { demoLoad, openDemoProcess, startLink } from "../../../support/demo-engine-process.ts";
import { demoRequest } from "../../../support/demo-request.ts";
import { engineProcessesOf, isRunning } from "../../../support/process-list.ts";
import { temporaryFolder } from "../../../support/temporary-folder.ts";
import { testGpu } from "../../../support/test-gpu.ts";

const never = new AbortController().signal;
const story = () => demoRequest({ turns: [["Tom", "tell me a story about a haunted spoon"]] });

/** A logger that keeps what it is told. */
function watchLog() {
  const lines: { readonly fields: object; readonly message: string }[] = [];
  const keep = (fields: object, message: string) => void lines.push({ fields, message });
  const logger: Logger = { ...silentLogger, warn: keep, error: keep, child: () => logger };
  return { lines, logger };
}

function pidOf({ pid }: { readonly pid: number | undefined }): number {
  if (pid === undefined) throw new Error("the process wasn't started");
  return pid;
}

test("a model in a process of its own says what it says in this one, and signals of the terminal leave it alone", async () => {
  process.env["DISCORD_TOKEN"] = "never to be told";
  onTestFinished(() => {
    delete process.env["DISCORD_TOKEN"];
  });
  await using here = await openDemoEngine();
  await using there = await openDemoProcess();
  const pid = pidOf(there);
  expect(there.info).toEqual(here.info);
  process.kill(pid, "SIGINT");
  process.kill(pid, "SIGTERM");
  const [expected, reply] = [await readReply(here, story()), await readReply(there, story())];
  expect(reply.text).toBe(expected.text);
  expect(readFileSync(`/proc/${pid}/environ`, "utf8")).not.toContain("DISCORD_TOKEN");
  await there[Symbol.asyncDispose]();
  expect(isRunning(pid)).toBe(false);
});

test("when the process dies, every stream ends in an error that is worth another try, and what it kept of chats goes", async () => {
  using folder = temporaryFolder();
  const { lines, logger } = watchLog();
  const died = deferred();
  await using engine = await openDemoProcess({
    logger,
    keptStates: { folder: folder.path, budgetBytes: 2 ** 30 },
    onDeath: () => died.resolve(),
  });
  expect(readdirSync(folder.path)).toEqual([
    expect.stringMatching(`^hearthside-states-${engine.pid}-`),
  ]);
  const spoke = deferred();
  const read = async () => {
    const parts: StreamPart[] = [];
    for await (const part of engine.generate(story(), never)) {
      if (part.type === "text-delta") spoke.resolve();
      parts.push(part);
    }
    return parts;
  };
  const [running, waiting] = [read(), read()];
  await spoke.promise;
  process.kill(pidOf(engine), "SIGKILL");
  const failure = { code: "engine-failed", retryable: true };
  for (const parts of await Promise.all([running, waiting]))
    expect(parts.at(-1)).toMatchObject({ type: "error", failure });
  await died.promise;
  expect(lines).toEqual([
    {
      message: "the process of a model has died",
      fields: expect.objectContaining({
        model: "hearthside-4m.Q8_0",
        signal: "SIGKILL",
        replies: 2,
      }),
    },
  ]);
  expect(engine.status()).toMatchObject({ activeRequests: 0, waitingRequests: 0 });
  await expect.poll(() => readdirSync(folder.path)).toEqual([]);
});

test("a process that dies while it loads, or whose loading is stopped, leaves nothing and says why", async () => {
  const killed = startLink();
  const loading = EngineProcess.load(
    killed,
    demoLoad({ onLoadProgress: () => process.kill(pidOf(killed), "SIGKILL") }),
  );
  await expect(loading).rejects.toMatchObject({
    name: "UserError",
    code: "model-load-failed",
    message: expect.stringContaining("want of memory"),
  });

  const link = startLink();
  const stop = new AbortController();
  const reason = new Error("not today");
  const stopped = EngineProcess.load(
    link,
    demoLoad({ signal: stop.signal, onLoadProgress: () => stop.abort(reason) }),
  );
  await expect(stopped).rejects.toBe(reason);

  const unwanted = startLink();
  const signal = AbortSignal.abort(reason);
  await expect(EngineProcess.load(unwanted, demoLoad({ signal }))).rejects.toBe(reason);
  for (const ended of [killed, link, unwanted]) expect(isRunning(pidOf(ended))).toBe(false);
});

test("why a model can't be loaded comes through as it was said, and its process has ended", async () => {
  const link = startLink();
  await expect(
    EngineProcess.load(link, demoLoad({ modelFile: "models/nowhere.gguf" })),
  ).rejects.toMatchObject({ name: "UserError", code: "model-load-failed" });
  expect(isRunning(pidOf(link))).toBe(false);
});

test("a process that was started ahead takes the next model, and goes when nobody wants it", async () => {
  await using processes = new EngineProcesses({ gpu: testGpu, logger: silentLogger });
  // Free memory is told of a GPU alone.
  expect((await processes.freeGpuMemory()) === null).toBe(testGpu === "off");
  await processes.prepare();
  const before = engineProcessesOf(process.pid);
  await using engine = await processes.load(demoLoad());
  expect(engineProcessesOf(process.pid)).toEqual(before);
  expect(before).toContain(engine.pid);
  expect((await readReply(engine, story())).text).not.toBe("");
});

test.each(["loading", "talking"])(
  "when the bot is killed while a model is %s, its process ends and leaves nothing of the chats",
  async (moment) => {
    using folder = temporaryFolder();
    const owner = fork(
      fileURLToPath(new URL("../../../support/engine-owner-process.ts", import.meta.url)),
      [folder.path],
      { execArgv: ["--import", "tsx"] },
    );
    onTestFinished(() => void owner.kill("SIGKILL"));
    let pid = Number.NaN;
    for await (const [message] of on(owner, "message")) {
      if (typeof message === "object") pid = Number(message.pid);
      if (message === moment) break;
    }
    expect(isRunning(pid)).toBe(true);
    owner.kill("SIGKILL");
    await expect.poll(() => isRunning(pid), { interval: 5 }).toBe(false);
    expect(readdirSync(folder.path)).toEqual([]);
  },
);
