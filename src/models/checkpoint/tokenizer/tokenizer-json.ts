import { z } from "zod";

/** Steps before the model: kinds that matter here, and whatever else there is. */
const stepSchema = z.looseObject({
  type: z.string(),
  use_regex: z.boolean().optional(),
  add_prefix_space: z.boolean().optional(),
  individual_digits: z.boolean().optional(),
  pattern: z
    .looseObject({ Regex: z.string().optional(), String: z.string().optional() })
    .optional(),
  content: z.string().optional(),
  prepend: z.string().optional(),
  prepend_scheme: z.string().optional(),
  precompiled_charsmap: z.string().nullish(),
});

export type TokenizerStep = z.infer<typeof stepSchema>;

/** A step, or several in a row under a name of their own. */
const stepsSchema = z
  .union([
    z.looseObject({ type: z.literal("Sequence"), pretokenizers: z.array(stepSchema) }),
    z.looseObject({ type: z.literal("Sequence"), normalizers: z.array(stepSchema) }),
    stepSchema,
  ])
  .nullish()
  .transform((steps): readonly TokenizerStep[] => {
    if (steps === null || steps === undefined) return [];
    if ("pretokenizers" in steps && Array.isArray(steps.pretokenizers)) return steps.pretokenizers;
    if ("normalizers" in steps && Array.isArray(steps.normalizers)) return steps.normalizers;
    return [steps];
  });

const bpeSchema = z.looseObject({
  type: z.literal("BPE").optional(),
  byte_fallback: z.boolean().default(false),
  vocab: z.record(z.string(), z.unknown()),
  merges: z.array(
    z.union([
      z.string(),
      z.tuple([z.string(), z.string()]).transform(([left, right]) => `${left} ${right}`),
    ]),
  ),
});

const unigramSchema = z.looseObject({
  type: z.literal("Unigram"),
  unk_id: z.number().int().nonnegative().nullish(),
  vocab: z.array(z.tuple([z.string(), z.number()])),
});

const templateItemSchema = z.looseObject({
  SpecialToken: z.looseObject({ id: z.string() }).optional(),
});

const postProcessorSchema: z.ZodType<PostProcessor> = z.lazy(() =>
  z.looseObject({
    type: z.string(),
    single: z.array(templateItemSchema).optional(),
    processors: z.array(postProcessorSchema).optional(),
  }),
);

interface PostProcessor {
  readonly type: string;
  readonly single?: readonly z.infer<typeof templateItemSchema>[] | undefined;
  readonly processors?: readonly PostProcessor[] | undefined;
}

/** tokenizer.json, as far as a vocabulary needs it. */
export const tokenizerJsonSchema = z.looseObject({
  added_tokens: z
    .array(
      z.looseObject({
        id: z.number().int().nonnegative().max(2_000_000),
        content: z.string(),
        special: z.boolean().default(false),
      }),
    )
    .default([]),
  normalizer: stepsSchema,
  pre_tokenizer: stepsSchema,
  post_processor: postProcessorSchema.nullish(),
  model: z.union([unigramSchema, bpeSchema]),
});

export type TokenizerJson = z.infer<typeof tokenizerJsonSchema>;

/** The text of the token that each text begins with, as the last step says; undefined where it says nothing of one. */
export function leadingToken(processor: TokenizerJson["post_processor"]): string | undefined {
  if (processor === null || processor === undefined) return undefined;
  for (const inner of processor.processors ?? []) {
    const found = leadingToken(inner);
    if (found !== undefined) return found;
  }
  return processor.single?.[0]?.SpecialToken?.id;
}
