import { expect, test } from "vitest";
import { openEngine } from "../../../src/app/open-engine.ts";
import { loadSettings } from "../../../src/config/load-settings.ts";
import { systemClock } from "../../../src/lib/clock.ts";
import { silentLogger } from "../../../src/lib/logger.ts";
import { startCompletionServer } from "../../support/completion-server.ts";
import { makeRequest } from "../../support/generation-request.ts";
import { testGpu } from "../../support/test-gpu.ts";

const context = {
  logger: silentLogger,
  clock: systemClock,
  print: () => {},
  signal: new AbortController().signal,
};

test("the settings choose a server, its key, its model and how it is spoken to", async () => {
  await using server = await startCompletionServer({ apiKey: "key", reply: " Come in." });
  const settings = loadSettings({
    ENGINE: "openai",
    ENGINE_URL: `${server.url}/v1`,
    ENGINE_API_KEY: "key",
    ENGINE_MODEL: "rosie-7b",
    ENGINE_PROTOCOL: "chat",
    ENGINE_SLOTS: "2",
    CONTEXT_SIZE: "2048",
  });
  await using engine = (await openEngine(settings, context)).engine;
  expect(engine.info).toMatchObject({ modelId: "rosie-7b", slots: 2, contextSize: 2048 });
  let text = "";
  for await (const part of engine.generate(makeRequest(), context.signal))
    if (part.type === "text-delta") text += part.delta;
  expect(text).toBe(" Come in.");
  expect(server.asked[0]).toHaveProperty("messages");
});

test("the format of the settings is how prompts are written", async () => {
  await using server = await startCompletionServer();
  const settings = loadSettings({
    ENGINE: "openai",
    ENGINE_URL: server.url,
    PROMPT_FORMAT: "chatml",
  });
  await using engine = (await openEngine(settings, context)).engine;
  for await (const part of engine.generate(makeRequest(), context.signal))
    expect(part.type).not.toBe("error");
  expect(server.asked[0]).toMatchObject({ prompt: expect.stringContaining("<|im_start|>user") });
});

test("a server without an address is refused with what to set", async () => {
  await expect(openEngine(loadSettings({ ENGINE: "openai" }), context)).rejects.toMatchObject({
    name: "UserError",
    message: expect.stringContaining("ENGINE_URL"),
  });
});

test.each([
  ["1", 4],
  ["3", 6],
])(
  "of llama.cpp's engine twice as much is asked as it has slots, since its replies take turns (%s models: %i)",
  async (models, concurrency) => {
    const settings = loadSettings({
      SLOTS: "2",
      MODELS_LOADED: models,
      GPU: testGpu,
      THREADS: "1",
    });
    const opened = await openEngine(settings, context);
    await using _engine = opened.engine;
    expect(opened.concurrency).toBe(concurrency);
  },
);
