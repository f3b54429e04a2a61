import { expect, test } from "vitest";
import type { ModelStatus } from "../../../../src/generation/generation-queue.ts";
import { chooseWorker, type ModelPlace } from "../../../../src/queue/models/choose-worker.ts";

const loading = (modelId: string): ModelStatus => ({ state: "loading", modelId, progress: 0.5 });

function place(loaded: readonly string[], files: readonly string[]): ModelPlace {
  return { models: loaded.map(loading), files: new Set(files) };
}

const both = ["a", "b"];

test.each<[string, ModelPlace, readonly ModelPlace[], number, string]>([
  ["it has the model", place(["b"], both), [place(["b"], both)], 0, "run"],
  ["another has it", place(["a"], both), [place(["b"], both)], 0, "pass"],
  [
    "another has it and the job waits too long",
    place(["a"], both),
    [place(["b"], both)],
    11_000,
    "claim",
  ],
  [
    "another has it and it can't load it",
    place(["a"], ["a"]),
    [place(["b"], both)],
    60_000,
    "pass",
  ],
  ["nobody has it", place(["a"], both), [place(["a"], both)], 0, "claim"],
  ["only another could load it", place(["a"], ["a"]), [place(["a"], both)], 0, "pass"],
  ["nobody could", place(["a"], ["a"]), [place(["a"], ["a"])], 0, "run"],
])("a worker that gets a job of model b while %s", (_, own, others, waitedMs, expected) => {
  expect(chooseWorker({ model: "b", own, others, waitedMs })).toBe(expected);
});
