import { unknown } from "../http/api-error.ts";
import { ok, type Route } from "../http/route.ts";
import { wireChannel } from "../wire/wire-channel.ts";
import { wireGuild } from "../wire/wire-guild.ts";
import { wireMember, wireRole, wireUser } from "../wire/wire-user.ts";
import { guildOf } from "./find.ts";

export const guildRoutes: readonly Route[] = [
  {
    method: "GET",
    template: "/guilds/{guild_id}",
    auth: "bot",
    handle: (request) => ok(wireGuild(guildOf(request), request.platform.bot)),
  },
  {
    method: "GET",
    template: "/guilds/{guild_id}/channels",
    auth: "bot",
    handle: (request) => {
      const { world } = request.platform;
      const guild = guildOf(request);
      const channels = world.channels.filter(
        (channel) => channel.guildId === guild.id && channel.thread === null,
      );
      return ok(channels.map((channel) => wireChannel(channel, world)));
    },
  },
  {
    method: "GET",
    template: "/guilds/{guild_id}/roles",
    auth: "bot",
    handle: (request) => {
      const guild = guildOf(request);
      return ok(guild.roles.map((role) => wireRole(role, guild, request.platform.bot)));
    },
  },
  {
    method: "GET",
    template: "/guilds/{guild_id}/members/{user_id}",
    auth: "bot",
    handle: (request) => {
      const { world } = request.platform;
      const user = world.userById.get(request.param("user_id"));
      const member = user === undefined ? undefined : world.memberOf(guildOf(request).id, user.id);
      if (user === undefined || member === undefined) throw unknown("member");
      return ok({ ...wireMember(member), user: wireUser(user) });
    },
  },
];
