import { afterAll, beforeAll, expect, test } from "vitest";
import { GenerationError } from "../../../../src/generation/generation-error.ts";
import { createScriptedEmbedder } from "../../../../src/generation/scripted-embedder.ts";
import { createOpenAiEmbedder } from "../../../../src/inference/openai-compatible/create-openai-embedder.ts";
import { testEmbedder } from "../../../support/embedder-conformance.ts";
import { type EmbeddingServer, openEmbeddingServer } from "../../../support/embedding-server.ts";

const apiKey = "key of the server";
let server: EmbeddingServer;
beforeAll(async () => {
  server = await openEmbeddingServer(createScriptedEmbedder({ maxCharacters: 100 }), { apiKey });
});
afterAll(() => server[Symbol.asyncDispose]());

testEmbedder("a server of OpenAI's embeddings", {
  open: () => open(server.url, apiKey),
  tooLong: "x".repeat(101),
});

test("the address may end with /v1, and the model without a name is the server's own", async () => {
  await using embedder = await open(`${server.url}/v1`, apiKey);
  expect(embedder.info).toEqual({ modelId: "default", dimensions: 64 });
});

test("a server that refuses the key, or isn't there, says so when it is opened", async () => {
  await expect(open(server.url, "another key")).rejects.toThrow(GenerationError);
  const gone = await openEmbeddingServer(createScriptedEmbedder(), { apiKey });
  await gone[Symbol.asyncDispose]();
  await expect(open(gone.url, apiKey)).rejects.toThrow(GenerationError);
});

function open(url: string, key: string) {
  return createOpenAiEmbedder({
    url,
    model: undefined,
    apiKey: key,
    now: () => 0,
    signal: new AbortController().signal,
  });
}
