import { Command } from "commander";
import { expect, test } from "vitest";
import { z } from "zod";
import { commandLinePage } from "../../../scripts/docs/command-line-page.ts";
import { settingsPage } from "../../../scripts/docs/settings-page.ts";
import { settingGroups } from "../../../src/config/settings.ts";

test("a setting is a row with its values, its default and its meaning", () => {
  const page = settingsPage({
    Fire: {
      LOGS: z.coerce.number().int().positive().max(9).default(3).describe("How many logs."),
      HEAT: z.coerce.number().min(0).describe("How hot."),
      WOOD: z.enum(["oak", "ash"]).default("oak").describe("Which wood: oak | ash."),
      STOVE: z.url().optional().describe("Where it stands."),
      NAME: z.string().default("hearth").describe("What it is called."),
    },
  });
  expect(page.split("\n").slice(page.split("\n").indexOf("## Fire"))).toEqual([
    "## Fire",
    "",
    "| setting | values | default | meaning |",
    "| --- | --- | --- | --- |",
    "| `LOGS` | whole number from 1 to 9 | `3` | How many logs. |",
    "| `HEAT` | number from 0 | empty | How hot. |",
    "| `WOOD` | `oak`, `ash` | `oak` | Which wood: oak \\| ash. |",
    "| `STOVE` | address | empty | Where it stands. |",
    "| `NAME` | text | `hearth` | What it is called. |",
    "",
  ]);
});

test("no setting is left out", () => {
  const page = settingsPage(settingGroups);
  for (const group of Object.values(settingGroups))
    for (const name of Object.keys(group)) expect(page).toContain(`| \`${name}\` |`);
});

test("each command's help is a section, as it is printed", () => {
  const program = new Command("hearth").description("Keeps warm.").addHelpText("after", "\nEnd.");
  program.command("light").description("Lights it.");
  const page = commandLinePage(program);
  expect(page).toContain("## hearth\n\n```text\nUsage: hearth [options] [command]");
  expect(page).toContain("\nEnd.\n```");
  expect(page).toContain("## hearth light\n\n```text\nUsage: hearth light");
});
