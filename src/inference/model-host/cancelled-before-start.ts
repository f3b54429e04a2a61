import type { GenerationRequest } from "../../generation/request.ts";
import type { StreamPart } from "../../generation/stream-part.ts";

/** The last part of a request that was stopped while it waited for its model. */
export function cancelledBeforeStart(request: GenerationRequest, model: string): StreamPart {
  return {
    type: "finish",
    reason: "cancelled",
    report: {
      model,
      promptTokens: 0,
      cachedTokens: 0,
      evaluatedTokens: 0,
      generatedTokens: 0,
      seed: request.sampling.seed,
      timeToFirstTokenMs: 0,
      durationMs: 0,
      tokensPerSecond: 0,
      ignoredSettings: [],
      exactTokens: true,
      sections: [],
    },
  };
}
