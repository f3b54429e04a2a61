import { ApiError, throwProblems } from "../http/api-error.ts";
import { noContent, ok, type Route, type RouteRequest } from "../http/route.ts";
import { addChannel, joinThread } from "../platform/channels.ts";
import { authorOfUser } from "../platform/messages.ts";
import { readMessageBody, sendMessage } from "../platform/send-message.ts";
import { checkLength } from "../rules/text.ts";
import { wireChannel, wireThreadMember } from "../wire/wire-channel.ts";
import { wireMessage } from "../wire/wire-message.ts";
import type { SimChannel } from "../world/records.ts";
import {
  archivedThread,
  channelOf,
  guildOf,
  messageOf,
  objectBody,
  requirePermission,
} from "./find.ts";

export const threadRoutes: readonly Route[] = [
  {
    method: "POST",
    template: "/channels/{channel_id}/threads",
    auth: "bot",
    handle: (request) => ({ status: 201, body: startThread(request) }),
  },
  {
    method: "POST",
    template: "/channels/{channel_id}/messages/{message_id}/threads",
    auth: "bot",
    handle: (request) => {
      const parent = channelOf(request);
      const message = messageOf(request, parent);
      requirePermission(request, parent, "CREATE_PUBLIC_THREADS");
      if (request.platform.world.channelById.has(message.id))
        throw new ApiError(400, 160004, "A thread has already been created for this message", {
          rule: "invalid-body",
        });
      const thread = addThread(parent, message.id, request);
      return { status: 201, body: withMembership(thread, request) };
    },
  },
  {
    method: "PUT",
    template: "/channels/{channel_id}/thread-members/@me",
    auth: "bot",
    handle: (request) => {
      const thread = channelOf(request);
      if (thread.thread?.archived) throw archivedThread();
      joinThread(thread, request.platform.bot.id, request.platform);
      return noContent;
    },
  },
  {
    method: "PUT",
    template: "/channels/{channel_id}/thread-members/{user_id}",
    auth: "bot",
    handle: (request) => {
      const thread = channelOf(request);
      if (thread.thread?.archived) throw archivedThread();
      requirePermission(request, thread, "SEND_MESSAGES_IN_THREADS");
      joinThread(thread, request.param("user_id"), request.platform);
      return noContent;
    },
  },
  {
    method: "GET",
    template: "/guilds/{guild_id}/threads/active",
    auth: "bot",
    handle: (request) => {
      const threads = request.platform.world
        .threadsOf(guildOf(request).id)
        .filter((thread) => thread.thread?.archived === false);
      return ok(threadList(threads, request));
    },
  },
  {
    method: "GET",
    template: "/channels/{channel_id}/threads/archived/public",
    auth: "bot",
    handle: (request) => {
      const parent = channelOf(request);
      requirePermission(request, parent, "READ_MESSAGE_HISTORY");
      const threads = request.platform.world.channels.filter(
        (channel) => channel.parentId === parent.id && channel.thread?.archived,
      );
      return ok(threadList(threads, request));
    },
  },
];

function startThread(request: RouteRequest): unknown {
  const { platform } = request;
  const parent = channelOf(request);
  // Discord makes a private one where nothing is said.
  const isPrivate = parent.kind !== "forum" && objectBody(request)["type"] !== 11;
  requirePermission(
    request,
    parent,
    isPrivate ? "CREATE_PRIVATE_THREADS" : "CREATE_PUBLIC_THREADS",
  );
  const thread = addThread(parent, platform.ids.next(), request, isPrivate);
  if (parent.kind !== "forum") return withMembership(thread, request);
  const body = readMessageBody(request, "create", objectBody(request)["message"]);
  const first = sendMessage(
    {
      channel: thread,
      author: authorOfUser(platform.bot, thread.guildId, platform),
      body,
      applicationId: platform.bot.id,
    },
    request,
  );
  return {
    ...withMembership(thread, request),
    message: wireMessage(first, platform),
  };
}

function addThread(
  parent: SimChannel,
  id: string,
  request: RouteRequest,
  isPrivate = false,
): SimChannel {
  const { platform } = request;
  const { name, auto_archive_duration: minutes } = objectBody(request);
  throwProblems(checkLength(name, ["name"], { min: 1, max: 100 }));
  return addChannel(
    {
      id,
      kind: "thread",
      guildId: parent.guildId,
      parentId: parent.id,
      name: String(name),
      thread: {
        ownerId: platform.bot.id,
        memberIds: [platform.bot.id],
        ...(isPrivate ? { isPrivate } : {}),
        archived: false,
        locked: false,
        autoArchiveMinutes: typeof minutes === "number" ? minutes : 4320,
      },
    },
    platform,
  );
}

function withMembership(thread: SimChannel, { platform }: RouteRequest) {
  return {
    ...wireChannel(thread, platform.world),
    member: wireThreadMember(thread, platform.bot.id),
  };
}

function threadList(threads: readonly SimChannel[], { platform }: RouteRequest) {
  const { world, bot } = platform;
  const visible = threads.filter((thread) => world.may(bot.id, "VIEW_CHANNEL", thread.id));
  return {
    threads: visible.map((thread) => wireChannel(thread, world)),
    members: visible
      .filter((thread) => thread.thread?.memberIds.includes(bot.id))
      .map((thread) => wireThreadMember(thread, bot.id)),
    has_more: false,
  };
}
