import type {
  GenerationReport,
  InterruptionReport,
  PromptUsage,
  SectionReport,
} from "../../generation/stream-part.ts";
import type { ModelFacts } from "./model-facts.ts";

/** What a reply has come to. Times are milliseconds of the engine's clock; without a first token there was no text. */
export function replyReport(reply: {
  readonly model: Pick<ModelFacts, "displayName" | "template">;
  readonly usage: PromptUsage;
  readonly seed: number;
  readonly generatedTokens: number;
  readonly arrivedAt: number;
  readonly firstTokenAt: number | undefined;
  readonly endedAt: number;
  readonly ignoredSettings: readonly string[];
  readonly sections: readonly SectionReport[];
  readonly interruptions: InterruptionReport | undefined;
}): GenerationReport {
  const { model, usage, arrivedAt, endedAt, generatedTokens, interruptions } = reply;
  const firstTokenAt = reply.firstTokenAt ?? endedAt;
  return {
    ...usage,
    model: model.displayName,
    template: model.template,
    generatedTokens,
    seed: reply.seed,
    timeToFirstTokenMs: firstTokenAt - arrivedAt,
    durationMs: endedAt - arrivedAt,
    tokensPerSecond: (generatedTokens * 1000) / Math.max(1, endedAt - firstTokenAt),
    ignoredSettings: reply.ignoredSettings,
    exactTokens: true,
    sections: reply.sections,
    ...(interruptions && { interruptions }),
  };
}
