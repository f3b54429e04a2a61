import { expect, test } from "vitest";
import {
  deathInReply,
  deathWhileLoading,
} from "../../../../src/inference/engine-process/engine-death.ts";

const aborted = { code: null, signal: "SIGABRT", lastWords: "GGML_ASSERT(n > 0) failed" } as const;
/** As it was seen on an H100 whose driver was too old. */
const onOldDriver = {
  ...aborted,
  lastWords:
    "/build/llama.cpp/ggml/src/ggml-cuda/ggml-cuda.cu:108: CUDA error\nlibggml-base.so(+0x1c8eb)",
} as const;

test.each([
  [aborted, "The model can't be loaded: llama.cpp crashed over it (SIGABRT)."],
  [
    { ...aborted, code: 3, signal: null },
    "The model can't be loaded: llama.cpp crashed over it (exit code 3).",
  ],
  [
    { ...aborted, signal: "SIGKILL" as const },
    "The model can't be loaded: the system ended the process that read it, most likely for want of memory.",
  ],
])("a death while a model is loaded says how it ended", (end, message) => {
  const error = deathWhileLoading(end);
  expect(error.message).toBe(message);
  expect(String(error.cause)).toContain("GGML_ASSERT");
});

test("replies of a process that died may be tried again", () => {
  expect(deathInReply(aborted)).toEqual({
    code: "engine-failed",
    message: "The model's engine broke down.",
    retryable: true,
  });
});

test("where the GPU refused to compute, the driver is named, and the way without", () => {
  expect(deathInReply(onOldDriver).message).toMatch(/driver is too old .*590.*GPU to "off"/);
  expect(deathWhileLoading(onOldDriver).message).toMatch(/driver is too old/);
});
