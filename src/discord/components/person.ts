import { GuildMemberRoleManager, type Interaction, PermissionFlagsBits } from "discord.js";
import type { Person } from "../../conversation/swipes/turn-rights.ts";
import type { Press } from "./control.ts";

/** Who used something, as far as it matters what they may do. */
export function personOf(press: Pick<Press, "user" | "member" | "memberPermissions">): Person {
  const { user, member, memberPermissions } = press;
  return {
    userId: user.id,
    manages: memberPermissions?.has(PermissionFlagsBits.ManageChannels) ?? false,
    roleIds: rolesOf(member),
  };
}

/** The highest first. */
export function rolesOf(member: Interaction["member"]): readonly string[] {
  if (member === null) return [];
  const { roles } = member;
  if (!(roles instanceof GuildMemberRoleManager)) return roles;
  return [...roles.cache.values()].sort((a, b) => b.position - a.position).map(({ id }) => id);
}
