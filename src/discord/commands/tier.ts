import { PermissionFlagsBits, type PermissionsBitField } from "discord.js";
import { UserError } from "../../lib/errors.ts";

/**
 * Who may use a command, from the widest to the narrowest. What a host may, people who manage channels may too, and so
 * on; a `manager` may besides be someone whose role the server's settings name. What a chat's host alone decides is checked by the command, which knows the chat.
 */
export type Tier = "everyone" | "host" | "channel-manager" | "manager" | "server-manager";

/** The permission that a tier asks for; Discord hides a command from those who lack it, and it is checked again. */
export const tierPermission: Readonly<Record<Tier, bigint | null>> = {
  everyone: null,
  host: null,
  "channel-manager": PermissionFlagsBits.ManageChannels,
  manager: PermissionFlagsBits.ManageGuild,
  "server-manager": PermissionFlagsBits.ManageGuild,
};

/** What somebody may do in a server; null in direct messages, where there is nobody else to disturb, and no server to manage. */
type Rights = Readonly<PermissionsBitField> | null;

export function mayUse(tier: Tier, rights: Rights, isDelegate = false): boolean {
  if (tier === "manager" && isDelegate) return true;
  const permission = tierPermission[tier];
  if (permission === null) return true;
  return rights === null ? tier === "channel-manager" : rights.has(permission);
}

/** @throws UserError that says who may. */
export function requireTier(tier: Tier, rights: Rights): void {
  if (mayUse(tier, rights)) return;
  if (rights === null)
    throw new UserError(
      "not-in-direct-messages",
      'In direct messages nobody may do that. Use the command in a server where you have "Manage Server".',
    );
  if (tier === "manager")
    throw new UserError(
      "not-a-card-manager",
      'Only people with "Manage Server" may do that, and roles that `/server settings` names for it.',
    );
  throw tier === "channel-manager"
    ? new UserError("not-a-channel-manager", 'Only people with "Manage Channels" may do that.')
    : new UserError("not-a-manager", 'Only people with "Manage Server" may do that.');
}
