import { expect, onTestFinished, test } from "vitest";
import type { LoadProgress } from "../../../../src/generation/model-control.ts";
import type { StreamPart } from "../../../../src/generation/stream-part.ts";
import { ModelHost } from "../../../../src/inference/model-host/model-host.ts";
import { silentLogger } from "../../../../src/lib/logger.ts";
import { makeRequest } from "../../../support/generation-request.ts";
import { ScriptedModels } from "../../../support/scripted-models.ts";

const never = new AbortController().signal;

async function openHost(mostModels = 2, room = Number.POSITIVE_INFINITY) {
  const models = new ScriptedModels();
  models.room = room;
  const host = await ModelHost.open(
    { source: models, defaultModel: "a", mostModels, logger: silentLogger },
    { onProgress: () => {}, signal: never },
  );
  onTestFinished(() => host[Symbol.asyncDispose]());
  return { models, host };
}

async function ask(host: ModelHost, model: string | null, signal = never) {
  let text = "";
  for await (const part of host.generate(makeRequest({ model }), signal)) {
    if (part.type === "text-delta") text += part.delta;
    if (part.type === "error") return part.failure;
    if (part.type === "finish" && part.reason === "cancelled") return "cancelled";
  }
  return text;
}

/** A request that got its slot and hasn't ended: it ends when the returned function is called. */
async function hold(host: ModelHost, model: string) {
  const parts = host.generate(makeRequest({ model }), never);
  await parts.next();
  return async () => {
    const seen: StreamPart[] = [];
    for (let part = await parts.next(); part.done !== true; part = await parts.next())
      seen.push(part.value);
    return seen.at(-1)?.type;
  };
}

async function whenLeaving(host: ModelHost, model: string) {
  await expect
    .poll(() => host.models().find(({ modelId }) => modelId === model)?.state)
    .toBe("leaving");
}

test("a request is answered by the model that it names, or by the default", async () => {
  const { host } = await openHost();
  expect(await ask(host, "b")).toBe("I am b.");
  expect(await ask(host, null)).toBe("I am a.");
});

test("where both fit, both stay", async () => {
  const { host, models } = await openHost();
  for (const model of ["b", "a", "b", "a"]) await ask(host, model);
  expect(models.log).toEqual(["load a", "load b"]);
  expect(host.models().map(({ modelId, state }) => [modelId, state])).toEqual([
    ["a", "ready"],
    ["b", "ready"],
  ]);
});

test.each([
  ["more may not be side by side", 2, Number.POSITIVE_INFINITY],
  ["there is no room for more", 9, 2],
])("the model whose use is longest ago leaves when %s", async (_, mostModels, room) => {
  const { host, models } = await openHost(mostModels, room);
  await ask(host, "b");
  await ask(host, "a");
  await ask(host, "c");
  expect(models.log).toEqual(["load a", "load b", "unload b", "load c"]);
});

test("what runs on a model finishes before it leaves, and nothing new starts on it", async () => {
  const { host, models } = await openHost(1);
  const release = await hold(host, "a");
  const toB = ask(host, "b");
  await whenLeaving(host, "a");
  const toA = ask(host, "a");
  expect(models.log).toEqual(["load a"]);
  expect(await release()).toBe("finish");
  expect(await Promise.all([toB, toA])).toEqual(["I am b.", "I am a."]);
  expect(models.log).toEqual(["load a", "unload a", "load b", "unload b", "load a"]);
});

test("models take turns by batches, however their requests are mixed", async () => {
  const { host, models } = await openHost(1);
  const release = await hold(host, "a");
  const first = ask(host, "b");
  await whenLeaving(host, "a");
  const asked = ["a", "b", "a", "b", "a"].map((model) => ask(host, model));
  await release();
  expect(await Promise.all([first, ...asked])).toEqual(
    ["b", "a", "b", "a", "b", "a"].map((model) => `I am ${model}.`),
  );
  expect(models.log.filter((line) => line.startsWith("load"))).toEqual([
    "load a",
    "load b",
    "load a",
  ]);
});

test("a broken file is told to who asked for it and moves nobody", async () => {
  const { host, models } = await openHost(1);
  models.broken.add("c");
  expect(await ask(host, "c")).toMatchObject({
    code: "model-unavailable",
    message: expect.stringContaining("cut off"),
  });
  await expect(host.load("c", { onProgress: () => {}, signal: never })).rejects.toThrow("cut off");
  expect(models.log).toEqual(["load a"]);
});

test("a model that can't be loaded brings the one back that made room, and isn't tried for every request", async () => {
  const { host, models } = await openHost(1);
  models.unloadable.add("c");
  expect(await ask(host, "c")).toMatchObject({ message: "It can't be loaded." });
  expect(models.log).toEqual(["load a", "unload a", "load a"]);
  expect(await ask(host, "c")).toMatchObject({ message: "It can't be loaded." });
  expect(models.log).toHaveLength(3);
  models.unloadable.clear();
  const ready = await host.load("c", { onProgress: () => {}, signal: never });
  expect(ready).toMatchObject({ id: "c", left: ["a"] });
});

test("loading tells how far it is and how the model did", async () => {
  const { host } = await openHost(1);
  const steps: LoadProgress["step"][] = [];
  const ready = await host.load("b", {
    onProgress: ({ step }) => steps.push(step),
    signal: never,
  });
  expect(steps).toEqual(["checking", "making-room", "loading", "testing"]);
  expect(ready).toMatchObject({ id: "b", selfTest: { stopped: true, leaked: [] } });
});

test("a load that is given up leaves what was there", async () => {
  const { host, models } = await openHost(2);
  const goOn = models.holdLoads();
  const giveUp = new AbortController();
  const asked = ask(host, "b", giveUp.signal);
  await expect.poll(() => host.models().length).toBe(2);
  expect(host.models()).toMatchObject([
    { modelId: "a", state: "ready" },
    { modelId: "b", state: "loading", progress: 0.5 },
  ]);
  giveUp.abort();
  expect(await asked).toBe("cancelled");
  goOn();
  expect(await ask(host, "a")).toBe("I am a.");
  expect(models.log).toEqual(["load a"]);
  expect(await ask(host, "b")).toBe("I am b.");
});

test("a model that dies is forgotten, and loaded afresh for the next who asks", async () => {
  const { host, models } = await openHost(2);
  const counted = host.status().promptTokens;
  const finish = await hold(host, "a");
  models.die("a");
  expect(await finish()).toBe("error");
  expect(host.models()).toEqual([]);
  expect(host.info.modelId).toBe("a");
  expect(await ask(host, "a")).toBe("I am a.");
  expect(models.log).toEqual(["load a", "death of a", "load a"]);
  expect(host.status().promptTokens).toBeGreaterThan(counted);
});

test("a model that dies while it is about to leave makes room all the same", async () => {
  const { host, models } = await openHost(1);
  const finish = await hold(host, "a");
  const asked = ask(host, "b");
  await expect.poll(() => host.models()[0]?.state).toBe("leaving");
  models.die("a");
  expect(await finish()).toBe("error");
  expect(await asked).toBe("I am b.");
  expect(models.log).toEqual(["load a", "death of a", "load b"]);
});

test("disposing ends what waits and what runs, and unloads everything", async () => {
  const { host, models } = await openHost(2);
  const finish = await hold(host, "b");
  models.holdLoads();
  const waiting = ask(host, "c");
  await expect.poll(() => host.status().waitingRequests).toBe(1);
  const [, last] = await Promise.all([host[Symbol.asyncDispose](), finish()]);
  expect(await waiting).toMatchObject({ code: "model-unavailable", retryable: true });
  expect(last).toBe("error");
  expect(models.engines.size).toBe(0);
});

test("figures keep counting when models come and go", async () => {
  const { host } = await openHost(1);
  for (const model of ["b", "a", "b"]) await ask(host, model);
  const counted = host.status().generatedTokens;
  await ask(host, "a");
  expect(host.status().generatedTokens).toBeGreaterThan(counted);
  expect(host.status().activeRequests).toBe(0);
});
