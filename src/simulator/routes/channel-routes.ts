import { throwProblems } from "../http/api-error.ts";
import { ok, type Route, type RouteRequest } from "../http/route.ts";
import { addChannel, channelChanged, removeChannel, updateThread } from "../platform/channels.ts";
import { checkLength, checkOptionalLength } from "../rules/text.ts";
import { channelTypes, wireChannel } from "../wire/wire-channel.ts";
import type { SimChannel } from "../world/records.ts";
import { archivedThread, channelOf, guildOf, objectBody, requirePermission } from "./find.ts";

export const channelRoutes: readonly Route[] = [
  {
    method: "GET",
    template: "/channels/{channel_id}",
    auth: "bot",
    handle: (request) => ok(wireChannel(channelOf(request), request.platform.world)),
  },
  {
    method: "PATCH",
    template: "/channels/{channel_id}",
    auth: "bot",
    handle: (request) => {
      const channel = channelOf(request);
      if (channel.thread === null) changeChannel(channel, request);
      else changeThread(channel, request);
      return ok(wireChannel(channel, request.platform.world));
    },
  },
  {
    method: "DELETE",
    template: "/channels/{channel_id}",
    auth: "bot",
    handle: (request) => {
      const channel = channelOf(request);
      const wire = wireChannel(channel, request.platform.world);
      if (channel.kind === "direct-message") return ok(wire);
      requirePermission(
        request,
        channel,
        channel.thread === null ? "MANAGE_CHANNELS" : "MANAGE_THREADS",
      );
      removeChannel(channel, request.platform);
      return ok(wire);
    },
  },
  {
    method: "POST",
    template: "/guilds/{guild_id}/channels",
    auth: "bot",
    handle: (request) => {
      const guild = guildOf(request);
      const { world, bot } = request.platform;
      const anywhere = world.channels.find((channel) => channel.guildId === guild.id);
      if (anywhere !== undefined && !world.may(bot.id, "MANAGE_CHANNELS", anywhere.id))
        requirePermission(request, anywhere, "MANAGE_CHANNELS");
      const body = objectBody(request);
      throwProblems(checkLength(body["name"], ["name"], { min: 1, max: 100 }));
      const channel = addChannel(
        {
          id: request.platform.ids.next(),
          kind: body["type"] === channelTypes.forum ? "forum" : "text",
          guildId: guild.id,
          name: String(body["name"]),
          nsfw: body["nsfw"] === true,
          topic: typeof body["topic"] === "string" ? body["topic"] : null,
        },
        request.platform,
      );
      return { status: 201, body: wireChannel(channel, world) };
    },
  },
];

function changeChannel(channel: SimChannel, request: RouteRequest): void {
  requirePermission(request, channel, "MANAGE_CHANNELS");
  const { name, topic, nsfw, rate_limit_per_user: slowmode } = objectBody(request);
  throwProblems([
    ...checkOptionalLength(name, ["name"], { min: 1, max: 100 }),
    ...checkOptionalLength(topic, ["topic"], { max: 1024 }),
  ]);
  if (typeof name === "string") channel.name = name;
  if (typeof topic === "string" || topic === null) channel.topic = topic;
  if (typeof nsfw === "boolean") channel.nsfw = nsfw;
  if (typeof slowmode === "number") channel.slowmodeSeconds = slowmode;
  channelChanged(channel, request.platform);
}

function changeThread(thread: SimChannel, request: RouteRequest): void {
  const { bot } = request.platform;
  const body = objectBody(request);
  const { name, archived, locked, auto_archive_duration: minutes } = body;
  if (thread.thread?.archived && archived !== false) throw archivedThread();
  // A thread that isn't locked may be woken up by whoever may write in it.
  const wakes = archived === false && Object.keys(body).length === 1 && !thread.thread?.locked;
  if (wakes) requirePermission(request, thread, "SEND_MESSAGES_IN_THREADS");
  else if (thread.thread?.ownerId !== bot.id || locked !== undefined)
    requirePermission(request, thread, "MANAGE_THREADS");
  throwProblems(checkOptionalLength(name, ["name"], { min: 1, max: 100 }));
  if (typeof name === "string") thread.name = name;
  updateThread(
    thread,
    {
      ...(typeof archived === "boolean" ? { archived } : {}),
      ...(typeof locked === "boolean" ? { locked } : {}),
      ...(typeof minutes === "number" ? { autoArchiveMinutes: minutes } : {}),
    },
    request.platform,
  );
}
