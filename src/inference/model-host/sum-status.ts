import type { EngineStatus } from "../../generation/text-engine.ts";

export const noStatus: EngineStatus = {
  activeRequests: 0,
  waitingRequests: 0,
  promptTokens: 0,
  cachedTokens: 0,
  generatedTokens: 0,
};

export function addStatus(a: EngineStatus, b: EngineStatus): EngineStatus {
  return {
    activeRequests: a.activeRequests + b.activeRequests,
    waitingRequests: a.waitingRequests + b.waitingRequests,
    promptTokens: a.promptTokens + b.promptTokens,
    cachedTokens: a.cachedTokens + b.cachedTokens,
    generatedTokens: a.generatedTokens + b.generatedTokens,
  };
}
