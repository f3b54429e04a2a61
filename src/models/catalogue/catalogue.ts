import { z } from "zod";

/** How a model comes to run here. */
export const modelRoutes = ["native", "imported", "remapped", "other engine"] as const;

const promptFormatSchema = z.strictObject({
  /** What it looks like, for people. */
  about: z.string().min(1),
  stops: z.array(z.string().min(1)).default([]),
  /** Jinja, for files that have none of their own. */
  template: z.string().optional(),
});

const modelSizeSchema = z.strictObject({
  name: z.string().min(1),
  /** In billions. */
  parameters: z.number().positive(),
  /** KiB of a conversation's memory that one token takes, at 16 bits. */
  cache: z.number().positive().optional(),
});

const samplingSchema = z.strictObject({
  temperature: z.number().min(0).optional(),
  topK: z.number().int().min(0).optional(),
  topP: z.number().min(0).max(1).optional(),
  minP: z.number().min(0).max(1).optional(),
  repeatPenalty: z.number().min(1).optional(),
});

const modelEntrySchema = z.strictObject({
  /** What `hearthside models info` calls it. */
  id: z.string().regex(/^[a-z0-9][a-z0-9.-]*$/),
  name: z.string().min(1),
  /** Rows of the guide's table. */
  guide: z.array(z.number().int().positive()).default([]),
  /** Knows the series by a file's name; letters of either case. */
  file: z
    .string()
    .min(1)
    .transform((source) => new RegExp(source, "i"))
    .optional(),
  family: z.string().min(1),
  sizes: z.array(modelSizeSchema).min(1),
  licence: z.string().min(1).optional(),
  /** Tokens that it was trained for. */
  context: z.number().int().positive(),
  /** For files that don't store it. */
  rmsEpsilon: z.number().positive().max(0.1).optional(),
  /** Name of a prompt format. */
  format: z.string().min(1),
  /** What its makers recommend where it differs from our defaults. */
  sampling: samplingSchema.default({}),
  /** Where GGUF files are, by quantisation. */
  sources: z.record(z.string(), z.string().regex(/^hf:[\w.-]+\/[\w.-]+:[\w.-]+$/)).default({}),
  route: z.enum(modelRoutes),
  /** What runs it instead of llama.cpp. */
  engine: z.string().min(1).optional(),
  /** What isn't as it was on this route. */
  loses: z.string().min(1).optional(),
});

export const catalogueSchema = z
  .strictObject({
    formats: z.record(z.string(), promptFormatSchema),
    models: z.array(modelEntrySchema).min(1),
  })
  .superRefine(({ formats, models }, context) => {
    const ids = new Set<string>();
    for (const { id, format, route, engine } of models) {
      const complain = (message: string) => context.addIssue({ code: "custom", message });
      if (ids.has(id)) complain(`${id} is there twice`);
      ids.add(id);
      if (!Object.hasOwn(formats, format)) complain(`${id} has the unknown format ${format}`);
      if ((route === "other engine") !== (engine !== undefined))
        complain(`${id}: an engine belongs to the route "other engine", and only there`);
    }
  });

export type Catalogue = z.infer<typeof catalogueSchema>;
export type ModelEntry = Catalogue["models"][number];
export type ModelSize = ModelEntry["sizes"][number];
