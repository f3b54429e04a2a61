import { expect, test } from "vitest";
import { nameModels } from "../../../../src/models/folder/model-ids.ts";

test("a model is called as its file; parts of a split one count once; twins have their paths", () => {
  const named = nameModels([
    "b/rosie.Q4_K_M.gguf",
    "a/rosie.Q4_K_M.gguf",
    "big-00002-of-00003.gguf",
    "big-00001-of-00003.gguf",
    "Loud.GGUF",
  ]);
  expect(named).toEqual([
    { id: "Loud", path: "Loud.GGUF" },
    { id: "rosie.Q4_K_M", path: "a/rosie.Q4_K_M.gguf" },
    { id: "b/rosie.Q4_K_M", path: "b/rosie.Q4_K_M.gguf" },
    { id: "big", path: "big-00001-of-00003.gguf" },
  ]);
});
