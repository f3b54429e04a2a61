import { z } from "zod";
import type {
  LoadProgress,
  ModelDescription,
  ModelFile,
  PulledModel,
  PullProgress,
  ReadyModel,
} from "../../generation/model-control.ts";
import type { RemarkValues } from "../../lib/remark.ts";

/** What about models travels through Redis, read with care on the other side. */

const fitSchema = z.object({
  verdict: z.enum(["fits", "slow", "too-large"]),
  weightBytes: z.number(),
  cacheBytes: z.number(),
  workBytes: z.number(),
  neededBytes: z.number(),
  freeBytes: z.number(),
  onGpu: z.boolean(),
  contextSize: z.number(),
  slots: z.number(),
  layers: z.number(),
  gpuLayers: z.number().nullable(),
  suggestion: z
    .discriminatedUnion("kind", [
      z.object({ kind: z.literal("slots"), slots: z.number() }),
      z.object({ kind: z.literal("context"), contextSize: z.number(), slots: z.number() }),
      z.object({
        kind: z.literal("quantisation"),
        quantisation: z.string(),
        contextSize: z.number(),
        slots: z.number(),
      }),
    ])
    .nullable(),
});

const factsSchema = z.object({
  name: z.string(),
  architecture: z.string(),
  quantisation: z.string().nullable(),
  contextLength: z.number(),
  fit: fitSchema,
});

const fileSchema = z.object({
  id: z.string(),
  sizeBytes: z.number(),
  facts: factsSchema.nullable(),
  problem: z.string().nullable(),
}) satisfies z.ZodType<ModelFile>;

export const filesSchema = z.array(fileSchema);

const selfTestSchema = z.object({
  stopped: z.boolean(),
  leaked: z.array(z.string()),
  tokensPerSecond: z.number(),
});

export const descriptionSchema = fileSchema.extend({
  facts: factsSchema,
  template: z.string().nullable(),
  stops: z.array(z.string()),
  sampling: z.record(z.string(), z.number()),
  known: z.object({
    name: z.string().nullable(),
    family: z.string().nullable(),
    licence: z.string().nullable(),
    loses: z.string().nullable(),
  }),
  selfTest: selfTestSchema.nullable(),
}) satisfies z.ZodType<ModelDescription>;

export const readySchema = z.object({
  id: z.string(),
  name: z.string(),
  contextSize: z.number(),
  left: z.array(z.string()),
  selfTest: selfTestSchema.nullable(),
}) satisfies z.ZodType<ReadyModel>;

export const pulledSchema = z.object({
  id: z.string(),
  sizeBytes: z.number(),
  sha256: z.string(),
  verified: z.boolean(),
  fresh: z.boolean(),
  facts: factsSchema,
}) satisfies z.ZodType<PulledModel>;

export const loadProgressSchema = z.object({
  step: z.enum(["checking", "making-room", "loading", "testing"]),
  share: z.number(),
}) satisfies z.ZodType<LoadProgress>;

export const pullProgressSchema = z.object({
  doneBytes: z.number(),
  totalBytes: z.number(),
  bytesPerSecond: z.number(),
}) satisfies z.ZodType<PullProgress>;

/** What a worker is asked to do with a model. */
export const modelTaskSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("describe"), model: z.string() }),
  z.object({ kind: z.literal("load"), model: z.string() }),
  z.object({ kind: z.literal("pull"), source: z.string() }),
]);

export type ModelTaskRequest = z.infer<typeof modelTaskSchema>;

const remarkValuesSchema: z.ZodType<RemarkValues> = z.record(
  z.string(),
  z.union([
    z.string(),
    z.number(),
    z.lazy(() =>
      z.object({
        code: z.string(),
        values: remarkValuesSchema,
        english: z.string().exactOptional(),
      }),
    ),
  ]),
);

/** How it ended. What went wrong is told to the person who asked; what is none of theirs is in the worker's log. */
export const modelOutcomeSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("done"), value: z.unknown() }),
  z.object({
    kind: z.literal("refused"),
    code: z.string(),
    message: z.string(),
    /** Missing from workers of before. */
    values: remarkValuesSchema.exactOptional(),
  }),
  z.object({ kind: z.literal("cancelled") }),
]);

export type ModelOutcome = z.infer<typeof modelOutcomeSchema>;
