import { z } from "zod";
import { modelShapeSchema } from "./fit/model-shape.ts";

/** What a model file says of itself. */
export const modelInspectionSchema = z.object({
  /** For people: the model's name, or the file's when it has none. */
  name: z.string(),
  architecture: z.string(),
  /** `Q8_0`, `Q4_K_M`, …; null when the file doesn't say. */
  quantisation: z.string().nullable(),
  /** Tokens that it was trained for. */
  contextLength: z.number().int().positive(),
  sizeBytes: z.number().int().nonnegative(),
  hasChatTemplate: z.boolean(),
  /** How much memory it takes follows from this. */
  shape: modelShapeSchema,
});

export type ModelInspection = z.infer<typeof modelInspectionSchema>;

/** What the inspecting process answers. */
export const inspectionAnswerSchema = z.discriminatedUnion("ok", [
  z.object({ ok: z.literal(true), inspection: modelInspectionSchema }),
  z.object({
    ok: z.literal(false),
    /** What llama.cpp or the reader complained about; empty when it didn't say. */
    detail: z.string(),
  }),
]);

export type InspectionAnswer = z.infer<typeof inspectionAnswerSchema>;
