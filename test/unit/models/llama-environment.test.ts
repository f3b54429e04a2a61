import { expect, test } from "vitest";
import { llamaEnvironment } from "../../../src/models/fork-llama-process.ts";

test("a process of llama.cpp learns of the GPU and the paths, and none of the bot's secrets", () => {
  const environment = {
    PATH: "/bin",
    HOME: "/home/inn",
    CUDA_VISIBLE_DEVICES: "1",
    GGML_VK_VISIBLE_DEVICES: "0",
    DISCORD_TOKEN: "secret",
    REDIS_URL: "redis://:secret@redis",
    ENGINE_API_KEY: "secret",
    HF_TOKEN: "secret",
    NODE_OPTIONS: "--inspect",
  };
  expect(llamaEnvironment(environment)).toEqual({
    PATH: "/bin",
    HOME: "/home/inn",
    CUDA_VISIBLE_DEVICES: "1",
    GGML_VK_VISIBLE_DEVICES: "0",
    GGML_NO_BACKTRACE: "1",
  });
});
