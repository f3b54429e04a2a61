import { pictureHash } from "../world/file-store.ts";
import type { SimGuild, SimMember, SimRole, SimUser, WireObject } from "../world/records.ts";

/** A user as Discord's `UserResponse`. */
export function wireUser(user: SimUser): WireObject {
  return {
    id: user.id,
    username: user.username,
    avatar: user.avatar === null ? null : avatarHash(user.avatar),
    discriminator: user.bot ? "0000" : "0",
    public_flags: 0,
    flags: 0,
    bot: user.bot,
    banner: null,
    accent_color: null,
    global_name: user.globalName,
    avatar_decoration_data: null,
    collectibles: null,
    primary_guild: null,
  };
}

/** The bot's own account, as only it sees it. */
export function wireOwnUser(user: SimUser): WireObject {
  return { ...wireUser(user), mfa_enabled: false, locale: "en-US", email: null, verified: true };
}

export function wireMember(member: SimMember): WireObject {
  return {
    avatar: null,
    banner: null,
    communication_disabled_until:
      member.silentUntil === undefined ? null : new Date(member.silentUntil).toISOString(),
    flags: 0,
    joined_at: new Date(member.joinedAt).toISOString(),
    nick: member.nick,
    pending: false,
    premium_since: null,
    roles: member.roleIds,
    mute: false,
    deaf: false,
  };
}

export function wireRole(role: SimRole, guild: SimGuild, bot: SimUser): WireObject {
  return {
    id: role.id,
    name: role.name,
    description: null,
    permissions: role.permissions,
    position: role.position,
    color: 0,
    colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
    hoist: false,
    managed: role.managed,
    mentionable: false,
    icon: null,
    unicode_emoji: null,
    flags: 0,
    ...(role.managed && role.id !== guild.id ? { tags: { bot_id: bot.id } } : {}),
  };
}

/** The hash in a stored picture's path; of a picture elsewhere, one made up from its address. */
export function avatarHash(avatar: string): string {
  return /^\/avatars\/\d+\/([0-9a-f]{32})\./.exec(avatar)?.[1] ?? pictureHash(avatar);
}
