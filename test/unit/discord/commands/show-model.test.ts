import { expect, test } from "vitest";
import { answersHere, modelEmbeds } from "../../../../src/discord/commands/model/show.ts";
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
      mode: "running",
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
    { mode: "running", waiting: 3, active: 0, estimatedWaitMs: null, workers: [] },
    texts.en,
  );
  expect(embed?.title).toBe("No model is running");
  expect(embed?.fields?.[0]?.value).toBe("0 running, 3 waiting");
});

const of = (...models: WorkerStatus["models"]) => ({
  mode: "running" as const,
  waiting: 0,
  active: 0,
  estimatedWaitMs: null,
  workers: [{ ...worker("a", 0), models }],
});
const { engine, status } = worker("a", 0);
const other = { ...engine, modelId: "other", displayName: "Other" };

test("each model in memory is shown, also those that come and go", () => {
  const embeds = modelEmbeds(
    of(
      { state: "ready", modelId: engine.modelId, engine, status },
      { state: "leaving", modelId: "other", engine: other, status },
      { state: "loading", modelId: "third", progress: 0.256 },
    ),
    texts.en,
  );
  expect(embeds.map(({ title, description }) => [title, description])).toEqual([
    ["Hearthside 4M", undefined],
    ["Other", "It finishes its replies and leaves memory."],
    ["Loading third: 25 %", undefined],
  ]);
});

test.each([
  ["guild", "Chosen for this server."],
  ["thread", "Chosen for this thread."],
  ["bot", "Chosen for wherever nobody chose another."],
  ["default", "Nobody chose one: it is the default."],
] as const)("the model that answers here is named, with where it was chosen: %s", (kind, words) => {
  const origin = kind === "bot" || kind === "default" ? { kind, id: null } : { kind, id: "1" };
  const there = of({ state: "ready", modelId: "other", engine: other, status });
  const here = { model: "other", answering: "other", origin };
  expect(answersHere(here, there, texts.en)).toBe(`◉ **other** answers here. ${words}`);
});

test("a chosen model that is in no memory is said to be loaded when it is asked", () => {
  const here = { model: "gone", answering: "gone", origin: { kind: "bot", id: null } } as const;
  const said = answersHere(here, of(), texts.en);
  expect(said).toContain("The next reply loads it.");
});
