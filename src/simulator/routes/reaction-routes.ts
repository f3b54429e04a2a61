import { unknown } from "../http/api-error.ts";
import { noContent, ok, type Route, type RouteRequest } from "../http/route.ts";
import { channelChanged } from "../platform/channels.ts";
import { changeReaction } from "../platform/messages.ts";
import { wireMessage } from "../wire/wire-message.ts";
import type { SimUser } from "../world/records.ts";
import { buckets } from "./buckets.ts";
import { channelOf, messageOf, requirePermission } from "./find.ts";

const message = "/channels/{channel_id}/messages/{message_id}";

/** What hangs on messages: reactions and pins. */
export const reactionRoutes: readonly Route[] = [
  {
    method: "PUT",
    template: `${message}/reactions/{emoji_name}/@me`,
    auth: "bot",
    bucket: buckets.reaction,
    handle: (request) => react(request, request.platform.bot, true),
  },
  {
    method: "DELETE",
    template: `${message}/reactions/{emoji_name}/@me`,
    auth: "bot",
    bucket: buckets.reaction,
    handle: (request) => react(request, request.platform.bot, false),
  },
  {
    method: "DELETE",
    template: `${message}/reactions/{emoji_name}/{user_id}`,
    auth: "bot",
    bucket: buckets.reaction,
    handle: (request) => {
      const user = request.platform.world.userById.get(request.param("user_id"));
      if (user === undefined) throw unknown("user");
      requirePermission(request, channelOf(request), "MANAGE_MESSAGES");
      return react(request, user, false);
    },
  },
  {
    method: "GET",
    template: "/channels/{channel_id}/messages/pins",
    auth: "bot",
    handle: (request) => {
      const channel = channelOf(request);
      const { world } = request.platform;
      const items = channel.pinnedMessageIds.flatMap((id) => {
        const pinned = world.standingMessage(channel.id, id);
        return pinned === undefined
          ? []
          : [
              {
                pinned_at: new Date(pinned.createdAt).toISOString(),
                message: wireMessage(pinned, request.platform),
              },
            ];
      });
      return ok({ items, has_more: false });
    },
  },
  {
    method: "PUT",
    template: "/channels/{channel_id}/messages/pins/{message_id}",
    auth: "bot",
    handle: (request) => pin(request, true),
  },
  {
    method: "DELETE",
    template: "/channels/{channel_id}/messages/pins/{message_id}",
    auth: "bot",
    handle: (request) => pin(request, false),
  },
];

function react(request: RouteRequest, user: SimUser, add: boolean): typeof noContent {
  const channel = channelOf(request);
  const target = messageOf(request, channel);
  const emoji = request.param("emoji_name");
  if (add) {
    requirePermission(request, channel, "READ_MESSAGE_HISTORY");
    if (!target.reactions.some((reaction) => reaction.emoji === emoji))
      requirePermission(request, channel, "ADD_REACTIONS");
  }
  changeReaction({ message: target, user, emoji, add }, request.platform);
  return noContent;
}

function pin(request: RouteRequest, pinned: boolean): typeof noContent {
  const channel = channelOf(request);
  const target = messageOf(request, channel);
  requirePermission(request, channel, "PIN_MESSAGES");
  const others = channel.pinnedMessageIds.filter((id) => id !== target.id);
  channel.pinnedMessageIds = pinned ? [target.id, ...others] : others;
  channelChanged(channel, request.platform);
  return noContent;
}
