import { randomUUID } from "node:crypto";
import { Redis } from "ioredis";
import { expect, inject, onTestFinished, test, vi } from "vitest";
import { systemClock } from "../../../src/lib/clock.ts";
import { silentLogger } from "../../../src/lib/logger.ts";
import { type BotLeaseOptions, takeBotLease } from "../../../src/queue/bot-lease.ts";
import { redisKeys } from "../../../src/queue/redis-keys.ts";

const redisUrl = inject("redisUrl");

/** Bots on a prefix of their own; those that are left at the end go by themselves. */
function openPrefix({ timeToLiveMs = 60_000 } = {}) {
  const prefix = `test-${randomUUID()}`;
  const leases: AsyncDisposable[] = [];
  const redis = new Redis(redisUrl);
  onTestFinished(async () => {
    for (const lease of leases) await lease[Symbol.asyncDispose]();
    await redis.quit();
  });
  const take = async (owner: string, changes: Partial<BotLeaseOptions> = {}) => {
    const lease = await takeBotLease({
      redisUrl,
      prefix,
      owner,
      timeToLiveMs,
      clock: systemClock,
      logger: silentLogger,
      signal: new AbortController().signal,
      onWait: () => {},
      onLost: () => {},
      ...changes,
    });
    leases.push(lease);
    return lease;
  };
  return { take, redis, key: redisKeys(prefix).bot };
}

test("a second bot waits, says so, and is refused while the first one lives", async () => {
  const { take } = openPrefix({ timeToLiveMs: 600 });
  const onLost = vi.fn<BotLeaseOptions["onLost"]>();
  await take("one", { onLost });
  const onWait = vi.fn<() => void>();
  await expect(take("two", { onWait })).rejects.toMatchObject({
    code: "prefix-in-use",
    message: expect.stringContaining("QUEUE_PREFIX"),
  });
  expect(onWait).toHaveBeenCalledOnce();
  expect(onLost).not.toHaveBeenCalled();
});

test("a bot that stops lets the next one in at once", async () => {
  const { take } = openPrefix();
  const one = await take("one");
  await one[Symbol.asyncDispose]();
  const onWait = vi.fn<() => void>();
  await take("two", { onWait });
  expect(onWait).not.toHaveBeenCalled();
});

test("a bot that was killed has its prefix again at once, and another gets it when its time is over", async () => {
  const { take, redis, key } = openPrefix({ timeToLiveMs: 600 });
  await redis.set(key, "killed", "PX", 60_000);
  const again = await take("killed");
  await again[Symbol.asyncDispose]();
  await redis.set(key, "killed", "PX", 300);
  await take("other");
  expect(await redis.get(key)).toBe("other");
});

test("what Redis has lost is its own again, and who was taken over is told once", async () => {
  const { take, redis, key } = openPrefix({ timeToLiveMs: 600 });
  const onLost = vi.fn<BotLeaseOptions["onLost"]>();
  await take("one", { onLost });
  await redis.del(key);
  await expect.poll(() => redis.get(key), { interval: 20 }).toBe("one");
  await redis.set(key, "two");
  await expect.poll(() => onLost.mock.calls.length, { interval: 20 }).toBe(1);
  expect(onLost.mock.calls[0]?.[0]).toMatchObject({ code: "prefix-in-use" });
});

test("a bot that is told to give up waiting does", async () => {
  const { take } = openPrefix();
  await take("one");
  const giveUp = new AbortController();
  const waiting = take("two", { signal: giveUp.signal, onWait: () => giveUp.abort() });
  await expect(waiting).rejects.toMatchObject({ name: "AbortError" });
});
