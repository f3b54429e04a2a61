import { z } from "zod";
import type { Remark } from "../../lib/remark.ts";
import { remark } from "../../roleplay/remarks.ts";

/**
 * What is wrong with settings that a schema refuses, for people: each setting with what it may be, one after the
 * other. What is expected is read off the schema itself.
 */
export function presetProblems(error: z.ZodError, schema: z.ZodObject): Remark {
  const expected = z.toJSONSchema(schema).properties ?? {};
  const unknown = error.issues.flatMap((issue) =>
    issue.code === "unrecognized_keys" ? issue.keys : [],
  );
  // Two wrong items of a list are one wrong list.
  const wrong = new Set(error.issues.flatMap(({ path }) => path.slice(0, 1).map(String)));
  return [
    ...[...wrong].map((setting) => wrongSetting(setting, expected)),
    ...unknown.map((setting) => remark("preset-setting-unknown", { setting })),
  ].reduce((one, other) => remark("one-and-other", { one, other }));
}

function wrongSetting(setting: string, expected: Readonly<Record<string, unknown>>): Remark {
  const may = expectationSchema.parse(expected[setting]);
  if (may.anyOf !== undefined)
    return remark("preset-setting-one-of", {
      setting,
      values: may.anyOf.map((each) => String(each.const)).join(", "),
    });
  if (may.items !== undefined)
    return remark("preset-setting-texts", {
      setting,
      count: may.maxItems ?? Number.POSITIVE_INFINITY,
      length: may.items.maxLength,
    });
  return remark(may.type === "integer" ? "preset-setting-whole" : "preset-setting-number", {
    setting,
    min: may.minimum ?? Number.NEGATIVE_INFINITY,
    max: may.maximum ?? Number.POSITIVE_INFINITY,
  });
}

/** As much of JSON Schema as settings are described with. */
const expectationSchema = z.object({
  type: z.string().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  maxItems: z.number().optional(),
  items: z.object({ maxLength: z.number() }).optional(),
  anyOf: z.array(z.object({ const: z.number() })).optional(),
});
