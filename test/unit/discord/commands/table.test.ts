import { expect, test } from "vitest";
import { commandDefinitions } from "../../../../src/discord/commands/command-definitions.ts";
import { commandTable, findCommand } from "../../../../src/discord/commands/table.ts";

test("every command that Discord is told can be run", () => {
  for (const definition of commandDefinitions(commandTable, { userInstalls: true })) {
    const options = definition.options ?? [];
    const subcommands = options.filter(({ type }) => type === 1).map(({ name }) => name);
    for (const subcommand of subcommands.length === 0 ? [null] : subcommands)
      expect(findCommand(definition.name, subcommand)).toBeDefined();
  }
});

test("a command that is no longer there isn't found", () => {
  expect(findCommand("dance", null)).toBeUndefined();
  expect(findCommand("chat", "dance")).toBeUndefined();
});
