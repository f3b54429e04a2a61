import type { z } from "zod";
import { settingValues } from "../../src/config/setting-values.ts";

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
  const cells = [code(name), settingValues(schema), byDefault, schema.description ?? ""];
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}

function code(value: unknown): string {
  return `\`${String(value)}\``;
}
