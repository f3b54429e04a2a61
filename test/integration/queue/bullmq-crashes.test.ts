import { expect, inject, test } from "vitest";
import type { GenerationResult } from "../../../src/generation/generation-queue.ts";
import { createScriptedEngine } from "../../../src/generation/scripted-engine.ts";
import { deferred } from "../../../src/lib/deferred.ts";
import { makeRequest } from "../../support/generation-request.ts";
import { snapshotOf, textOf } from "../../support/generation-results.ts";
import { startPrivateRedis } from "../../support/private-redis.ts";
import { openRedisScene } from "../../support/redis-scene.ts";

/** As short as a busy machine allows. */
const lockMs = 1000;

test("a worker that is killed in mid-reply: another one finishes it, and there is one result", async () => {
  await using scene = openRedisScene(inject("redisUrl"), lockMs);
  const queue = await scene.openQueue();
  const doomed = await scene.startStuckProcess("Half a rep");
  const job = await queue.submit(makeRequest());
  const seen: string[] = [];
  job.onSnapshot((text) => seen.push(text));
  await snapshotOf(job, (text) => text === "Half a rep");
  const survivor = createScriptedEngine({ replies: "A whole reply." });
  await scene.startWorker(survivor);
  await doomed.kill();
  expect(textOf(await job.result)).toBe("A whole reply.");
  expect(survivor.started.map((request) => request.id)).toEqual([job.id]);
  const anew = seen.findIndex((text) => text.startsWith("A"));
  expect(seen.slice(anew).every((text) => "A whole reply.".startsWith(text))).toBe(true);
});

test("a job that kills three workers is given up", async () => {
  await using scene = openRedisScene(inject("redisUrl"), lockMs);
  const queue = await scene.openQueue();
  const workers = await Promise.all([1, 2, 3].map(() => scene.startStuckProcess("Half")));
  const job = await queue.submit(makeRequest());
  for (let deaths = 0; deaths < 3; deaths++) {
    const victim = await Promise.race(
      workers.map(async (worker) => {
        await worker.gotJob;
        return worker;
      }),
    );
    workers.splice(workers.indexOf(victim), 1);
    await victim.kill();
  }
  const engine = createScriptedEngine();
  await scene.startWorker(engine);
  expect(await job.result).toMatchObject({ kind: "failed", failure: { code: "worker-lost" } });
  expect(engine.started).toEqual([]);
});

test("a bot that restarts in mid-reply joins the job, with the text so far", async () => {
  await using scene = openRedisScene(inject("redisUrl"), 10_000);
  const gate = deferred();
  const engine = createScriptedEngine({
    replies: { steps: [{ text: "Half" }, { hold: gate.promise }, { text: " a reply" }] },
  });
  await scene.startWorker(engine);
  const request = makeRequest();
  const before = await scene.openQueue();
  const lost = await before.submit(request);
  await snapshotOf(lost, (text) => text === "Half");
  const lateResults: GenerationResult[] = [];
  void lost.result.then((result) => lateResults.push(result));
  await before[Symbol.asyncDispose]();

  const after = await scene.openQueue();
  const joined = await after.submit(request);
  expect(await snapshotOf(joined, () => true)).toBe("Half");
  gate.resolve();
  expect(textOf(await joined.result)).toBe("Half a reply");
  expect(engine.started).toHaveLength(1);
  expect(lateResults).toEqual([]);
});

test("a bot that was away when the reply came finds it", async () => {
  await using scene = openRedisScene(inject("redisUrl"), 10_000);
  const gate = deferred();
  const engine = createScriptedEngine({
    replies: { steps: [{ hold: gate.promise }, { text: "Hello." }] },
  });
  await scene.startWorker(engine);
  const request = makeRequest();
  const before = await scene.openQueue();
  await before.submit(request);
  await engine.whenStarted(request.id);
  await before[Symbol.asyncDispose]();
  const witness = await (await scene.openQueue()).submit(request);
  gate.resolve();
  await witness.result;
  const after = await (await scene.openQueue()).submit(request);
  expect(textOf(await after.result)).toBe("Hello.");
  expect(engine.started).toHaveLength(1);
});

test("Redis restarts in mid-reply and kept everything: the reply comes, generated once", async () => {
  await using redis = await startPrivateRedis({ persistent: true });
  await using scene = openRedisScene(redis.url, 10_000);
  const gate = deferred();
  const engine = createScriptedEngine({
    replies: { steps: [{ text: "Half" }, { hold: gate.promise }, { text: " a reply" }] },
  });
  const queue = await scene.openQueue();
  await scene.startWorker(engine);
  const running = await queue.submit(makeRequest());
  const waiting = await queue.submit(makeRequest());
  await snapshotOf(running, (text) => text === "Half");
  await redis.kill();
  gate.resolve();
  await redis.start();
  expect(textOf(await running.result)).toBe("Half a reply");
  expect(textOf(await waiting.result)).toBe("Half a reply");
  expect(engine.started.map(({ id }) => id)).toEqual([running.id, waiting.id]);
});

test("Redis restarts in mid-reply and lost everything: what is waited for is asked again", async () => {
  await using redis = await startPrivateRedis();
  await using scene = openRedisScene(redis.url, lockMs);
  const engine = createScriptedEngine({
    replies: (_, call) =>
      call === 0 ? { steps: [{ text: "Half" }, { hold: new Promise(() => {}) }] } : "Hello.",
  });
  const queue = await scene.openQueue();
  await scene.startWorker(engine);
  const running = await queue.submit(makeRequest());
  const waiting = await queue.submit(makeRequest());
  await snapshotOf(running, (text) => text === "Half");
  await redis.kill();
  await redis.start();
  expect(textOf(await running.result)).toBe("Hello.");
  expect(textOf(await waiting.result)).toBe("Hello.");
});

test("a request that is made while Redis is away is answered when it is back", async () => {
  await using redis = await startPrivateRedis({ persistent: true });
  await using scene = openRedisScene(redis.url, 10_000);
  const queue = await scene.openQueue();
  await scene.startWorker(createScriptedEngine({ replies: "Hello." }));
  await redis.kill();
  const submitted = queue.submit(makeRequest());
  await redis.start();
  const job = await submitted;
  expect(textOf(await job.result)).toBe("Hello.");
});

test("while Redis is away a cancel doesn't hang, and holds when Redis is back", async () => {
  await using redis = await startPrivateRedis({ persistent: true });
  await using scene = openRedisScene(redis.url, 10_000);
  const engine = createScriptedEngine({
    replies: { steps: [{ text: "Half" }, { hold: new Promise(() => {}) }] },
  });
  const queue = await scene.openQueue();
  await scene.startWorker(engine);
  const running = await queue.submit(makeRequest());
  const waiting = await queue.submit(makeRequest());
  await snapshotOf(running, (text) => text === "Half");
  await redis.kill();
  await Promise.all([running, waiting].map((job) => queue.cancel(job.id)));
  await expect(queue.status()).rejects.toMatchObject({ code: "redis-unreachable" });
  await redis.start();
  expect(await waiting.result).toEqual({ kind: "cancelled-while-waiting" });
  expect(await running.result).toMatchObject({ reason: "cancelled", text: "Half" });
});

test("bot and worker leave in good time when Redis is gone for good", async () => {
  await using redis = await startPrivateRedis();
  await using scene = openRedisScene(redis.url, 10_000);
  const engine = createScriptedEngine({ replies: { steps: [{ hold: new Promise(() => {}) }] } });
  const queue = await scene.openQueue();
  const worker = await scene.startWorker(engine);
  const job = await queue.submit(makeRequest());
  await engine.whenStarted(job.id);
  await redis.kill();
  const startedAt = performance.now();
  await worker.close();
  await queue[Symbol.asyncDispose]();
  expect(performance.now() - startedAt).toBeLessThan(5000);
});
