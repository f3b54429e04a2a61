import { ApiError, throwProblems } from "../http/api-error.ts";
import { noContent, ok, type Route, type RouteRequest } from "../http/route.ts";
import { webhooksChanged } from "../platform/channels.ts";
import { readPicture, storeAvatar } from "../platform/pictures.ts";
import { asText } from "../rules/text.ts";
import { checkWebhookName } from "../rules/webhook-names.ts";
import { wireWebhook } from "../wire/wire-webhook.ts";
import type { SimChannel, SimWebhook } from "../world/records.ts";
import { channelOf, guildOf, objectBody, requirePermission } from "./find.ts";
import { knownWebhook } from "./webhook-access.ts";

const maxPerChannel = 15;
const maxAvatarBytes = 10 * 1024 * 1024;

export const webhookRoutes: readonly Route[] = [
  {
    method: "GET",
    template: "/channels/{channel_id}/webhooks",
    auth: "bot",
    handle: (request) => {
      const channel = channelOf(request);
      requirePermission(request, channel, "MANAGE_WEBHOOKS");
      const webhooks = request.platform.world.webhooksIn(channel.id);
      return ok(webhooks.map((webhook) => toWire(webhook, request)));
    },
  },
  {
    method: "GET",
    template: "/guilds/{guild_id}/webhooks",
    auth: "bot",
    handle: (request) => {
      const guild = guildOf(request);
      const { world } = request.platform;
      const channels = world.channels.filter((channel) => channel.guildId === guild.id);
      for (const channel of channels) requirePermission(request, channel, "MANAGE_WEBHOOKS");
      return ok(
        channels
          .flatMap((channel) => world.webhooksIn(channel.id))
          .map((webhook) => toWire(webhook, request)),
      );
    },
  },
  {
    method: "POST",
    template: "/channels/{channel_id}/webhooks",
    auth: "bot",
    handle: (request) => {
      const channel = channelOf(request);
      requirePermission(request, channel, "MANAGE_WEBHOOKS");
      return ok(toWire(createWebhook(channel, request), request));
    },
  },
  {
    method: "GET",
    template: "/webhooks/{webhook_id}",
    auth: "bot",
    handle: (request) => {
      const webhook = knownWebhook(request.param("webhook_id"), null, request);
      requireManaging(webhook, request);
      return ok(toWire(webhook, request));
    },
  },
  {
    method: "PATCH",
    template: "/webhooks/{webhook_id}",
    auth: "bot",
    handle: (request) => {
      const webhook = knownWebhook(request.param("webhook_id"), null, request);
      requireManaging(webhook, request);
      const { name, avatar } = objectBody(request);
      if (name !== undefined) {
        throwProblems(checkWebhookName(name, "name"), "webhook-rules");
        webhook.name = asText(name).trim();
      }
      if (avatar !== undefined) webhook.avatar = avatarFrom(avatar, webhook.id, request);
      return ok(toWire(webhook, request));
    },
  },
  {
    method: "DELETE",
    template: "/webhooks/{webhook_id}",
    auth: "bot",
    handle: (request) => {
      const webhook = knownWebhook(request.param("webhook_id"), null, request);
      requireManaging(webhook, request);
      deleteWebhook(webhook, request);
      return noContent;
    },
  },
  {
    method: "GET",
    template: "/webhooks/{webhook_id}/{webhook_token}",
    auth: "open",
    handle: (request) => ok(toWire(byToken(request), request)),
  },
  {
    method: "DELETE",
    template: "/webhooks/{webhook_id}/{webhook_token}",
    auth: "open",
    handle: (request) => {
      deleteWebhook(byToken(request), request);
      return noContent;
    },
  },
];

function createWebhook(channel: SimChannel, request: RouteRequest): SimWebhook {
  const { platform } = request;
  const { world } = platform;
  if (channel.guildId === null || channel.thread !== null)
    throw new ApiError(400, 50024, "Cannot execute action on this channel type", {
      rule: "webhook-rules",
    });
  const { name, avatar } = objectBody(request);
  throwProblems(checkWebhookName(name, "name"), "webhook-rules");
  if (world.webhooksIn(channel.id).length >= maxPerChannel)
    throw new ApiError(400, 30007, `Maximum number of webhooks reached (${maxPerChannel})`, {
      rule: "webhook-rules",
    });
  const id = platform.ids.next();
  const webhook: SimWebhook = {
    id,
    token: platform.newSecret(51),
    channelId: channel.id,
    guildId: channel.guildId,
    applicationId: platform.bot.id,
    creatorId: platform.bot.id,
    name: asText(name).trim(),
    avatar: avatarFrom(avatar, id, request),
  };
  world.webhookById.set(id, webhook);
  webhooksChanged(channel, platform);
  return webhook;
}

function avatarFrom(avatar: unknown, ownerId: string, { platform }: RouteRequest): string | null {
  return avatar === undefined || avatar === null
    ? null
    : storeAvatar(ownerId, readPicture(avatar, "avatar", maxAvatarBytes), platform);
}

function deleteWebhook(webhook: SimWebhook, { platform }: RouteRequest): void {
  platform.world.webhookById.delete(webhook.id);
  const channel = platform.world.channelById.get(webhook.channelId);
  if (channel !== undefined) webhooksChanged(channel, platform);
}

function requireManaging(webhook: SimWebhook, request: RouteRequest): void {
  const channel = request.platform.world.channelById.get(webhook.channelId);
  if (channel !== undefined) requirePermission(request, channel, "MANAGE_WEBHOOKS");
}

function byToken(request: RouteRequest): SimWebhook {
  return knownWebhook(request.param("webhook_id"), request.param("webhook_token"), request);
}

function toWire(webhook: SimWebhook, { platform }: RouteRequest) {
  return wireWebhook(webhook, platform.world, platform.bot.id);
}
