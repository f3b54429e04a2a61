import { describe, expect, test } from "vitest";
import type { Command } from "../../../../src/discord/commands/command.ts";
import { commandDefinitions } from "../../../../src/discord/commands/command-definitions.ts";
import { commandTable } from "../../../../src/discord/commands/table.ts";
import type { CommandText } from "../../../../src/discord/texts/command-text.ts";
import { languages } from "../../../../src/discord/texts/language.ts";
import { texts } from "../../../../src/discord/texts/texts.ts";
import { checkCommands } from "../../../../src/simulator/rules/command-rules.ts";

test("Discord takes every command, in every language", () => {
  expect(checkCommands(commandDefinitions(commandTable))).toEqual([]);
});

describe.each(languages)("the texts of %s", (language) => {
  test.each(commandTable)("name of /$name what there is, and nothing else", (root) => {
    const text = texts[language][root.name].command;
    if ("command" in root) {
      expect(namesIn(text)).toEqual(namesOf(root.command));
      return;
    }
    const subcommands: Readonly<Record<string, CommandText>> =
      "subcommands" in text ? text.subcommands : {};
    expect(Object.keys(subcommands).toSorted()).toEqual(Object.keys(root.subcommands).toSorted());
    for (const [name, command] of Object.entries(root.subcommands))
      expect([name, namesIn(subcommands[name])]).toEqual([name, namesOf(command)]);
  });
});

/** Names of the options, with those of their choices. */
function namesIn(text: CommandText | undefined): readonly unknown[] {
  return Object.entries(text?.options ?? {})
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
