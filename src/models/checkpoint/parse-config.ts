import { z } from "zod";
import { checkpointProblem, shown } from "./checkpoint-problem.ts";

/** Bounds that no model comes near to; what is beyond them is damage or an attack. */
export const sizes = {
  width: z.number().int().min(1).max(65_536),
  feedForward: z.number().int().min(1).max(1_000_000),
  layers: z.number().int().min(1).max(512),
  heads: z.number().int().min(1).max(1024),
  vocabulary: z.number().int().min(1).max(2_000_000),
  context: z.number().int().min(1).max(10_000_000),
  epsilon: z.number().positive().max(0.1),
} as const;

/** config.json, or another file of settings, as its reader wants it. Throws a `UserError` that names the first field that is amiss. */
export function parseConfig<Schema extends z.ZodType>(
  folder: string,
  config: unknown,
  schema: Schema,
  file = "config.json",
): z.output<Schema> {
  const parsed = schema.safeParse(config);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = shown(issue?.path.join(".") || "the whole file");
  throw checkpointProblem(
    folder,
    "checkpoint-damaged",
    `has a ${file} that can't be used: ${field}: ${shown(issue?.message ?? "unknown")}`,
  );
}

/** Width and heads as they have to be for each other. Throws a `UserError` where heads don't divide the width. */
export function headWidth(folder: string, width: number, heads: number): number {
  if (width % heads === 0 && (width / heads) % 2 === 0) return width / heads;
  throw checkpointProblem(
    folder,
    "checkpoint-damaged",
    `has a config.json whose ${heads} heads don't divide a width of ${width} into even parts`,
  );
}
