import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

/** The folder of test files that were written by other programs and aren't part of the repository. */
const variable = "HEARTHSIDE_FIXTURES";

/** A legacy file that the original program wrote, and what that program computed with it. */
export interface OriginalLegacyModel {
  readonly name: string;
  readonly file: string;
  readonly rmsEpsilon: number;
  readonly prompts: readonly (readonly number[])[];
  /** Of the last position, for each prompt. */
  readonly logits: readonly (readonly number[])[];
}

const expectedSchema = z.object({
  hparams: z.object({ rms_eps: z.number() }),
  prompt_ids: z.array(z.array(z.number())),
  logits_of_last_position: z.record(z.string(), z.array(z.array(z.number()))),
});

/** The files that are at hand; none, and a line that says so, where the variable isn't set. */
export function originalLegacyModels(): readonly OriginalLegacyModel[] {
  const fixtures = process.env[variable];
  if (fixtures === undefined) {
    process.stderr.write(
      `The comparison of imports with the original programs is off: ${variable} is not set.\n`,
    );
    return [];
  }
  const folder = join(fixtures, "legacy-ggml");
  const text = readFileSync(join(folder, "expected-logits.json"), "utf8");
  const { hparams, prompt_ids, logits_of_last_position } = expectedSchema.parse(JSON.parse(text));
  return Object.entries(logits_of_last_position).map(([name, logits]) => ({
    name,
    file: join(folder, `${name}.bin`),
    rmsEpsilon: hparams.rms_eps,
    prompts: prompt_ids,
    logits,
  }));
}
