import { PermissionFlagsBits, PermissionsBitField } from "discord.js";
import { expect, test } from "vitest";
import { mayUse, requireTier, type Tier } from "../../../../src/discord/commands/tier.ts";

const nobody = new PermissionsBitField(0n);
const channels = new PermissionsBitField(PermissionFlagsBits.ManageChannels);
const server = new PermissionsBitField(PermissionFlagsBits.ManageGuild);
const owner = new PermissionsBitField(PermissionFlagsBits.Administrator);
/** In direct messages. */
const alone = null;

test.each<[Tier, readonly (PermissionsBitField | null)[], readonly (PermissionsBitField | null)[]]>(
  [
    ["everyone", [nobody, channels, server, owner, alone], []],
    ["host", [nobody, channels, server, owner, alone], []],
    ["channel-manager", [channels, owner, alone], [nobody]],
    ["manager", [server, owner], [nobody, channels, alone]],
    ["server-manager", [server, owner], [nobody, channels, alone]],
  ],
)("a command for %s is checked again when it is used", (tier, allowed, refused) => {
  expect(allowed.filter((rights) => !mayUse(tier, rights))).toEqual([]);
  for (const rights of refused) expect(() => requireTier(tier, rights)).toThrow(/Manage/);
});

test("somebody whom the server's settings name manages cards, and nothing of the server", () => {
  expect(mayUse("manager", nobody, true)).toBe(true);
  expect(mayUse("server-manager", nobody, true)).toBe(false);
});
