import type { SimGuild, SimUser, WireObject } from "../world/records.ts";
import type { World } from "../world/world.ts";
import { wireChannel, wireThreadMember } from "./wire-channel.ts";
import { wireMember, wireRole, wireUser } from "./wire-user.ts";

/** A guild as REST gives it (`GuildWithCountsResponse`). */
export function wireGuild(guild: SimGuild, bot: SimUser): WireObject {
  return {
    id: guild.id,
    name: guild.name,
    icon: null,
    description: null,
    home_header: null,
    splash: null,
    discovery_splash: null,
    features: [],
    banner: null,
    owner_id: guild.ownerId,
    application_id: null,
    region: "us-west",
    afk_channel_id: null,
    afk_timeout: 300,
    system_channel_id: null,
    system_channel_flags: 0,
    widget_enabled: false,
    widget_channel_id: null,
    verification_level: 0,
    roles: guild.roles.map((role) => wireRole(role, guild, bot)),
    default_message_notifications: 0,
    mfa_level: 0,
    explicit_content_filter: 0,
    max_presences: null,
    max_members: 500_000,
    max_stage_video_channel_users: 50,
    max_video_channel_users: 25,
    vanity_url_code: null,
    premium_tier: 0,
    premium_subscription_count: 0,
    preferred_locale: "en-US",
    rules_channel_id: null,
    safety_alerts_channel_id: null,
    public_updates_channel_id: null,
    premium_progress_bar_enabled: false,
    nsfw: false,
    nsfw_level: 0,
    emojis: [],
    stickers: [],
    incidents_data: null,
  };
}

/** A guild as GUILD_CREATE gives it: with members, channels and threads. */
export function wireGatewayGuild(guild: SimGuild, world: World, bot: SimUser): WireObject {
  const channels = world.channels.filter(
    (channel) => channel.guildId === guild.id && world.may(bot.id, "VIEW_CHANNEL", channel.id),
  );
  const ownJoin = guild.members.find((member) => member.userId === bot.id)?.joinedAt ?? 0;
  return {
    ...wireGuild(guild, bot),
    joined_at: new Date(ownJoin).toISOString(),
    large: false,
    unavailable: false,
    member_count: guild.members.length,
    members: guild.members.flatMap((member) => {
      const user = world.userById.get(member.userId);
      return user === undefined ? [] : [{ ...wireMember(member), user: wireUser(user) }];
    }),
    channels: channels
      .filter((channel) => channel.thread === null)
      .map((channel) => wireChannel(channel, world)),
    threads: channels
      .filter((channel) => channel.thread?.archived === false)
      .map((thread) => ({
        ...wireChannel(thread, world),
        ...(thread.thread?.memberIds.includes(bot.id)
          ? { member: wireThreadMember(thread, bot.id) }
          : {}),
      })),
    presences: [],
    voice_states: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  };
}
