import { expect, test } from "vitest";
import { modelEmbeds } from "../../../../src/discord/commands/model/show.ts";
import { texts } from "../../../../src/discord/texts/texts.ts";
import type { WorkerStatus } from "../../../../src/generation/generation-queue.ts";

const worker = (id: string, cachedTokens: number): WorkerStatus => ({
  id,
  engine: {
    modelId: "hearthside-4m.Q8_0",
    displayName: "Hearthside 4M",
    contextSize: 2048,
    slots: 4,
    engine: "llama.cpp (CPU)",
    architecture: "llama",
    quantisation: "Q8_0",
    sizeBytes: 5_242_880,
  },
  status: {
    activeRequests: 1,
    waitingRequests: 0,
    promptTokens: 1000,
    cachedTokens,
    generatedTokens: 1500,
  },
  models: [],
});

test("workers with one model are shown together", () => {
  const [embed, ...others] = modelEmbeds(
    {
      waiting: 2,
      active: 1,
      estimatedWaitMs: null,
      workers: [worker("a", 900), worker("b", 500)],
    },
    texts.en,
  );
  expect(others).toEqual([]);
  expect(embed?.title).toBe("Hearthside 4M");
  const fields = Object.fromEntries(embed?.fields?.map(({ name, value }) => [name, value]) ?? []);
  expect(fields).toEqual({
    Quantisation: "Q8_0",
    Size: "5.0 MiB",
    Architecture: "llama",
    Context: "2,048 tokens",
    Slots: "8",
    Workers: "2",
    Queue: "1 running, 2 waiting",
    Generated: "3,000 tokens",
    "Prompt cache": "70 % hits",
  });
});

test("without a worker, that is what is said", () => {
  const [embed] = modelEmbeds(
    { waiting: 3, active: 0, estimatedWaitMs: null, workers: [] },
    texts.en,
  );
  expect(embed?.title).toBe("No model is running");
  expect(embed?.fields?.[0]?.value).toBe("0 running, 3 waiting");
});
