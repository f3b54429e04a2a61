import { permissionBits } from "./permissions.ts";
import type { PermissionOverwrite, SimGuild } from "./records.ts";

/** Every bit that Discord may ever use. */
export const allPermissions = (1n << 53n) - 1n;

/** What everyone may do in direct messages, where there are no roles. */
const directMessagePermissions =
  permissionBits.VIEW_CHANNEL |
  permissionBits.SEND_MESSAGES |
  permissionBits.READ_MESSAGE_HISTORY |
  permissionBits.EMBED_LINKS |
  permissionBits.ATTACH_FILES |
  permissionBits.ADD_REACTIONS |
  permissionBits.USE_EXTERNAL_EMOJIS |
  permissionBits.PIN_MESSAGES |
  permissionBits.USE_APPLICATION_COMMANDS;

/** All that is left to who has been told to keep silent. */
const silentPermissions = permissionBits.VIEW_CHANNEL | permissionBits.READ_MESSAGE_HISTORY;

interface PermissionQuestion {
  /** Undefined for a direct message. */
  readonly guild: SimGuild | undefined;
  /** Of the channel; for a thread, of its parent. */
  readonly overwrites: readonly PermissionOverwrite[];
  readonly userId: string;
}

/** A user's permission bits in a channel, by Discord's order: roles, then overwrites of @everyone, roles, member. */
export function permissionsIn({ guild, overwrites, userId }: PermissionQuestion): bigint {
  if (guild === undefined) return directMessagePermissions;
  const base = guildPermissions(guild, userId);
  if (base === 0n || (base & permissionBits.ADMINISTRATOR) !== 0n)
    return base === 0n ? 0n : allPermissions;
  const member = guild.members.find((each) => each.userId === userId);
  const roleIds = member?.roleIds ?? [];
  let bits = base;
  bits = applyOverwrites(
    bits,
    overwrites.filter((overwrite) => overwrite.id === guild.id),
  );
  bits = applyOverwrites(
    bits,
    overwrites.filter((overwrite) => roleIds.includes(overwrite.id)),
  );
  bits = applyOverwrites(
    bits,
    overwrites.filter((overwrite) => overwrite.type === "member" && overwrite.id === userId),
  );
  if (member?.silentUntil !== undefined) bits &= silentPermissions;
  // Who can't see a channel can do nothing in it.
  return (bits & permissionBits.VIEW_CHANNEL) === 0n ? 0n : bits;
}

/** A member's permission bits in the guild as a whole; 0 for who isn't a member. */
export function guildPermissions(guild: SimGuild, userId: string): bigint {
  const member = guild.members.find((candidate) => candidate.userId === userId);
  if (member === undefined) return 0n;
  if (guild.ownerId === userId) return allPermissions;
  let bits = 0n;
  for (const role of guild.roles)
    if (role.id === guild.id || member.roleIds.includes(role.id)) bits |= BigInt(role.permissions);
  return bits;
}

function applyOverwrites(bits: bigint, overwrites: readonly PermissionOverwrite[]): bigint {
  let allow = 0n;
  let deny = 0n;
  for (const overwrite of overwrites) {
    allow |= BigInt(overwrite.allow);
    deny |= BigInt(overwrite.deny);
  }
  return (bits & ~deny) | allow;
}
