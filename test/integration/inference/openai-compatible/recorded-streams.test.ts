import { expect, test } from "vitest";
import type { StreamPart } from "../../../../src/generation/stream-part.ts";
import type { ServerProtocol } from "../../../../src/inference/openai-compatible/server-prompt-writer.ts";
import {
  type CompletionServerKind,
  startCompletionServer,
} from "../../../support/completion-server.ts";
import { makeRequest } from "../../../support/generation-request.ts";
import { connectTo } from "../../../support/served-engine.ts";
import { streamRecording } from "../../../support/stream-recordings.ts";

interface Recording {
  readonly name: string;
  readonly kind: CompletionServerKind;
  readonly protocol: ServerProtocol;
  readonly text: string;
  readonly last: object;
}

const exact = { promptTokens: 21, cachedTokens: 0, exactTokens: true };

const recordings: readonly Recording[] = [
  {
    name: "llama-server-completions",
    kind: "llamacpp",
    protocol: "completions",
    text: " Come in, dear.",
    last: { reason: "stop", report: { ...exact, cachedTokens: 12, generatedTokens: 5 } },
  },
  {
    name: "llama-server-chat",
    kind: "llamacpp",
    protocol: "chat",
    text: " Come in, dear.",
    last: {
      reason: "stop",
      report: {
        ...exact,
        template: "the server's own template",
        promptTokens: 33,
        generatedTokens: 5,
      },
    },
  },
  {
    name: "vllm-completions",
    kind: "vllm",
    protocol: "completions",
    text: " Come in, dear.",
    last: { reason: "stop", report: { ...exact, generatedTokens: 6 } },
  },
  {
    name: "vllm-chat-error",
    kind: "vllm",
    protocol: "chat",
    text: " Come",
    last: { type: "error", failure: { code: "engine-failed", retryable: true } },
  },
  {
    name: "koboldcpp-completions",
    kind: "koboldcpp",
    protocol: "completions",
    text: " Come in, dear.",
    last: { reason: "stop", report: { generatedTokens: 4, exactTokens: false } },
  },
  {
    name: "text-generation-webui-completions",
    kind: "user",
    protocol: "completions",
    text: " Come in, dear.",
    last: { reason: "length", report: { ...exact, generatedTokens: 4 } },
  },
  {
    name: "ollama-chat",
    kind: "library",
    protocol: "chat",
    text: " Come in, dear.",
    last: { reason: "stop", report: { ...exact, promptTokens: 33, generatedTokens: 5 } },
  },
  {
    name: "reasoning-chat",
    kind: "me",
    protocol: "chat",
    text: " Come in, dear.",
    last: { reason: "stop", report: { generatedTokens: 5, exactTokens: false } },
  },
];

test.each(recordings)("the stream $name is read as it is meant", async (recording) => {
  const body = streamRecording(recording.name);
  await using server = await startCompletionServer({
    kind: recording.kind,
    instead: () => ({ body }),
  });
  await using engine = await connectTo(server.url, { protocol: recording.protocol });
  const parts: StreamPart[] = [];
  for await (const part of engine.generate(makeRequest(), new AbortController().signal))
    parts.push(part);
  expect(parts[0]?.type).toBe("prompt-end");
  expect(parts.map((part) => (part.type === "text-delta" ? part.delta : "")).join("")).toBe(
    recording.text,
  );
  expect(parts.at(-1)).toMatchObject(recording.last);
});

test("an answer that isn't streamed is read as well", async () => {
  const body = JSON.stringify({
    choices: [{ text: " Come in.", finish_reason: "stop" }],
    usage: { prompt_tokens: 21, completion_tokens: 3 },
  });
  await using server = await startCompletionServer({
    instead: () => ({ headers: { "content-type": "application/json" }, body }),
  });
  await using engine = await connectTo(server.url);
  const parts: StreamPart[] = [];
  for await (const part of engine.generate(makeRequest(), new AbortController().signal))
    parts.push(part);
  expect(parts).toEqual([
    expect.objectContaining({ type: "prompt-end" }),
    { type: "text-delta", delta: " Come in." },
    expect.objectContaining({
      reason: "stop",
      report: expect.objectContaining({ promptTokens: 21, generatedTokens: 3, exactTokens: true }),
    }),
  ]);
});
