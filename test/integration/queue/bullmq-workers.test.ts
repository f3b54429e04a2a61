import { Redis } from "ioredis";
import { expect, inject, test, vi } from "vitest";
import type { GenerationRequest } from "../../../src/generation/request.ts";
import { createScriptedEngine } from "../../../src/generation/scripted-engine.ts";
import { deferred } from "../../../src/lib/deferred.ts";
import { CancelMarks } from "../../../src/queue/cancel-marks.ts";
import { redisKeys } from "../../../src/queue/redis-keys.ts";
import { makeRequest } from "../../support/generation-request.ts";
import { snapshotOf, textOf } from "../../support/generation-results.ts";
import { openRedisScene } from "../../support/redis-scene.ts";

const endless = new Promise(() => {});

test("two workers share the jobs, but never those of one conversation", async () => {
  await using scene = openRedisScene(inject("redisUrl"), 10_000);
  const gate = deferred();
  const replies = { steps: [{ hold: gate.promise }, { text: "Hello." }] };
  const [left, right] = [createScriptedEngine({ replies }), createScriptedEngine({ replies })];
  const queue = await scene.openQueue();
  await scene.startWorker(left);
  await scene.startWorker(right);
  const inn = await queue.submit(makeRequest({ id: "inn-1", conversationKey: "inn" }));
  const innAgain = await queue.submit(makeRequest({ id: "inn-2", conversationKey: "inn" }));
  const mill = await queue.submit(makeRequest({ id: "mill-1", conversationKey: "mill" }));
  await Promise.all([
    Promise.race([left.whenStarted(inn.id), right.whenStarted(inn.id)]),
    Promise.race([left.whenStarted(mill.id), right.whenStarted(mill.id)]),
  ]);
  expect(await queue.status()).toMatchObject({ active: 2, waiting: 1 });
  expect([left.started.length, right.started.length]).toEqual([1, 1]);
  gate.resolve();
  for (const job of [inn, innAgain, mill]) expect(textOf(await job.result)).toBe("Hello.");
});

test("a worker takes more jobs than it has slots only while it is alone", async () => {
  await using scene = openRedisScene(inject("redisUrl"), 600);
  const gate = deferred();
  const replies = { steps: [{ hold: gate.promise }, { text: "Hello." }] };
  const [left, right] = [
    createScriptedEngine({ replies, slots: 1 }),
    createScriptedEngine({ replies, slots: 1 }),
  ];
  const queue = await scene.openQueue();
  const takenAtOnce = async () =>
    (await queue.status()).workers.map(({ id, concurrency }) => [id, concurrency]);
  await scene.startWorker(left, "left", 2);
  expect(await takenAtOnce()).toEqual([["left", 2]]);
  await scene.startWorker(right, "right", 2);
  await vi.waitFor(async () =>
    expect(await takenAtOnce()).toEqual([
      ["left", 1],
      ["right", 1],
    ]),
  );
  const jobs = await Promise.all(
    ["inn", "mill", "ford"].map((conversationKey) =>
      queue.submit(makeRequest({ id: conversationKey, conversationKey })),
    ),
  );
  const one = { activeRequests: 1, waitingRequests: 0 };
  await vi.waitFor(() => expect([left.status(), right.status()]).toMatchObject([one, one]));
  expect(await queue.status()).toMatchObject({ active: 2, waiting: 1 });
  gate.resolve();
  for (const job of jobs) expect(textOf(await job.result)).toBe("Hello.");
});

test("who waits is told for how long by the jobs that workers take at once, not by their slots", async () => {
  await using scene = openRedisScene(inject("redisUrl"), 10_000);
  const gate = deferred();
  const engine = createScriptedEngine({
    slots: 1,
    replies: (_, call) => (call === 0 ? "Hi." : { steps: [{ hold: gate.promise }] }),
  });
  const queue = await scene.openQueue();
  await scene.startWorker(engine, "only", 3);
  await (await queue.submit(makeRequest())).result;
  await queue.submit(makeRequest({ id: "running" }));
  await vi.waitFor(async () => expect(await queue.status()).toMatchObject({ active: 1 }));
  // Two more would be taken at once.
  expect((await queue.status()).estimatedWaitMs).toBe(0);
  gate.resolve();
});

test("a job that a leaving worker hands back is finished by another", async () => {
  await using scene = openRedisScene(inject("redisUrl"), 30_000);
  const queue = await scene.openQueue();
  const leaving = createScriptedEngine({
    replies: { steps: [{ text: "Half" }, { hold: endless }] },
  });
  const worker = await scene.startWorker(leaving);
  const job = await queue.submit(makeRequest());
  await snapshotOf(job, (text) => text === "Half");
  await scene.startWorker(createScriptedEngine({ replies: "A whole reply." }));
  expect(await worker.drain(1)).toEqual({ finished: [], handedBack: [job.id] });
  expect(textOf(await job.result)).toBe("A whole reply.");
});

test("workers are listed with their models until they leave", async () => {
  await using scene = openRedisScene(inject("redisUrl"), 10_000);
  const queue = await scene.openQueue();
  await scene.startWorker(createScriptedEngine({ modelId: "small" }), "left");
  const right = await scene.startWorker(createScriptedEngine({ modelId: "large" }), "right");
  expect((await queue.status()).workers).toMatchObject([
    { id: "left", engine: { modelId: "small" }, status: { activeRequests: 0 } },
    { id: "right", engine: { modelId: "large" } },
  ]);
  await right.close();
  expect((await queue.status()).workers.map((worker) => worker.id)).toEqual(["left"]);
});

test("a request of a version that the worker doesn't know fails as a result", async () => {
  await using scene = openRedisScene(inject("redisUrl"), 10_000);
  const engine = createScriptedEngine();
  const queue = await scene.openQueue();
  await scene.startWorker(engine);
  const fromTheFuture = { ...makeRequest(), version: 2 } as unknown as GenerationRequest;
  const job = await queue.submit(fromTheFuture);
  expect(await job.result).toMatchObject({
    kind: "failed",
    failure: { code: "unsupported-version", retryable: false },
  });
  expect(engine.started).toEqual([]);
});

test("a worker finds a cancel that it didn't hear", async () => {
  await using scene = openRedisScene(inject("redisUrl"), 1000);
  const queue = await scene.openQueue();
  await scene.startWorker(
    createScriptedEngine({ replies: { steps: [{ text: "Half" }, { hold: endless }] } }),
  );
  const job = await queue.submit(makeRequest());
  await snapshotOf(job, (text) => text === "Half");
  const client = new Redis(inject("redisUrl"));
  await new CancelMarks(client, redisKeys(scene.prefix)).set(job.id);
  expect(await job.result).toMatchObject({ reason: "cancelled", text: "Half" });
  await client.quit();
});

test("once a job is removed, Redis holds nothing of what was said", async () => {
  await using scene = openRedisScene(inject("redisUrl"), 10_000);
  const queue = await scene.openQueue();
  await scene.startWorker(createScriptedEngine({ replies: "The treasure is in the well." }));
  const prompt = {
    sections: [
      {
        id: "history:1",
        role: "user",
        text: "Where is the treasure?",
        trim: { kind: "history" },
      },
    ],
    replyPrefix: "Rosie:",
  } as const;
  const job = await queue.submit(makeRequest({ prompt }));
  expect(textOf(await job.result)).toBe("The treasure is in the well.");
  const client = new Redis(inject("redisUrl"));
  expect(await everythingUnder(scene.prefix, client)).toContain("treasure");
  await queue.remove(job.id);
  expect(await everythingUnder(scene.prefix, client)).not.toContain("treasure");
  await client.quit();
});

async function everythingUnder(prefix: string, client: Redis): Promise<string> {
  const readers: Record<string, (key: string) => Promise<unknown>> = {
    string: (key) => client.get(key),
    hash: (key) => client.hgetall(key),
    stream: (key) => client.xrange(key, "-", "+"),
    zset: (key) => client.zrange(key, "0", "-1"),
    set: (key) => client.smembers(key),
    list: (key) => client.lrange(key, 0, -1),
  };
  const contents = [];
  for (const key of await client.keys(`${prefix}:*`))
    contents.push(key, await readers[await client.type(key)]?.(key));
  return JSON.stringify(contents);
}
