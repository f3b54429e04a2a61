import { z } from "zod";

/** The part of JSON Schema that settings use. */
interface ValueSchema {
  readonly type?: string;
  readonly format?: string;
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
}

/** What may be written for a setting, in words: "whole number from 1", or its choices as code with commas between. */
export function settingValues(schema: z.ZodType): string {
  // What a person writes is the input; but a number is written as text, and its bounds are known of the output alone.
  const input = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as ValueSchema;
  const output = z.toJSONSchema(schema, { io: "output", unrepresentable: "any" }) as ValueSchema;
  if (input.enum !== undefined) return input.enum.map((each) => `\`${each}\``).join(", ");
  if (output.type === "integer" || output.type === "number") return numberRange(output);
  return output.format === "uri" ? "address" : "text";
}

function numberRange(schema: ValueSchema): string {
  const kind = schema.type === "integer" ? "whole number" : "number";
  const from = schema.minimum ?? (schema.exclusiveMinimum ?? Number.NaN) + 1;
  const to = schema.maximum === Number.MAX_SAFE_INTEGER ? undefined : schema.maximum;
  if (Number.isNaN(from)) return kind;
  return to === undefined ? `${kind} from ${from}` : `${kind} from ${from} to ${to}`;
}
