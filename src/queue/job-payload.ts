import { z } from "zod";
import type { GenerationFailure } from "../generation/generation-error.ts";
import type { GenerationResult } from "../generation/generation-queue.ts";
import type { GenerationRequest } from "../generation/request.ts";
import { neutralSampling } from "../generation/sampling-defaults.ts";

/**
 * What travels through Redis, read with care on the other side: the bot and its workers may be of different versions.
 * Unknown fields are dropped, so that an addition alone doesn't need a new version.
 */

const trimRule = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("required") }),
  z.object({ kind: z.literal("optional"), order: z.number() }),
  z.object({ kind: z.literal("history") }),
]);

const samplingFields = {
  temperature: z.number(),
  topK: z.number(),
  topP: z.number(),
  minP: z.number(),
  repeatPenalty: z.number(),
  repeatLastTokens: z.number(),
  frequencyPenalty: z.number(),
  presencePenalty: z.number(),
  dryMultiplier: z.number(),
  xtcProbability: z.number(),
  xtcThreshold: z.number(),
  seed: z.number(),
  // Absent from older bots, which had these samplers off.
  dynatempRange: z.number().default(neutralSampling.dynatempRange),
  dynatempExponent: z.number().default(neutralSampling.dynatempExponent),
  smoothingFactor: z.number().default(neutralSampling.smoothingFactor),
  smoothingCurve: z.number().default(neutralSampling.smoothingCurve),
  typicalP: z.number().default(neutralSampling.typicalP),
  tailFree: z.number().default(neutralSampling.tailFree),
  topA: z.number().default(neutralSampling.topA),
  topNSigma: z.number().default(neutralSampling.topNSigma),
  mirostat: z.number().default(neutralSampling.mirostat),
  mirostatTau: z.number().default(neutralSampling.mirostatTau),
  mirostatEta: z.number().default(neutralSampling.mirostatEta),
  dryBase: z.number().default(neutralSampling.dryBase),
  dryAllowedLength: z.number().default(neutralSampling.dryAllowedLength),
  dryLastTokens: z.number().default(neutralSampling.dryLastTokens),
  drySequenceBreakers: z.array(z.string()).default([...neutralSampling.drySequenceBreakers]),
};

const requestSchema = z.object({
  version: z.literal(1),
  id: z.string().min(1),
  conversationKey: z.string(),
  fairnessKey: z.string(),
  priority: z.enum(["interactive", "background"]),
  // Absent from a bot that knew of one model only.
  model: z.string().nullable().default(null),
  prompt: z.object({
    sections: z.array(
      z.object({
        id: z.string(),
        role: z.enum(["system", "user", "assistant"]),
        text: z.string(),
        trim: trimRule,
      }),
    ),
    replyPrefix: z.string(),
    historyFrom: z.string().optional(),
  }),
  stop: z.array(z.string()),
  sampling: z.object(samplingFields),
  maxTokens: z.number().int().positive(),
  leastTokens: z.number().int().nonnegative().optional(),
}) satisfies z.ZodType<GenerationRequest>;

const snapshotSchema = z.object({ attempt: z.number().int().positive(), text: z.string() });

/** The text so far, from this attempt. */
export type Snapshot = z.infer<typeof snapshotSchema>;

const failureSchema = z.object({
  code: z.enum([
    "prompt-too-long",
    "model-unavailable",
    "engine-failed",
    "queue-full",
    "queue-draining",
    "worker-lost",
    "unsupported-version",
  ]),
  message: z.string(),
  values: z.record(z.string(), z.union([z.string(), z.number()])).exactOptional(),
  retryable: z.boolean(),
}) satisfies z.ZodType<GenerationFailure>;

const reportSchema = z.object({
  model: z.string(),
  template: z.string().optional(),
  promptTokens: z.number(),
  cachedTokens: z.number(),
  evaluatedTokens: z.number(),
  generatedTokens: z.number(),
  seed: z.number(),
  timeToFirstTokenMs: z.number(),
  durationMs: z.number(),
  tokensPerSecond: z.number(),
  ignoredSettings: z.array(z.string()),
  exactTokens: z.boolean(),
  sections: z.array(z.object({ id: z.string(), tokens: z.number(), included: z.boolean() })),
  interruptions: z
    .object({ count: z.number(), waitedMs: z.number(), evaluatedTokens: z.number() })
    .exactOptional(),
});

const resultSchema = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("finished"),
    text: z.string(),
    reason: z.enum(["stop", "length", "cancelled"]),
    report: reportSchema,
  }),
  z.object({ kind: z.literal("cancelled-while-waiting") }),
  z.object({ kind: z.literal("failed"), failure: failureSchema }),
]) satisfies z.ZodType<GenerationResult>;

/** What a worker stores as the job's return value. */
export interface Outcome {
  readonly attempt: number;
  readonly result: GenerationResult;
}

const outcomeSchema = z.object({
  attempt: z.number().int().positive(),
  result: resultSchema,
}) satisfies z.ZodType<Outcome>;

/** The request of a job, or the failure with which a worker answers what it can't read. */
export function readRequest(
  data: unknown,
): { readonly request: GenerationRequest } | { readonly failure: GenerationFailure } {
  const parsed = requestSchema.safeParse(data);
  return parsed.success ? { request: parsed.data } : { failure: unreadable };
}

/** Undefined when it is none. */
export function readSnapshot(progress: unknown): Snapshot | undefined {
  return snapshotSchema.safeParse(progress).data;
}

/** What a worker answered; a failure when the bot can't read it. */
export function readResult(returnValue: unknown): GenerationResult {
  const parsed = outcomeSchema.safeParse(returnValue);
  return parsed.success ? parsed.data.result : { kind: "failed", failure: unreadable };
}

const unreadable: GenerationFailure = {
  code: "unsupported-version",
  message: "The bot and its worker are of different versions. Update both to the same version.",
  retryable: false,
};
