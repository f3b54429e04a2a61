import { InsufficientMemoryError, type LlamaModel, type LlamaModelOptions } from "node-llama-cpp";
import { expect, test } from "vitest";
import { openModel } from "../../../../src/inference/llama-cpp/load-model.ts";

const shape = { modelFile: "a.gguf", contextSize: 8192, slots: 8 } as const;

/** What the library is told about layers, call by call. `refuse`: whether there is no room. */
async function layersAskedFor(
  gpuLayers: number | undefined,
  refuse: (asked: LlamaModelOptions["gpuLayers"]) => boolean = () => false,
) {
  const asked: LlamaModelOptions["gpuLayers"][] = [];
  const llama = {
    async loadModel(options: LlamaModelOptions) {
      asked.push(options.gpuLayers);
      if (refuse(options.gpuLayers)) throw new InsufficientMemoryError("no room");
      return {} as LlamaModel;
    },
  };
  const opened = openModel(llama, { ...shape, gpuLayers }, []);
  return { asked, opened: await opened.catch((error: unknown) => error) };
}

test("as many layers go on the GPU as leave room for the conversations of all slots", async () => {
  const { asked } = await layersAskedFor(undefined);
  expect(asked).toEqual([{ fitContext: { contextSize: 8 * 8192 } }]);
});

test("where no layer fits beside the conversations, the model is loaded all the same", async () => {
  const { asked, opened } = await layersAskedFor(undefined, (layers) => layers !== "auto");
  expect(asked.at(-1)).toBe("auto");
  expect(opened).not.toBeInstanceOf(Error);
});

test("a number of layers that somebody wants is taken as it is, or refused", async () => {
  expect((await layersAskedFor(12)).asked).toEqual([12]);
  const { asked, opened } = await layersAskedFor(12, () => true);
  expect(asked).toEqual([12]);
  expect(opened).toMatchObject({ code: "model-out-of-memory" });
});
