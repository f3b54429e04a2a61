import type { GenerationRequest } from "../../src/generation/request.ts";
import { defaultSampling } from "../../src/generation/sampling-defaults.ts";

let requests = 0;

/** A small request with an id of its own; tests state what matters to them. */
export function makeRequest(overrides: Partial<GenerationRequest> = {}): GenerationRequest {
  const number = ++requests;
  return {
    version: 1,
    id: `request-${number}`,
    conversationKey: `conversation-${number}`,
    fairnessKey: "guild",
    priority: "interactive",
    model: null,
    prompt: {
      sections: [
        {
          id: "character",
          role: "system",
          text: "You are Rosie, who keeps the inn.",
          trim: { kind: "required" },
        },
        { id: "history:1", role: "user", text: "Mara: Hello!", trim: { kind: "history" } },
      ],
      replyPrefix: "Rosie:",
    },
    stop: ["\nMara:"],
    sampling: { ...defaultSampling, temperature: 0, seed: 7 },
    maxTokens: 64,
    ...overrides,
  };
}
