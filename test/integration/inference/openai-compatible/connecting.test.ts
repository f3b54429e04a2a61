import { expect, test } from "vitest";
import type { GenerationRequest } from "../../../../src/generation/request.ts";
import type { TextEngine } from "../../../../src/generation/text-engine.ts";
import { namedLayout } from "../../../../src/roleplay/prompt/named-layout.ts";
import { chatTemplates } from "../../../support/chat-templates.ts";
import {
  type CompletionServerKind,
  startCompletionServer,
} from "../../../support/completion-server.ts";
import { makeRequest } from "../../../support/generation-request.ts";
import { connectTo } from "../../../support/served-engine.ts";

test.each<[CompletionServerKind, string, number]>([
  ["llamacpp", "llama-server (completions)", 2048],
  ["vllm", "vLLM (completions)", 2048],
  ["koboldcpp", "KoboldCpp (completions)", 2048],
  ["library", "Ollama (completions)", 8192],
  ["me", "OpenAI-compatible server (completions)", 8192],
])("a server of kind %s is recognised, and its context limits ours", async (kind, engine, size) => {
  await using server = await startCompletionServer({ kind, contextSize: 2048 });
  await using connected = await connectTo(server.url, { contextSize: 8192 });
  expect(connected.info).toMatchObject({ engine, contextSize: size, modelId: "rosie-7b" });
});

test("a server with fewer slots than were asked for limits them", async () => {
  await using server = await startCompletionServer({ kind: "llamacpp" });
  await using engine = await connectTo(server.url, { slots: 16 });
  expect(engine.info.slots).toBe(4);
});

test.each(["", "/", "/v1", "/v1/"])("an address may end in %j", async (ending) => {
  await using server = await startCompletionServer();
  await using engine = await connectTo(server.url + ending);
  await speak(engine);
  expect(server.asked).toHaveLength(1);
});

test("the key goes with every request, and a wrong one is told at once, without repeating it", async () => {
  await using server = await startCompletionServer({ apiKey: "right" });
  await using engine = await connectTo(server.url, { apiKey: "right" });
  await speak(engine);
  const refusal = connectTo(server.url, { apiKey: "sk-wrong" });
  await expect(refusal).rejects.toMatchObject({ name: "UserError", code: "engine-key-refused" });
  await expect(refusal).rejects.not.toThrow("sk-wrong");
});

test("nobody at the address is told with what to do", async () => {
  const server = await startCompletionServer();
  await server[Symbol.asyncDispose]();
  await expect(connectTo(server.url)).rejects.toMatchObject({
    name: "UserError",
    code: "engine-unreachable",
    message: expect.stringMatching(/ECONNREFUSED.*Start it, or mend ENGINE_URL/),
  });
});

test("a model may be named by the end of its path; one that isn't there is told with those that are", async () => {
  await using server = await startCompletionServer();
  await using engine = await connectTo(server.url, { model: "rosie-7b" });
  await speak(engine);
  expect(server.asked[0]?.model).toBe("tavern/rosie-7b");
  await expect(connectTo(server.url, { model: "luna" })).rejects.toMatchObject({
    code: "engine-model-missing",
    message: expect.stringContaining("tavern/rosie-7b"),
  });
});

test("a model whose name would do something to a terminal isn't there", async () => {
  await using server = await startCompletionServer({ otherModels: ["\u001b[2Jluna", ""] });
  await using engine = await connectTo(server.url);
  expect(engine.info.displayName).toBe("rosie-7b");
});

test("an address with a password in it is refused, since it would end up in logs", async () => {
  await expect(connectTo("http://rosie:soup@127.0.0.1:1")).rejects.toMatchObject({
    code: "engine-url-credentials",
  });
});

test("prompts are written by the model's own template where the server tells it", async () => {
  await using server = await startCompletionServer({
    kind: "llamacpp",
    props: { chat_template: chatTemplates.chatml, bos_token: "<s>", eos_token: "<|im_end|>" },
  });
  await using engine = await connectTo(server.url);
  await speak(engine);
  expect(server.asked[0]).toMatchObject({
    prompt:
      "<|im_start|>system\nYou are Rosie, who keeps the inn.<|im_end|>\n<|im_start|>user\nMara: Hello!<|im_end|>\n<|im_start|>assistant\nRosie:",
  });
});

test("the format of the settings comes before the server's template", async () => {
  await using server = await startCompletionServer({
    kind: "llamacpp",
    props: { chat_template: chatTemplates.chatml },
  });
  await using engine = await connectTo(server.url, { layout: namedLayout("alpaca") });
  await speak(engine);
  expect(server.asked[0]).toMatchObject({
    prompt: expect.stringContaining("### Instruction:"),
    stop: ["\nMara:", "### Instruction:", "### Input:"],
  });
});

test("what the server has no sampler for is reported", async () => {
  await using server = await startCompletionServer();
  await using engine = await connectTo(server.url);
  const { sampling } = makeRequest();
  const last = await speak(engine, makeRequest({ sampling: { ...sampling, dryMultiplier: 0.8 } }));
  expect(last).toMatchObject({
    report: { ignoredSettings: ["minP", "repeatPenalty", "repeatLastTokens", "dryMultiplier"] },
  });
});

async function speak(engine: TextEngine, request: GenerationRequest = makeRequest()) {
  let last: unknown;
  for await (const part of engine.generate(request, new AbortController().signal)) last = part;
  expect(last).toMatchObject({ type: "finish" });
  return last;
}
