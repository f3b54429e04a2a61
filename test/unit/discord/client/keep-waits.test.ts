import { REST } from "discord.js";
import { expect, test } from "vitest";
import { keepWaits } from "../../../../src/discord/client/keep-waits.ts";
import { systemClock } from "../../../../src/lib/clock.ts";
import { createManualClock } from "../../../support/manual-clock.ts";

const api = "http://127.0.0.1/api/v10";
const post = { method: "POST" } as const;

/** A Discord that asks to wait at the first request. */
function strictAtFirst(headers: Readonly<Record<string, string>> = { "retry-after": "2" }) {
  const seen: string[] = [];
  return {
    seen,
    makeRequest: async (url: string) => {
      seen.push(url);
      if (seen.length > 1) return Response.json({ id: "1" }, { headers: { via: "1.1 google" } });
      return Response.json({ retry_after: 2 }, { status: 429, headers });
    },
  };
}

test("who asks again too soon is told what is left of the wait, and Discord isn't asked", async () => {
  const clock = createManualClock();
  const discord = strictAtFirst({ "retry-after": "2", "x-ratelimit-bucket": "b" });
  const request = keepWaits(discord.makeRequest, clock);
  expect((await request(`${api}/webhooks/7/t`, post)).status).toBe(429);
  clock.advance(500);
  const answer = await request(`${api}/webhooks/7/t?wait=true`, post);
  expect(answer.status).toBe(429);
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    "retry-after": "1.500",
    "x-ratelimit-reset-after": "1.500",
    "x-ratelimit-bucket": "b",
  });
  expect(await answer.json()).toEqual({ retry_after: 2 });
  expect(discord.seen).toHaveLength(1);
  clock.advance(1500);
  expect((await request(`${api}/webhooks/7/t`, post)).status).toBe(200);
});

test.each([
  ["another webhook", "/webhooks/8/t", "POST"],
  ["another method", "/webhooks/7/t", "GET"],
  ["a message of it", "/webhooks/7/t/messages/1", "POST"],
])("%s doesn't wait with it", async (_what, path, method) => {
  const request = keepWaits(strictAtFirst().makeRequest, createManualClock());
  await request(`${api}/webhooks/7/t`, post);
  expect((await request(`${api}${path}`, { method })).status).toBe(200);
});

test("edits of one webhook's messages wait together", async () => {
  const request = keepWaits(strictAtFirst().makeRequest, createManualClock());
  await request(`${api}/webhooks/7/t/messages/1`, { method: "PATCH" });
  const answer = await request(`${api}/webhooks/7/t/messages/2`, { method: "PATCH" });
  expect(answer.status).toBe(429);
});

test("a wait for everything is left to discord.js", async () => {
  const headers = { "retry-after": "2", "x-ratelimit-global": "true" };
  const request = keepWaits(strictAtFirst(headers).makeRequest, createManualClock());
  await request(`${api}/webhooks/7/t`, post);
  expect((await request(`${api}/webhooks/7/t`, post)).status).toBe(200);
});

test("with discord.js, what is sent while the first message waits waits too", async () => {
  const discord = strictAtFirst({
    "retry-after": "0.1",
    "x-ratelimit-bucket": "learned",
    "x-ratelimit-limit": "5",
    "x-ratelimit-remaining": "0",
    "x-ratelimit-reset-after": "0.1",
  });
  let firstWait = () => {};
  const waiting = new Promise<void>((resolve) => {
    firstWait = resolve;
  });
  const seenAt: number[] = [];
  const rest = new REST({
    api: "http://127.0.0.1/api",
    retries: 0,
    makeRequest: keepWaits(async (url) => {
      seenAt.push(performance.now());
      return discord.makeRequest(url);
    }, systemClock),
    rejectOnRateLimit: () => {
      firstWait();
      return false;
    },
  });
  const send = () => rest.post("/webhooks/7/t", { auth: false, body: { content: "hm" } });
  const first = send();
  await waiting;
  await Promise.all([first, send()]);
  rest.clearHandlerSweeper();
  rest.clearHashSweeper();
  expect(seenAt).toHaveLength(3);
  expect((seenAt[1] ?? 0) - (seenAt[0] ?? 0)).toBeGreaterThanOrEqual(99);
});
