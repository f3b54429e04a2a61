import type { APIEmbed } from "discord-api-types/v10";
import { expect, test } from "vitest";
import type { StatusReport } from "../../../../src/conversation/status-desk.ts";
import { statusEmbed } from "../../../../src/discord/commands/status/status.ts";
import { texts } from "../../../../src/discord/texts/texts.ts";
import type { WorkerStatus } from "../../../../src/generation/generation-queue.ts";

const engine = {
  modelId: "hearthside-4m",
  displayName: "Hearthside 4M",
  contextSize: 2048,
  slots: 4,
  engine: "llama.cpp (CPU)",
  architecture: "llama",
  quantisation: "Q8_0",
  sizeBytes: 5_242_880,
};
const status = {
  activeRequests: 3,
  waitingRequests: 1,
  promptTokens: 1000,
  cachedTokens: 800,
  generatedTokens: 1500,
};
const worker: WorkerStatus = {
  id: "gpu-1",
  engine,
  status,
  models: [
    { state: "ready", modelId: engine.modelId, engine, status },
    { state: "loading", modelId: "mistral", progress: 0.4 },
  ],
};
const busy: StatusReport = {
  queue: { mode: "running", active: 3, waiting: 2, estimatedWaitMs: 41_300, workers: [worker] },
  recent: { replies: 12, timeToFirstTokenMs: 420, tokensPerSecond: 31.26, cachedShare: 0.874 },
  version: "1.2.3",
};

function fieldsOf(embed: APIEmbed): Readonly<Record<string, string>> {
  return Object.fromEntries(embed.fields?.map(({ name, value }) => [name, value]) ?? []);
}

test("everyone sees first words, speed, cache, slots, queue and models", () => {
  const embed = statusEmbed(busy, texts.en, { workers: false });
  expect(fieldsOf(embed)).toEqual({
    "First words": "after 0.4 s",
    Speed: "31.3 tokens/s",
    "Prompt cache": "87 % hits",
    Slots: "3 of 4 in use, 1 reply waits for one",
    Queue: "3 running, 2 waiting\na new reply would wait for about 41 seconds",
    Models: "Hearthside 4M\nmistral (loading, 40 %)",
  });
  expect(embed.footer?.text).toMatch(/^First words .* newest 12 replies/);
});

test("who manages the server sees each worker too", () => {
  const embed = statusEmbed(busy, texts.en, { workers: true });
  expect(fieldsOf(embed)["gpu-1"]).toBe(
    "llama.cpp (CPU); 5.0 MiB of models in memory; 3 running, 1 waiting; 1,500 tokens written; 80 % of prompts from the cache",
  );
  expect(embed.footer?.text).toMatch(/^Hearthside 1\.2\.3\nFirst words/);
});

test("what isn't known isn't made up, and a wait that is none isn't mentioned", () => {
  const queue = { ...busy.queue, estimatedWaitMs: 0 };
  const fields = fieldsOf(
    statusEmbed({ queue, recent: undefined, version: "1.2.3" }, texts.en, { workers: false }),
  );
  expect(fields).toMatchObject({ "First words": "no reply yet", Queue: "3 running, 2 waiting" });
});

test("without a worker, that is what is said, in any language", () => {
  const queue = {
    mode: "running" as const,
    active: 0,
    waiting: 3,
    estimatedWaitMs: null,
    workers: [],
  };
  const report = { queue, recent: undefined, version: "1.2.3" };
  for (const language of [texts.en, texts.de, texts.fr])
    expect(statusEmbed(report, language, { workers: true }).description).toBe(
      language.status.nobody,
    );
});

test("a queue that is paused or being emptied is said to be so, in any language", () => {
  for (const mode of ["paused", "draining"] as const) {
    const report = { ...busy, queue: { ...busy.queue, estimatedWaitMs: null, mode } };
    for (const { status } of [texts.en, texts.de, texts.fr])
      expect(fieldsOf(statusEmbed(report, { status }, { workers: false }))[status.queue]).toContain(
        status.modes[mode],
      );
  }
});
