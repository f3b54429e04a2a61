import { expect, test } from "vitest";
import { createMetrics } from "../../../src/telemetry/metrics.ts";
import {
  createTelemetryServer,
  type HealthReport,
} from "../../../src/telemetry/telemetry-server.ts";

async function serve(health: () => HealthReport = () => ({ healthy: true, parts: {} })) {
  const metrics = createMetrics();
  const server = await createTelemetryServer({ host: "127.0.0.1", port: 0, health, metrics });
  const get = (path: string, init?: RequestInit) =>
    fetch(`http://127.0.0.1:${server.port}${path}`, init);
  return { metrics, server, get, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}

test("a healthy program answers 200 and tells how its parts are", async () => {
  await using served = await serve(() => ({ healthy: true, parts: { queue: "2 workers" } }));
  const response = await served.get("/healthz");
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual({ healthy: true, parts: { queue: "2 workers" } });
});

test("an unhealthy one answers 503", async () => {
  await using served = await serve(() => ({ healthy: false, parts: { gateway: "not connected" } }));
  expect((await served.get("/healthz")).status).toBe(503);
});

test("a health check that throws is an answer too, without its reasons", async () => {
  await using served = await serve(() => {
    throw new Error("redis://:hunter2@db");
  });
  const response = await served.get("/healthz");
  expect(response.status).toBe(500);
  expect(await response.text()).not.toContain("hunter2");
});

test("what was counted is served for Prometheus", async () => {
  await using served = await serve();
  served.metrics.replyEnded("finished", {
    cachedTokens: 90,
    evaluatedTokens: 10,
    generatedTokens: 25,
    timeToFirstTokenMs: 120,
    durationMs: 2000,
    tokensPerSecond: 13.3,
  });
  served.metrics.observeQueue(async () => ({
    waiting: 3,
    active: 2,
    workers: 1,
    slots: 8,
    busySlots: 2,
    estimatedWaitMs: 4500,
  }));
  const response = await served.get("/metrics");
  expect(response.headers.get("content-type")).toContain("text/plain");
  const lines = (await response.text()).split("\n");
  expect(lines).toEqual(
    expect.arrayContaining([
      'hearthside_replies_total{outcome="finished"} 1',
      'hearthside_replies_total{outcome="failed"} 0',
      'hearthside_prompt_tokens_total{source="cache"} 90',
      'hearthside_prompt_tokens_total{source="evaluated"} 10',
      "hearthside_generated_tokens_total 25",
      'hearthside_time_to_first_token_seconds_bucket{le="0.25"} 1',
      'hearthside_queue_jobs{state="waiting"} 3',
      "hearthside_workers 1",
      'hearthside_slots{state="busy"} 2',
      'hearthside_slots{state="idle"} 6',
      "hearthside_estimated_wait_seconds 4.5",
      'hearthside_reply_tokens_per_second_bucket{le="20"} 1',
    ]),
  );
});

test("nothing else is served", async () => {
  await using served = await serve();
  expect((await served.get("/")).status).toBe(404);
  expect((await served.get("/metrics", { method: "POST" })).status).toBe(405);
});

test("a port that is taken is named", async () => {
  await using served = await serve();
  const again = createTelemetryServer({
    host: "127.0.0.1",
    port: served.server.port,
    health: () => ({ healthy: true, parts: {} }),
    metrics: served.metrics,
  });
  await expect(again).rejects.toThrow(`HEALTH_PORT ${served.server.port}`);
});
