import { expect, test } from "vitest";
import {
  ServerError,
  type ServerProblem,
} from "../../../../src/inference/openai-compatible/server-error.ts";
import { judge } from "../../../../src/inference/openai-compatible/server-failure.ts";

const status = (code: number, retryAfterMs?: number): ServerProblem => ({
  kind: "status",
  status: code,
  retryAfterMs,
});

test.each<[string, ServerProblem, object]>([
  ["no connection", { kind: "unreachable" }, { kind: "retry", delayMs: 500 }],
  ["a broken answer", { kind: "broken" }, { kind: "retry", delayMs: 500 }],
  ["too many requests", status(429, 2000), { kind: "retry", delayMs: 2000 }],
  ["an overloaded server", status(503), { kind: "retry", delayMs: 500 }],
  ["a failing server", status(500), { kind: "retry" }],
  ["a gateway in front of it", status(502), { kind: "retry" }],
  ["a refused key", status(401), { kind: "give-up", failure: { code: "model-unavailable" } }],
  ["a forbidden model", status(403), { kind: "give-up", failure: { retryable: false } }],
  ["a missing model", status(404), { kind: "give-up", failure: { code: "model-unavailable" } }],
  ["a refused request", status(422), { kind: "give-up", failure: { code: "engine-failed" } }],
  ["silence", { kind: "silent" }, { kind: "give-up", failure: { retryable: true } }],
  ["a flood", { kind: "too-much" }, { kind: "give-up", failure: { retryable: false } }],
])("%s", (_what, problem, verdict) => {
  expect(judge(new ServerError(problem, ""), 1)).toMatchObject(verdict);
});

test.each<[string, number, string, number | null]>([
  [
    "llama-server",
    400,
    '{"error":{"code":400,"message":"the request exceeds the available context size","type":"exceed_context_size_error","n_prompt_tokens":9001,"n_ctx":8192}}',
    9001,
  ],
  [
    "vLLM",
    400,
    '{"error":{"message":"This model\'s maximum context length is 4096 tokens. However, you requested 4200 tokens (4100 in the messages, 100 in the completion)."}}',
    4100,
  ],
  ["OpenAI", 400, '{"error":{"code":"context_length_exceeded"}}', null],
  ["an older server", 500, "Prompt is too long for the context window", null],
])("the way in which %s finds a prompt too long", (_who, code, detail, promptTokens) => {
  expect(judge(new ServerError(status(code), detail), 1)).toEqual({
    kind: "shorten",
    promptTokens,
  });
});

test("a rate limit that speaks of contexts is still a rate limit", () => {
  const error = new ServerError(
    status(429),
    "tokens per minute; context length is not the problem",
  );
  expect(judge(error, 1).kind).toBe("retry");
});

test("nothing that the server says reaches a person", () => {
  for (const code of [400, 401, 404, 429, 500]) {
    const verdict = judge(new ServerError(status(code), "sk-secret <b>boo</b>"), 1);
    expect(JSON.stringify(verdict)).not.toContain("boo");
  }
});
