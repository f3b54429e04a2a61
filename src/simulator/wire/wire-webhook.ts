import type { SimWebhook, WireObject } from "../world/records.ts";
import type { World } from "../world/world.ts";
import { avatarHash, wireUser } from "./wire-user.ts";

/** A webhook as Discord's `GuildIncomingWebhookResponse`. The token is there for the application that owns it. */
export function wireWebhook(webhook: SimWebhook, world: World, applicationId: string): WireObject {
  const creator = world.userById.get(webhook.creatorId);
  return {
    id: webhook.id,
    type: 1,
    name: webhook.name,
    avatar: webhook.avatar === null ? null : avatarHash(webhook.avatar),
    channel_id: webhook.channelId,
    guild_id: webhook.guildId,
    application_id: webhook.applicationId,
    ...(creator === undefined ? {} : { user: wireUser(creator) }),
    ...(webhook.applicationId === applicationId ? { token: webhook.token } : {}),
  };
}
