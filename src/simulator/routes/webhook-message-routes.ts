import { ApiError, throwProblems, unknown } from "../http/api-error.ts";
import { noContent, ok, type Route, type RouteRequest } from "../http/route.ts";
import { addChannel, updateThread } from "../platform/channels.ts";
import { messageFlags, removeMessages } from "../platform/messages.ts";
import { editMessage, readMessageBody, sendMessage } from "../platform/send-message.ts";
import type { MessageBody } from "../rules/message-body.ts";
import { checkWebhookName } from "../rules/webhook-names.ts";
import { wireMessage } from "../wire/wire-message.ts";
import { avatarHash } from "../wire/wire-user.ts";
import type { SimChannel, SimInteraction, SimMessage, SimWebhook } from "../world/records.ts";
import { buckets } from "./buckets.ts";
import { archivedThread } from "./find.ts";
import { editOriginal, sendInteractionMessage } from "./interaction-routes.ts";
import { hiddenLimitKey, placeOf, targetOf } from "./webhook-access.ts";

/** Where the application is there for one person alone. */
const mostFollowUps = 5;
const messages = "/webhooks/{webhook_id}/{webhook_token}/messages";
const shared = { auth: "open", bucket: buckets.webhook, globalLimit: false } as const;

export const webhookMessageRoutes: readonly Route[] = [
  {
    ...shared,
    method: "POST",
    template: "/webhooks/{webhook_id}/{webhook_token}",
    hiddenLimit: hiddenLimitKey,
    handle: (request) => {
      const target = targetOf(request);
      if (target.kind === "interaction")
        return toAnswer(followUp(target.interaction, request), request);
      const message = execute(target.webhook, request);
      return request.query.get("wait") === "true" ? toAnswer(message, request) : noContent;
    },
  },
  {
    ...shared,
    method: "GET",
    template: `${messages}/@original`,
    handle: (request) => toAnswer(original(request), request),
  },
  {
    ...shared,
    method: "PATCH",
    template: `${messages}/@original`,
    handle: (request) => toAnswer(editOriginal(original(request), request), request),
  },
  {
    ...shared,
    method: "DELETE",
    template: `${messages}/@original`,
    handle: (request) => {
      removeMessages([original(request)], request.platform);
      return noContent;
    },
  },
  {
    ...shared,
    method: "GET",
    template: `${messages}/{message_id}`,
    handle: (request) => toAnswer(ownMessage(request), request),
  },
  {
    ...shared,
    method: "PATCH",
    template: `${messages}/{message_id}`,
    hiddenLimit: hiddenLimitKey,
    handle: (request) => {
      const message = ownMessage(request);
      const channel = request.platform.world.channelById.get(message.channelId);
      if (message.author.webhookId !== null && channel?.thread?.archived) throw archivedThread();
      const edited = editMessage(message, readMessageBody(request, "edit"), request);
      return toAnswer(edited, request);
    },
  },
  {
    ...shared,
    method: "DELETE",
    template: `${messages}/{message_id}`,
    handle: (request) => {
      removeMessages([ownMessage(request)], request.platform);
      return noContent;
    },
  },
];

function execute(webhook: SimWebhook, request: RouteRequest): SimMessage {
  const { platform } = request;
  const body = readMessageBody(request, "webhook");
  if (body.username !== undefined)
    throwProblems(checkWebhookName(body.username, "username"), "webhook-rules");
  const channel = destination(webhook, body, request);
  if (channel.thread?.locked) throw archivedThread();
  if (channel.thread?.archived) updateThread(channel, { archived: false }, platform);
  return sendMessage(
    {
      channel,
      author: {
        id: webhook.id,
        name: body.username?.trim() ?? webhook.name,
        avatar:
          body.avatarUrl === undefined
            ? webhook.avatar
            : avatarOf(body.avatarUrl, webhook, request),
        bot: true,
        webhookId: webhook.id,
      },
      body,
      applicationId: webhook.applicationId,
    },
    request,
  );
}

/** Forums need a thread to post in, named or by id; other channels can't get one. */
function destination(webhook: SimWebhook, body: MessageBody, request: RouteRequest): SimChannel {
  const home = request.platform.world.channelById.get(webhook.channelId);
  const hasThreadId = request.query.has("thread_id");
  const hasThreadName = body.threadName !== undefined;
  if (home?.kind !== "forum") {
    if (hasThreadName)
      throw forumError(220003, "Webhooks can only create threads in forum channels");
    return placeOf(webhook, request);
  }
  if (hasThreadId && hasThreadName)
    throw forumError(
      220002,
      "Webhooks posted to forum channels cannot have both a thread_name and thread_id",
    );
  if (hasThreadId) return placeOf(webhook, request);
  if (!hasThreadName)
    throw forumError(
      220001,
      "Webhooks posted to forum channels must have a thread_name or thread_id",
    );
  return addChannel(
    {
      id: request.platform.ids.next(),
      kind: "thread",
      guildId: home.guildId,
      parentId: home.id,
      name: body.threadName ?? "",
      thread: {
        ownerId: webhook.id,
        memberIds: [],
        archived: false,
        locked: false,
        autoArchiveMinutes: 4320,
      },
    },
    request.platform,
  );
}

/** Discord fetches the picture once and serves it itself; what it can't fetch stays blank. */
function avatarOf(url: string, webhook: SimWebhook, { platform, where }: RouteRequest): string {
  const path = platform.cdnPath(url);
  if (path === null) {
    if (!/^https?:\/\//.test(url))
      platform.violate("unreachable-avatar", where, "avatar_url is no http address");
    return url;
  }
  const file = platform.world.files.find(path);
  if (file === undefined)
    platform.violate("unreachable-avatar", where, `the CDN has no file at ${path}`);
  else
    platform.world.files.put({ ...file, path: `/avatars/${webhook.id}/${avatarHash(path)}.png` });
  return path;
}

/** The first follow-up after a deferral fills in the deferred message. */
function followUp(interaction: SimInteraction, request: RouteRequest): SimMessage {
  const { world } = request.platform;
  const deferred = world.message(interaction.originalMessageId ?? "");
  if (deferred !== undefined && (deferred.flags & messageFlags.loading) !== 0)
    return editOriginal(deferred, request, withoutFlags(request.body));
  if (!interaction.installedFor.place && interaction.followUpIds.length >= mostFollowUps)
    throw new ApiError(
      400,
      40094,
      "This interaction has reached the maximum number of follow up messages",
      { rule: "follow-up-limit" },
    );
  const message = sendInteractionMessage(interaction, request.body, request);
  interaction.followUpIds.push(message.id);
  return message;
}

/** Whether a deferred answer is ephemeral was decided by the deferral; the follow-up's wish is ignored. */
function withoutFlags(body: unknown): unknown {
  if (typeof body !== "object" || body === null) return body;
  return Object.fromEntries(Object.entries(body).filter(([key]) => key !== "flags"));
}

function original(request: RouteRequest): SimMessage {
  const target = targetOf(request);
  if (target.kind === "webhook") throw unknown("message");
  const message = request.platform.world.message(target.interaction.originalMessageId ?? "");
  if (message === undefined || message.deletedAt !== null) throw unknown("message");
  return message;
}

function ownMessage(request: RouteRequest): SimMessage {
  const target = targetOf(request);
  const message = request.platform.world.message(request.param("message_id"));
  if (message === undefined || message.deletedAt !== null) throw unknown("message");
  const belongs =
    target.kind === "webhook"
      ? message.author.webhookId === target.webhook.id &&
        message.channelId === placeOf(target.webhook, request).id
      : message.interactionId === target.interaction.id ||
        message.id === target.interaction.originalMessageId;
  if (!belongs) throw unknown("message");
  return message;
}

function toAnswer(message: SimMessage, { platform }: RouteRequest) {
  return ok(wireMessage(message, platform, { withContent: true }));
}

function forumError(code: number, text: string): ApiError {
  return new ApiError(400, code, text, { rule: "webhook-rules" });
}
