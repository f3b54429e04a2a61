import { expect, test } from "vitest";
import { createScriptedEngine } from "../../../src/generation/scripted-engine.ts";
import { deferred } from "../../../src/lib/deferred.ts";
import { makeRequest } from "../../support/generation-request.ts";
import { testTextEngine } from "../../support/text-engine-conformance.ts";

const story = "Come in out of the rain, dear. The soup is hot and the fire is lit.";

testTextEngine("the scripted engine", {
  open: async ({ slots }) => createScriptedEngine({ replies: story, slots, contextSize: 512 }),
});

test("replies come in turn and the last one repeats", async () => {
  await using engine = createScriptedEngine({ replies: ["One.", "Two."] });
  const texts = [];
  for (let call = 0; call < 3; call++) texts.push(await textOf(engine, makeRequest()));
  expect(texts).toEqual(["One.", "Two.", "Two."]);
});

test("a rule sees the request and how many came before", async () => {
  await using engine = createScriptedEngine({
    replies: (request, call) => `${request.conversationKey} ${call}`,
  });
  expect(await textOf(engine, makeRequest({ conversationKey: "inn" }))).toBe("inn 0");
  expect(await textOf(engine, makeRequest({ conversationKey: "mill" }))).toBe("mill 1");
});

test("deltas have the size of a token and never cut an emoji in two", async () => {
  await using engine = createScriptedEngine({ replies: "🌧🌧🌧☂", charactersPerToken: 2 });
  const deltas: string[] = [];
  for await (const part of engine.generate(makeRequest(), new AbortController().signal))
    if (part.type === "text-delta") deltas.push(part.delta);
  expect(deltas).toEqual(["🌧🌧", "🌧☂"]);
});

test("a hold stops the stream until it is let go", async () => {
  const gate = deferred();
  await using engine = createScriptedEngine({
    replies: { steps: [{ text: "Wait" }, { hold: gate.promise }, { text: " for it" }] },
  });
  const request = makeRequest();
  const text = textOf(engine, request);
  await engine.whenStarted(request.id);
  expect(engine.status()).toMatchObject({ activeRequests: 1 });
  gate.resolve();
  expect(await text).toBe("Wait for it");
});

test("a failure comes as the last part, a crash is thrown", async () => {
  const failure = { code: "engine-failed", message: "Broken.", retryable: true } as const;
  await using engine = createScriptedEngine({
    replies: [
      { steps: [{ text: "Half" }, { fail: failure }] },
      { steps: [{ crash: new Error("boom") }] },
    ],
  });
  const parts = [];
  for await (const part of engine.generate(makeRequest(), new AbortController().signal))
    parts.push(part);
  expect(parts.at(-1)).toEqual({ type: "error", failure });
  await expect(textOf(engine, makeRequest())).rejects.toThrow("boom");
  expect(engine.status()).toMatchObject({ activeRequests: 0 });
});

test("with a clock, tokens take their time and the report says how long", async () => {
  let now = 1000;
  await using engine = createScriptedEngine({
    replies: "12345678",
    millisecondsPerToken: 50,
    clock: {
      now: () => now,
      sleep: async (delayMs) => {
        now += delayMs;
      },
    },
  });
  const parts = [];
  for await (const part of engine.generate(makeRequest(), new AbortController().signal))
    parts.push(part);
  expect(parts.at(-1)).toMatchObject({
    report: { timeToFirstTokenMs: 50, durationMs: 100, tokensPerSecond: 20 },
  });
});

async function textOf(
  engine: ReturnType<typeof createScriptedEngine>,
  request: ReturnType<typeof makeRequest>,
): Promise<string> {
  let text = "";
  for await (const part of engine.generate(request, new AbortController().signal))
    if (part.type === "text-delta") text += part.delta;
  return text;
}
