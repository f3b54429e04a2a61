import { expect, test } from "vitest";
import { serverRequest } from "../../../../src/inference/openai-compatible/request-body.ts";
import {
  type ServerKind,
  serverFlavours,
} from "../../../../src/inference/openai-compatible/server-flavour.ts";
import { makeRequest } from "../../../support/generation-request.ts";

function asked(kind: ServerKind, leastTokens?: number) {
  const prompt = { fields: { prompt: "Rosie:" }, estimatedTokens: 9, maxTokens: 64, sections: [] };
  const server = { model: "m", flavour: serverFlavours[kind], stop: [] };
  return serverRequest(makeRequest({ leastTokens }), prompt, server);
}

test("vLLM is told how many tokens a reply has to have, never more than it may have", () => {
  expect(asked("vllm", 8).body).toMatchObject({ max_tokens: 64, min_tokens: 8 });
  expect(asked("vllm", 8).ignoredSettings).not.toContain("leastTokens");
  expect(asked("vllm", 100).body).toMatchObject({ min_tokens: 64 });
  expect(asked("vllm").body).not.toHaveProperty("min_tokens");
});

test("where a server can't be told, the report says so, and only where it matters", () => {
  expect(asked("llama-server", 8).body).not.toHaveProperty("min_tokens");
  expect(asked("llama-server", 8).ignoredSettings).toContain("leastTokens");
  expect(asked("llama-server").ignoredSettings).not.toContain("leastTokens");
});
