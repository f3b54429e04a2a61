import { ApiError, throwProblems, unknown } from "../http/api-error.ts";
import { noContent, ok, type Route, type RouteRequest } from "../http/route.ts";
import { openDirectMessage } from "../platform/channels.ts";
import { leaveGuild } from "../platform/guilds.ts";
import { readPicture, storeAvatar } from "../platform/pictures.ts";
import { asText, checkLength } from "../rules/text.ts";
import { wireApplication } from "../wire/wire-application.ts";
import { wireChannel } from "../wire/wire-channel.ts";
import { wireOwnUser, wireUser } from "../wire/wire-user.ts";
import { objectBody } from "./find.ts";

const maxAvatarBytes = 10 * 1024 * 1024;

/** The bot's account, its application, other users, and the way to the gateway. */
export const accountRoutes: readonly Route[] = [
  {
    method: "GET",
    template: "/gateway",
    auth: "open",
    handle: ({ platform }) => ok({ url: platform.gatewayInfo().url }),
  },
  {
    method: "GET",
    template: "/gateway/bot",
    auth: "bot",
    handle: ({ platform }) => {
      const { url, sessionStartsLeft } = platform.gatewayInfo();
      return ok({
        url,
        shards: 1,
        session_start_limit: {
          total: 1000,
          remaining: sessionStartsLeft,
          reset_after: 3_600_000,
          max_concurrency: 1,
        },
      });
    },
  },
  {
    method: "GET",
    template: "/users/@me",
    auth: "bot",
    handle: ({ platform }) => ok(wireOwnUser(platform.bot)),
  },
  {
    method: "PATCH",
    template: "/users/@me",
    auth: "bot",
    handle: (request) => {
      const { bot } = request.platform;
      const { username, avatar } = objectBody(request);
      if (username !== undefined) {
        throwProblems(checkLength(username, ["username"], { min: 2, max: 32 }));
        bot.username = asText(username);
      }
      if (avatar !== undefined)
        bot.avatar =
          avatar === null
            ? null
            : storeAvatar(bot.id, readPicture(avatar, "avatar", maxAvatarBytes), request.platform);
      return ok(wireOwnUser(bot));
    },
  },
  {
    method: "GET",
    template: "/users/{user_id}",
    auth: "bot",
    handle: (request) => {
      const user = request.platform.world.userById.get(request.param("user_id"));
      if (user === undefined) throw unknown("user");
      return ok(wireUser(user));
    },
  },
  {
    method: "POST",
    template: "/users/@me/channels",
    auth: "bot",
    handle: (request) => ok(createDirectMessage(request)),
  },
  {
    method: "DELETE",
    template: "/users/@me/guilds/{guild_id}",
    auth: "bot",
    handle: (request) => {
      const guild = request.platform.world.guildById.get(request.param("guild_id"));
      if (guild === undefined) throw unknown("guild");
      leaveGuild(guild, request.platform);
      return noContent;
    },
  },
  {
    method: "GET",
    template: "/applications/@me",
    auth: "bot",
    handle: ({ platform }) => ok(wireApplication(platform)),
  },
  {
    method: "PATCH",
    template: "/applications/@me",
    auth: "bot",
    handle: (request) => {
      const { description } = objectBody(request);
      if (description !== undefined)
        throwProblems(checkLength(description, ["description"], { max: 400 }));
      return ok({
        ...wireApplication(request.platform),
        ...(typeof description === "string" ? { description } : {}),
      });
    },
  },
  {
    method: "GET",
    template: "/oauth2/applications/@me",
    auth: "bot",
    handle: ({ platform }) => ok(wireApplication(platform)),
  },
];

function createDirectMessage(request: RouteRequest): unknown {
  const { platform } = request;
  const recipientId = objectBody(request)["recipient_id"];
  const user = platform.world.userById.get(String(recipientId));
  if (user === undefined) throw unknown("user");
  if (user.bot)
    throw new ApiError(400, 50007, "Cannot send messages to this user", { rule: "invalid-body" });
  return wireChannel(openDirectMessage(user, platform), platform.world);
}
