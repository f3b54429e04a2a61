import { ApiError, unknown } from "../http/api-error.ts";
import type { RouteRequest } from "../http/route.ts";
import type { PermissionName } from "../world/permissions.ts";
import type { SimChannel, SimGuild, SimMessage } from "../world/records.ts";

/** The channel of the path, when the bot can see it. */
export function channelOf(request: RouteRequest): SimChannel {
  const { world, bot } = request.platform;
  const channel = world.channelById.get(request.param("channel_id"));
  if (channel === undefined) throw unknown("channel");
  if (!world.may(bot.id, "VIEW_CHANNEL", channel.id))
    throw new ApiError(403, 50001, "Missing Access", { rule: "missing-permission" });
  return channel;
}

/** The message of the path. Ephemeral messages are out of reach of the channel's routes. */
export function messageOf(request: RouteRequest, channel: SimChannel): SimMessage {
  const message = request.platform.world.standingMessage(channel.id, request.param("message_id"));
  if (message === undefined || message.visibleTo !== null) throw unknown("message");
  return message;
}

export function guildOf(request: RouteRequest): SimGuild {
  const { world, bot } = request.platform;
  const guild = world.guildById.get(request.param("guild_id"));
  if (guild === undefined || world.memberOf(guild.id, bot.id) === undefined) throw unknown("guild");
  if (!guild.available) throw new ApiError(503, 0, "This guild is unavailable for now");
  return guild;
}

export function requirePermission(
  request: RouteRequest,
  channel: SimChannel,
  permission: PermissionName,
): void {
  const { world, bot } = request.platform;
  if (!world.may(bot.id, permission, channel.id))
    throw new ApiError(403, 50013, "Missing Permissions", { rule: "missing-permission" });
}

/** What sending to a channel takes, apart from the message itself. */
export function requireSending(request: RouteRequest, channel: SimChannel): void {
  const { world } = request.platform;
  if (channel.kind === "forum" || channel.kind === "category")
    throw new ApiError(400, 50008, "Cannot send messages in a non-text channel", {
      rule: "invalid-body",
    });
  requirePermission(
    request,
    channel,
    channel.thread === null ? "SEND_MESSAGES" : "SEND_MESSAGES_IN_THREADS",
  );
  const recipient =
    channel.recipientId === null ? undefined : world.userById.get(channel.recipientId);
  if (recipient?.acceptsDirectMessages === false)
    throw new ApiError(403, 50007, "Cannot send messages to this user");
  if (channel.thread?.locked && channel.thread.archived) throw archivedThread();
}

export function archivedThread(): ApiError {
  return new ApiError(400, 50083, "Thread is archived", { rule: "archived-thread" });
}

export function ownApplication(request: RouteRequest): void {
  if (request.param("application_id") !== request.platform.bot.id)
    throw new ApiError(
      403,
      20012,
      "You are not authorized to perform this action on this application",
      {
        rule: "unauthorized",
      },
    );
}

export function objectBody(request: RouteRequest): Readonly<Record<string, unknown>> {
  const { body } = request;
  return typeof body === "object" && body !== null && !Array.isArray(body)
    ? Object.fromEntries(Object.entries(body))
    : {};
}
