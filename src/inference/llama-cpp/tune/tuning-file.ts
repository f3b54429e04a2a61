import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";
import { z } from "zod";
import type { Logger } from "../../../lib/logger.ts";

const tuningSchema = z.object({
  version: z.literal(1),
  /** Of the model's file: another one under the same name is another model. */
  sizeBytes: z.number(),
  /** What it was measured on; on another machine it means nothing. */
  machine: z.string(),
  /** ISO 8601. */
  date: z.string(),
  setup: z.object({
    threads: z.number().int().positive(),
    batchSize: z.number().int().positive(),
    flashAttention: z.boolean(),
    cacheType: z.enum(["f16", "q8_0"]),
  }),
  reading: z.number(),
  writing: z.number(),
});

/** The best setup of one model on one machine, as it was measured. */
export type Tuning = z.infer<typeof tuningSchema>;

/** Where a model's tuning is kept. `folder`: the data folder. */
export function tuningFile(folder: string, modelFile: string): string {
  return join(folder, "tuning", `${basename(modelFile, extname(modelFile))}.json`);
}

/** Undefined where there is none for this very file and machine. One that can't be read is logged and passed over. */
export async function readTuning(
  file: string,
  wanted: { readonly sizeBytes: number; readonly machine: string },
  logger: Logger,
): Promise<Tuning | undefined> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch {
    return undefined;
  }
  const tuning = parseTuning(text);
  if (tuning === undefined) {
    logger.warn({ file }, "A tuning can't be read; run `hearthside tune` again");
    return undefined;
  }
  const fits = tuning.sizeBytes === wanted.sizeBytes && tuning.machine === wanted.machine;
  return fits ? tuning : undefined;
}

/** A reader never sees half a file. */
export async function writeTuning(file: string, tuning: Tuning): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const unfinished = `${file}.tmp`;
  await writeFile(unfinished, `${JSON.stringify(tuning, null, 2)}\n`);
  await rename(unfinished, file);
}

function parseTuning(text: string): Tuning | undefined {
  try {
    return tuningSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
