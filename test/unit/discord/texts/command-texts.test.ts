import { describe, expect, test } from "vitest";
import type { Command } from "../../../../src/discord/commands/command.ts";
import { commandDefinitions } from "../../../../src/discord/commands/command-definitions.ts";
import { commandsOf } from "../../../../src/discord/commands/command-index.ts";
import { commandTable } from "../../../../src/discord/commands/table.ts";
import type { CommandText } from "../../../../src/discord/texts/command-text.ts";
import { languages } from "../../../../src/discord/texts/language.ts";
import { texts } from "../../../../src/discord/texts/texts.ts";
import { checkCommands } from "../../../../src/simulator/rules/command-rules.ts";

test("Discord takes every command, in every language", () => {
  expect(checkCommands(commandDefinitions(commandTable, { userInstalls: true }))).toEqual([]);
});

describe.each(languages)("the texts of %s", (language) => {
  test.each(commandTable)("name of /$name what there is, and nothing else", (root) => {
    const text = texts[language][root.name].command;
    const named = "subcommands" in text ? text.subcommands : { [root.name]: text };
    const there = "command" in root ? { [root.name]: root.command } : root.subcommands;
    expect(eachOf<CommandText>(named, namesIn)).toEqual(eachOf<Command>(there, namesOf));
  });
});

test.each(languages)(
  "no two options of a command are called the same in %s, and all that are named are there",
  (language) => {
    const names: Readonly<Record<string, string>> = texts[language].options;
    const commands = commandTable.flatMap(commandsOf).map(({ command }) => command);
    for (const { options } of commands) {
      const called = options.map(({ name }) => names[name]);
      expect(new Set(called).size).toBe(options.length);
    }
    const used = new Set(commands.flatMap(({ options }) => options.map(({ name }) => name)));
    expect(new Set(Object.keys(names))).toEqual(used);
  },
);

test("commands keep their names, and their options are called as people say in their languages", () => {
  const definitions = commandDefinitions(commandTable, { userInstalls: true });
  expect(definitions.filter((each) => "name_localizations" in each)).toEqual([]);
  expect(definitions.find(({ name }) => name === "talk")?.options?.[0]).toMatchObject({
    name: "text",
    name_localizations: { de: "text", fr: "texte" },
  });
});

function eachOf<Item>(
  items: Readonly<Record<string, Item>>,
  names: (of: Item) => readonly unknown[],
) {
  return Object.entries(items)
    .map(([name, item]): [string, ...unknown[]] => [name, ...names(item)])
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
}

/** Names of the options, with those of their choices. */
function namesIn(text: CommandText): readonly unknown[] {
  return Object.entries(text.options ?? {})
    .map(([name, option]) =>
      typeof option === "string" ? [name] : [name, ...Object.keys(option.choices).toSorted()],
    )
    .toSorted(byFirst);
}

function namesOf({ options }: Command): readonly unknown[] {
  return options.map(({ name, choices = [] }) => [name, ...choices.toSorted()]).toSorted(byFirst);
}

function byFirst([a = ""]: readonly string[], [b = ""]: readonly string[]): number {
  return a < b ? -1 : 1;
}
