import { afterAll, beforeAll, expect, test } from "vitest";
import type { GenerationRequest } from "../../../../src/generation/request.ts";
import type { ServerProtocol } from "../../../../src/inference/openai-compatible/server-prompt-writer.ts";
import { demoRequest } from "../../../support/demo-request.ts";
import { type LlamaServer, startLlamaServer } from "../../../support/llama-server.ts";
import { connectTo } from "../../../support/served-engine.ts";
import { testTextEngine } from "../../../support/text-engine-conformance.ts";

/** Where llama.cpp's own server is. Whoever has it can prove the engine on it; nobody needs it. */
const command = process.env["HEARTHSIDE_LLAMA_SERVER"];
const protocols: readonly ServerProtocol[] = command === undefined ? [] : ["completions", "chat"];

const contextSize = 1024;
let server: LlamaServer | undefined;

beforeAll(async () => {
  if (command !== undefined) server = await startLlamaServer(command, { slots: 2, contextSize });
});

afterAll(async () => {
  await server?.[Symbol.asyncDispose]();
});

test("a real llama-server is tried by both protocols where HEARTHSIDE_LLAMA_SERVER names it", () => {
  expect(protocols).toHaveLength(server === undefined ? 0 : 2);
});

for (const protocol of protocols)
  testTextEngine(`the engine for a real llama-server by ${protocol}`, {
    open: ({ slots }) => connectTo(server?.url ?? "", { protocol, slots, contextSize }),
    request: (overrides?: Partial<GenerationRequest>) => ({
      ...demoRequest({ turns: [["Mara", "evening! do you have anything hot to eat?"]] }),
      ...overrides,
    }),
  });
