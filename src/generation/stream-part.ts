import type { GenerationFailure } from "./generation-error.ts";

/**
 * What an engine yields for one request, in this order: one `prompt-end`, any number of `text-delta`, and exactly
 * one last part, `finish` or `error`. Engines don't throw for what happens to a request.
 */
export type StreamPart =
  | {
      readonly type: "prompt-end";
      /** Estimated by engines that learn the counts only in the end; the report has what was counted then. */
      readonly usage: PromptUsage;
      readonly sections: readonly SectionReport[];
    }
  | { readonly type: "text-delta"; readonly delta: string }
  | {
      readonly type: "finish";
      readonly reason: FinishReason;
      readonly report: GenerationReport;
    }
  | { readonly type: "error"; readonly failure: GenerationFailure };

/** `stop`: the model ended or a stop string came. `length`: out of tokens. `cancelled`: someone stopped it. */
export type FinishReason = "stop" | "length" | "cancelled";

export interface PromptUsage {
  /** Tokens of the whole prompt. */
  readonly promptTokens: number;
  /** Of these, how many were still in the slot's prefix cache. */
  readonly cachedTokens: number;
  /** Of these, how many had to be evaluated: `promptTokens - cachedTokens`. */
  readonly evaluatedTokens: number;
}

/** What became of one section. */
export interface SectionReport {
  readonly id: string;
  readonly tokens: number;
  readonly included: boolean;
}

export interface GenerationReport extends PromptUsage {
  /** Display name of the model that answered. */
  readonly model: string;
  /** For people: the format that the prompt was written in. Absent where the engine has none to name. */
  readonly template?: string | undefined;
  readonly generatedTokens: number;
  readonly seed: number;
  /** From the engine's taking of the request to the first token. */
  readonly timeToFirstTokenMs: number;
  readonly durationMs: number;
  /** As a reader sees it: from the first token to the last, with all that lay between. */
  readonly tokensPerSecond: number;
  /** Sampler settings that this engine doesn't know and left out. */
  readonly ignoredSettings: readonly string[];
  /** False where the engine could only estimate the counts. */
  readonly exactTokens: boolean;
  readonly sections: readonly SectionReport[];
  /** Left out where the reply was written without a break. */
  readonly interruptions?: InterruptionReport;
}

/** What it cost a reply that others had its slot for a while, so that they got their first words. */
export interface InterruptionReport {
  readonly count: number;
  readonly waitedMs: number;
  /** Tokens of prompt and reply that had to be read once more. */
  readonly evaluatedTokens: number;
}
