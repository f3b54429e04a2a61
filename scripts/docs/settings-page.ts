import { z } from "zod";

export type SettingGroups = Readonly<Record<string, Readonly<Record<string, z.ZodType>>>>;

/** `docs/configuration.md` as it follows from the schema of the settings. */
export function settingsPage(groups: SettingGroups): string {
  const sections = Object.entries(groups).map(([title, settings]) => {
    const rows = Object.entries(settings).map(([name, schema]) => row(name, schema));
    return `## ${title}\n\n| setting | values | default | meaning |\n| --- | --- | --- | --- |\n${rows.join("\n")}\n`;
  });
  return `${head}\n${sections.join("\n")}`;
}

const head = `# Settings

<!-- Generated from src/config/settings.ts by \`npm run docs:generate\`. Change it there. -->

Hearthside reads its settings from environment variables and from a file \`.env\` in the folder where it is started;
the environment wins. An empty value counts as absent. All of them are checked at the start, and whatever is wrong is
named at once. \`hearthside doctor\` looks at the things behind them: the token, Redis, the model file.
`;

function row(name: string, schema: z.ZodType): string {
  const absent = schema.safeParse(undefined);
  const byDefault = absent.success && absent.data !== undefined ? code(absent.data) : "empty";
  const cells = [code(name), valuesOf(schema), byDefault, schema.description ?? ""];
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}

/** The part of JSON Schema that settings use. */
interface ValueSchema {
  readonly type?: string;
  readonly format?: string;
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
}

function valuesOf(schema: z.ZodType): string {
  // What a person writes is the input; but a number is written as text, and its bounds are known of the output alone.
  const input = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as ValueSchema;
  const output = z.toJSONSchema(schema, { io: "output", unrepresentable: "any" }) as ValueSchema;
  if (input.enum !== undefined) return input.enum.map(code).join(", ");
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

function code(value: unknown): string {
  return `\`${String(value)}\``;
}
