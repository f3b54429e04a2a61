import fc from "fast-check";
import { expect, test } from "vitest";
import { readStreamEvent } from "../../../../src/inference/openai-compatible/stream-event.ts";

const read = (value: unknown) => readStreamEvent(JSON.stringify(value));
const event = (fields: object) => ({
  kind: "event",
  event: { text: "", finishReason: null, usage: null, ...fields },
});

test.each<[string, unknown, object]>([
  ["text of a completion", { choices: [{ text: "Hi" }] }, event({ text: "Hi" })],
  ["text of a chat", { choices: [{ delta: { content: "Hi" } }] }, event({ text: "Hi" })],
  ["a chat's role", { choices: [{ delta: { role: "assistant", content: null } }] }, event({})],
  ["thoughts, which nobody sees", { choices: [{ delta: { reasoning_content: "Hm" } }] }, event({})],
  [
    "a whole answer",
    { choices: [{ message: { content: "Hi" }, finish_reason: "stop" }] },
    event({ text: "Hi", finishReason: "stop" }),
  ],
  [
    "the end at the limit",
    { choices: [{ text: "", finish_reason: "length" }] },
    event({ finishReason: "length" }),
  ],
  ["an empty reason", { choices: [{ text: "a", finish_reason: "" }] }, event({ text: "a" })],
  [
    "an end of another kind",
    { choices: [{ text: "", finish_reason: "eos_token" }] },
    event({ finishReason: "stop" }),
  ],
  [
    "counts",
    {
      choices: [],
      usage: {
        prompt_tokens: 9,
        completion_tokens: 4,
        prompt_tokens_details: { cached_tokens: 5 },
      },
    },
    event({ usage: { promptTokens: 9, cachedTokens: 5, generatedTokens: 4 } }),
  ],
  [
    "counts of llama-server's own",
    { choices: [{ text: "a" }], timings: { prompt_n: 3, cache_n: 6, predicted_n: 1 } },
    event({ text: "a", usage: { promptTokens: 9, cachedTokens: 6, generatedTokens: 1 } }),
  ],
  [
    "more from the cache than there was",
    { usage: { prompt_tokens: 3, prompt_tokens_details: { cached_tokens: 8 } } },
    event({ usage: { promptTokens: 3, cachedTokens: 3, generatedTokens: null } }),
  ],
  [
    "counts that can't be",
    { choices: [{ text: "a" }], usage: { prompt_tokens: -1 } },
    event({ text: "a" }),
  ],
  [
    "an error in the midst",
    { error: { message: "out of memory", code: 503 } },
    { kind: "error", detail: '{"message":"out of memory","code":503}', status: 503 },
  ],
  ["an error that is only a text", { error: "boom" }, { kind: "error", status: null }],
  ["text that isn't text", { choices: [{ text: 5 }] }, { kind: "nonsense" }],
  ["a list", [], { kind: "nonsense" }],
])("%s", (_what, value, expected) => {
  expect(read(value)).toMatchObject(expected);
});

test("whatever a server sends is read without an exception", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (data) => {
      expect(["event", "error", "nonsense"]).toContain(readStreamEvent(data).kind);
    }),
  );
});
