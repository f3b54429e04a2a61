// `npm run docs:generate` writes the documents that follow from the code; `npm run docs:check` fails where one differs.
import { readFileSync, writeFileSync } from "node:fs";
import type { CommandContext } from "../src/cli/context.ts";
import { createProgram } from "../src/cli/program.ts";
import { loadSettings } from "../src/config/load-settings.ts";
import { settingGroups } from "../src/config/settings.ts";
import { placeSettings } from "../src/conversation/settings/place-settings.ts";
import { systemClock } from "../src/lib/clock.ts";
import { readCatalogue } from "../src/models/catalogue/read-catalogue.ts";
import { commandLinePage } from "./docs/command-line-page.ts";
import { modelsPage } from "./docs/models-page.ts";
import { placeSettingsPage } from "./docs/place-settings-page.ts";
import { settingsPage } from "./docs/settings-page.ts";

// Nothing runs here: the help is all that is asked of the program.
const context: CommandContext = {
  environment: {},
  clock: systemClock,
  settings: () => loadSettings({}),
  run: async () => {},
  print: () => {},
  tell: () => {},
  endWith: () => {},
};
const program = createProgram(context, "", { out: () => {}, error: () => {}, width: 96 });

const pages = [
  { file: "docs/configuration.md", text: settingsPage(settingGroups) },
  { file: "docs/settings.md", text: placeSettingsPage(placeSettings) },
  { file: "docs/command-line.md", text: commandLinePage(program) },
  { file: "docs/models.md", text: modelsPage(await readCatalogue()) },
];

const check = process.argv.includes("--check");
for (const { file, text } of pages) {
  const location = new URL(`../${file}`, import.meta.url);
  if (!check) writeFileSync(location, text);
  else if (textOf(location) !== text) {
    console.error(`${file} differs from the code. Run: npm run docs:generate`);
    process.exitCode = 1;
  }
}

function textOf(location: URL): string | null {
  try {
    return readFileSync(location, "utf8");
  } catch {
    return null;
  }
}
