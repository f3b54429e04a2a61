import { PermissionFlagsBits, PermissionsBitField } from "discord.js";
import { describe, expect, test } from "vitest";
import { CommandIndex } from "../../../../src/discord/commands/command-index.ts";
import {
  helpOverview,
  helpTopic,
  topicsFor,
} from "../../../../src/discord/commands/help/help-embeds.ts";
import { commandTable } from "../../../../src/discord/commands/table.ts";
import { inviteLink, userInstallLink } from "../../../../src/discord/invite-link.ts";
import { languages } from "../../../../src/discord/texts/language.ts";
import { texts } from "../../../../src/discord/texts/texts.ts";

const longId = "1234567890123456789";
const everything = new PermissionsBitField(PermissionFlagsBits.Administrator);
const nothing = new PermissionsBitField(0n);
const invite = inviteLink(longId);
const install = userInstallLink(longId);

function knownCommands(): CommandIndex {
  const index = new CommandIndex(commandTable);
  index.learn(commandTable.map(({ name }) => ({ name, id: longId })));
  return index;
}

describe.each(languages)("help in %s", (language) => {
  const context = { commands: knownCommands(), rights: everything, texts: texts[language] };

  test("names every command, to be clicked, within Discord's limits", () => {
    const embed = helpOverview({ ...context, invite, install });
    const all = JSON.stringify(embed);
    for (const root of commandTable)
      for (const name of "command" in root ? [""] : Object.keys(root.subcommands))
        expect(all).toContain(`</${`${root.name} ${name}`.trim()}:${longId}>`);
    expect(all.length).toBeLessThanOrEqual(6000);
    expect(embed.fields?.length).toBeLessThanOrEqual(25);
    for (const { name, value } of embed.fields ?? []) {
      expect(name.length).toBeLessThanOrEqual(256);
      expect(value.length).toBeLessThanOrEqual(1024);
    }
  });

  test.each(commandTable)("says what each part of /$name does", (root) => {
    const { description = "" } = helpTopic(root, context);
    const text = texts[language][root.name].command;
    const described = "subcommands" in text ? Object.values(text.subcommands) : [text];
    for (const each of described) expect(description).toContain(each.description);
    expect(description.length).toBeLessThanOrEqual(4096);
  });
});

test("help shows nobody what they may not use", () => {
  const context = { commands: knownCommands(), rights: nothing, texts: texts.en };
  const all = JSON.stringify(helpOverview({ ...context, invite, install }));
  expect(all).toContain("</character list:");
  expect(all).not.toContain("</character import:");
  const narrow = new CommandIndex([
    { name: "chat", command: { ...anyCommand(), tier: "server-manager" } },
  ]);
  expect(topicsFor(narrow.roots, { rights: nothing })).toEqual([]);
  expect(topicsFor(narrow.roots, { rights: everything })).toHaveLength(1);
});

test.each(languages)(
  "help in %s names only what is offered where the bot is no member",
  (language) => {
    const context = {
      commands: knownCommands(),
      rights: null,
      isAway: true,
      texts: texts[language],
    };
    const embed = helpOverview({ ...context, invite });
    const all = JSON.stringify(embed);
    for (const { name, everywhere = false } of commandTable)
      expect(new RegExp(`</${name}[ :]`).test(all)).toBe(everywhere);
    expect(embed.description).toMatch(/^`\/talk`/);
  },
);

function anyCommand() {
  return { options: [], run: () => Promise.resolve({}) };
}
