import { Redis } from "ioredis";
import { expect, inject, onTestFinished, test } from "vitest";
import { createScriptedEngine } from "../../../src/generation/scripted-engine.ts";
import type { ScriptedReplies } from "../../../src/generation/scripted-reply.ts";
import { makeRequest } from "../../support/generation-request.ts";
import { snapshotOf, textOf } from "../../support/generation-results.ts";
import { openRedisScene } from "../../support/redis-scene.ts";

/** Also how long what was discarded while it ran may stay at most, besides what its worker takes. */
const lockMs = 1000;
const patience = { timeout: 20_000, interval: 100 };

const secret = "zibbelwitz of the marshes";
const telling = {
  prompt: {
    sections: [{ id: "main", role: "user", text: secret, trim: { kind: "required" } }],
    replyPrefix: "Rosie:",
  },
} as const;

function openScene() {
  const redisUrl = inject("redisUrl");
  const scene = openRedisScene(redisUrl, lockMs);
  const redis = new Redis(redisUrl);
  onTestFinished(async () => {
    await scene[Symbol.asyncDispose]();
    await redis.quit();
  });
  /** Keys of the scene in which these words stand. */
  const holding = async (words: string) => {
    const keys = await redis.keys(`${scene.prefix}:*`);
    const held = await Promise.all(keys.map(async (key) => [key, await dump(redis, key)] as const));
    return held.filter(([, content]) => content.includes(words)).map(([key]) => key);
  };
  return { scene, holding };
}

/** Whatever stands under a key, as one text. */
async function dump(redis: Redis, key: string): Promise<string> {
  const type = await redis.type(key);
  const read: Record<string, () => Promise<unknown>> = {
    string: () => redis.get(key),
    hash: () => redis.hgetall(key),
    list: () => redis.lrange(key, 0, -1),
    set: () => redis.smembers(key),
    zset: () => redis.zrange(key, "0", "-1"),
    stream: () => redis.xrange(key, "-", "+"),
    none: () => Promise.resolve(""),
  };
  return JSON.stringify(await read[type]?.());
}

const repeats: ScriptedReplies = `Someone spoke of ${secret}.`;

test("nothing of a reply that was taken stays in Redis", async () => {
  const { scene, holding } = openScene();
  const queue = await scene.openQueue();
  const job = await queue.submit(makeRequest(telling));
  expect(await holding(secret)).not.toEqual([]);
  await scene.startWorker(createScriptedEngine({ replies: repeats }));
  expect(textOf(await job.result)).toContain(secret);
  await queue.remove(job.id);
  await expect.poll(() => holding(secret), patience).toEqual([]);
});

test("nothing of a job that is discarded stays in Redis, whether it waits, runs, or has failed", async () => {
  const { scene, holding } = openScene();
  const queue = await scene.openQueue();
  const broken = { code: "prompt-too-long", message: "Too long.", retryable: false } as const;
  await scene.startWorker(
    createScriptedEngine({
      replies: [
        { steps: [{ fail: broken }] },
        { steps: [{ text: secret }, { hold: new Promise(() => {}) }] },
      ],
    }),
  );
  const failed = await queue.submit(makeRequest(telling));
  expect(await failed.result).toMatchObject({ kind: "failed" });
  const running = await queue.submit(makeRequest(telling));
  await snapshotOf(running, (text) => text === secret);
  const waiting = await queue.submit(makeRequest(telling));
  expect(await holding(secret)).not.toEqual([]);
  for (const { id } of [failed, waiting, running]) await queue.discard(id);
  await expect.poll(() => holding(secret), patience).toEqual([]);
});

test("what a bot discarded before it died, the next one forgets once its worker has let go of it", async () => {
  const { scene, holding } = openScene();
  const before = await scene.openQueue();
  const worker = await scene.startStuckProcess(secret);
  const job = await before.submit(makeRequest(telling));
  await snapshotOf(job, (text) => text === secret);
  // Nobody listens any more, so nothing stops it.
  await worker.kill();
  await before.discard(job.id);
  await before[Symbol.asyncDispose]();
  expect(await holding(secret)).not.toEqual([]);

  await scene.openQueue();
  const engine = createScriptedEngine();
  await scene.startWorker(engine);
  await expect.poll(() => holding(secret), patience).toEqual([]);
  expect(engine.started).toEqual([]);
});
