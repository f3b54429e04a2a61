import { ApiError, invalidBody } from "../http/api-error.ts";
import { noContent, ok, type Route, type RouteRequest } from "../http/route.ts";
import { updateThread } from "../platform/channels.ts";
import { authorOfUser, removeMessages, showTyping } from "../platform/messages.ts";
import { editMessage, readMessageBody, sendMessage } from "../platform/send-message.ts";
import { wireMessage } from "../wire/wire-message.ts";
import { timeOfId } from "../world/id-source.ts";
import type { SimChannel, SimMessage } from "../world/records.ts";
import { buckets } from "./buckets.ts";
import {
  archivedThread,
  channelOf,
  messageOf,
  objectBody,
  requirePermission,
  requireSending,
} from "./find.ts";

const bulkDeleteMaxAgeMs = 14 * 24 * 60 * 60 * 1000;

export const messageRoutes: readonly Route[] = [
  {
    method: "GET",
    template: "/channels/{channel_id}/messages",
    auth: "bot",
    bucket: buckets.messageRead,
    handle: (request) => {
      const channel = channelOf(request);
      return ok(listMessages(request, channel).map((each) => wireMessage(each, request.platform)));
    },
  },
  {
    method: "POST",
    template: "/channels/{channel_id}/messages",
    auth: "bot",
    bucket: buckets.messageCreate,
    handle: (request) => ok(wireMessage(createMessage(request), request.platform)),
  },
  {
    method: "POST",
    template: "/channels/{channel_id}/messages/bulk-delete",
    auth: "bot",
    handle: bulkDelete,
  },
  {
    method: "GET",
    template: "/channels/{channel_id}/messages/{message_id}",
    auth: "bot",
    bucket: buckets.messageRead,
    handle: (request) => {
      const channel = channelOf(request);
      requirePermission(request, channel, "READ_MESSAGE_HISTORY");
      return ok(wireMessage(messageOf(request, channel), request.platform));
    },
  },
  {
    method: "PATCH",
    template: "/channels/{channel_id}/messages/{message_id}",
    auth: "bot",
    bucket: buckets.messageEdit,
    handle: (request) => {
      const channel = channelOf(request);
      const message = messageOf(request, channel);
      if (message.author.id !== request.platform.bot.id)
        throw new ApiError(403, 50005, "Cannot edit a message authored by another user", {
          rule: "edit-of-another-author",
        });
      if (channel.thread?.archived) throw archivedThread();
      const edited = editMessage(message, readMessageBody(request, "edit"), request);
      return ok(wireMessage(edited, request.platform));
    },
  },
  {
    method: "DELETE",
    template: "/channels/{channel_id}/messages/{message_id}",
    auth: "bot",
    bucket: buckets.messageDelete,
    handle: (request) => {
      const channel = channelOf(request);
      const message = messageOf(request, channel);
      if (message.author.id !== request.platform.bot.id)
        requirePermission(request, channel, "MANAGE_MESSAGES");
      removeMessages([message], request.platform);
      return noContent;
    },
  },
  {
    method: "POST",
    template: "/channels/{channel_id}/typing",
    auth: "bot",
    bucket: buckets.typing,
    handle: (request) => {
      const channel = channelOf(request);
      requireSending(request, channel);
      showTyping(request.platform.bot, channel, request.platform);
      return noContent;
    },
  },
];

function listMessages(request: RouteRequest, channel: SimChannel): readonly SimMessage[] {
  const { world, bot } = request.platform;
  // Discord answers an empty list, not an error, when the history can't be read.
  if (!world.may(bot.id, "READ_MESSAGE_HISTORY", channel.id)) return [];
  const limit = Number(request.query.get("limit") ?? 50);
  if (!Number.isInteger(limit) || limit < 1 || limit > 100)
    throw invalidBody([
      {
        path: ["limit"],
        code: "NUMBER_TYPE_MAX",
        message: "int value should be between 1 and 100.",
      },
    ]);
  const all = world.messagesIn(channel.id).filter((message) => message.visibleTo === null);
  const before = request.query.get("before");
  const after = request.query.get("after");
  const around = request.query.get("around");
  let page = all.slice(-limit);
  if (before !== null)
    page = all.filter((message) => BigInt(message.id) < BigInt(before)).slice(-limit);
  // Oldest first from there on, as Discord pages forward; the answer is newest first all the same.
  else if (after !== null)
    page = all.filter((message) => BigInt(message.id) > BigInt(after)).slice(0, limit);
  else if (around !== null) {
    const centre = all.findIndex((message) => BigInt(message.id) >= BigInt(around));
    const start = Math.max((centre < 0 ? all.length : centre) - Math.floor(limit / 2), 0);
    page = all.slice(start, start + limit);
  }
  return page.reverse();
}

function createMessage(request: RouteRequest): SimMessage {
  const { platform } = request;
  const { world, bot } = platform;
  const channel = channelOf(request);
  requireSending(request, channel);
  if (request.files.length > 0) requirePermission(request, channel, "ATTACH_FILES");
  const body = readMessageBody(request, "create");
  if ((body.embeds?.length ?? 0) > 0) requirePermission(request, channel, "EMBED_LINKS");
  if (body.nonce !== null && body.enforceNonce) {
    const earlier = world
      .messagesIn(channel.id)
      .find((message) => message.nonce === body.nonce && message.author.id === bot.id);
    if (earlier !== undefined) return earlier;
  }
  const target =
    body.replyTo === null ? undefined : world.standingMessage(channel.id, body.replyTo.messageId);
  if (body.replyTo?.required && target === undefined)
    // Nothing wrong with the bot: the message may have been deleted a moment ago.
    throw new ApiError(400, 50035, "Invalid Form Body", {
      problems: [
        {
          path: ["message_reference"],
          code: "MESSAGE_REFERENCE_UNKNOWN_MESSAGE",
          message: "Unknown message",
        },
      ],
    });
  if (target !== undefined) requirePermission(request, channel, "READ_MESSAGE_HISTORY");
  if (channel.thread?.archived) updateThread(channel, { archived: false }, platform);
  return sendMessage(
    {
      channel,
      author: authorOfUser(bot, channel.guildId, platform),
      body,
      type: target === undefined ? 0 : 19,
      replyToId: target?.id ?? null,
      applicationId: bot.id,
      repliedUserId: target?.author.webhookId === null ? target.author.id : null,
    },
    request,
  );
}

function bulkDelete(request: RouteRequest): typeof noContent {
  const { platform } = request;
  const channel = channelOf(request);
  requirePermission(request, channel, "MANAGE_MESSAGES");
  const ids = objectBody(request)["messages"];
  const list = Array.isArray(ids) ? ids.map(String) : [];
  if (list.length < 2 || list.length > 100)
    throw new ApiError(400, 50016, "Provided too few or too many messages to delete.", {
      rule: "invalid-body",
    });
  if (list.some((id) => platform.clock.now() - timeOfId(id) > bulkDeleteMaxAgeMs))
    throw new ApiError(
      400,
      50034,
      "You can only bulk delete messages that are under 14 days old.",
      {
        rule: "invalid-body",
      },
    );
  removeMessages(
    list.flatMap((id) => platform.world.standingMessage(channel.id, id) ?? []),
    platform,
  );
  return noContent;
}
