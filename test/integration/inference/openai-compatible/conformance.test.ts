import type { ServerProtocol } from "../../../../src/inference/openai-compatible/server-prompt-writer.ts";
import type { CompletionServerKind } from "../../../support/completion-server.ts";
import { openServed } from "../../../support/served-engine.ts";
import { testTextEngine } from "../../../support/text-engine-conformance.ts";

const story = "Come in out of the rain, dear. The soup is hot and the fire is lit.";

const setUps: readonly (readonly [CompletionServerKind, ServerProtocol])[] = [
  ["llamacpp", "completions"],
  ["llamacpp", "chat"],
  ["vllm", "completions"],
  ["vllm", "chat"],
  ["koboldcpp", "completions"],
  ["user", "completions"],
  ["library", "chat"],
  ["me", "completions"],
  ["me", "chat"],
];

for (const [kind, protocol] of setUps)
  testTextEngine(`the engine for a server of kind ${kind} by ${protocol}`, {
    open: ({ slots }) =>
      openServed({ reply: story, kind, contextSize: 512 }, { protocol, slots, contextSize: 512 }),
    countsPromptFirst: kind === "llamacpp" || kind === "vllm",
  });
