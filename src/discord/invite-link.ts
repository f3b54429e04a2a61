import { PermissionFlagsBits } from "discord-api-types/v10";

/** The least that the bot needs in a server. */
export const leastPermissions = [
  "AddReactions",
  "ViewChannel",
  "SendMessages",
  "EmbedLinks",
  "AttachFiles",
  "ReadMessageHistory",
  "UseExternalEmojis",
  "ManageWebhooks",
  "CreatePublicThreads",
  "CreatePrivateThreads",
  "SendMessagesInThreads",
] as const satisfies readonly (keyof typeof PermissionFlagsBits)[];

export type NeededPermission = (typeof leastPermissions)[number];

/** What the invitation doesn't ask for, since one feature alone needs it: autoproxy deletes what it says again. */
export const optionalPermission = "ManageMessages" satisfies keyof typeof PermissionFlagsBits;

/** The address at which a person installs the bot for themselves, to use it everywhere. */
export function userInstallLink(applicationId: string): string {
  const query = new URLSearchParams({
    client_id: applicationId,
    scope: "applications.commands",
    integration_type: "1",
  });
  return `https://discord.com/oauth2/authorize?${query.toString()}`;
}

/** The bits of what the invitation asks for. */
const invitedPermissions = leastPermissions.reduce(
  (sum, name) => sum | PermissionFlagsBits[name],
  0n,
);

/** The bits of everything that the bot can make use of. */
export const usablePermissions = invitedPermissions | PermissionFlagsBits[optionalPermission];

/** The address at which a server's owner adds the bot, with the least permissions. */
export function inviteLink(applicationId: string): string {
  const query = new URLSearchParams({
    client_id: applicationId,
    scope: "bot applications.commands",
    permissions: String(invitedPermissions),
  });
  return `https://discord.com/oauth2/authorize?${query.toString()}`;
}
