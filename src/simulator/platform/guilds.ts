import { intentBits } from "../gateway/intents.ts";
import { wireGatewayGuild, wireGuild } from "../wire/wire-guild.ts";
import { wireMember, wireUser } from "../wire/wire-user.ts";
import type { SimGuild, SimUser } from "../world/records.ts";
import type { Platform } from "./platform.ts";

/** Of other guilds the bot hears nothing. */
function hasBot(guild: SimGuild, { world, bot }: Platform): boolean {
  return world.memberOf(guild.id, bot.id) !== undefined;
}

/** Tells the bot that it is in a guild now (or again). */
export function announceGuild(guild: SimGuild, platform: Platform): void {
  platform.emit({ type: "guild-changed", guild });
  if (!hasBot(guild, platform)) return;
  const data = wireGatewayGuild(guild, platform.world, platform.bot);
  platform.dispatch({ event: "GUILD_CREATE", intents: intentBits.guilds, data: () => data });
}

export function guildChanged(guild: SimGuild, platform: Platform): void {
  platform.emit({ type: "guild-changed", guild });
  if (!hasBot(guild, platform)) return;
  const data = wireGuild(guild, platform.bot);
  platform.dispatch({ event: "GUILD_UPDATE", intents: intentBits.guilds, data: () => data });
}

/** Takes the bot out of a guild. */
export function leaveGuild(guild: SimGuild, platform: Platform): void {
  const index = guild.members.findIndex((member) => member.userId === platform.bot.id);
  if (index < 0) return;
  guild.members.splice(index, 1);
  platform.emit({ type: "guild-changed", guild });
  platform.dispatch({
    event: "GUILD_DELETE",
    intents: intentBits.guilds,
    data: () => ({ id: guild.id }),
  });
}

/** Tells the bot that someone joined, changed or left; needs the members intent, but for the bot's own changes. */
export function announceMember(
  guild: SimGuild,
  user: SimUser,
  change: "ADD" | "UPDATE" | "REMOVE",
  platform: Platform,
): void {
  platform.emit({ type: "guild-changed", guild });
  if (!hasBot(guild, platform)) return;
  const member = platform.world.memberOf(guild.id, user.id);
  const data = {
    guild_id: guild.id,
    ...(member === undefined ? {} : wireMember(member)),
    user: wireUser(user),
  };
  platform.dispatch({
    event: `GUILD_MEMBER_${change}`,
    intents: user === platform.bot ? 0 : intentBits.guildMembers,
    data: () => data,
  });
}

/** Takes a guild away from the bot for a while, or gives it back. */
export function setGuildAvailable(guild: SimGuild, available: boolean, platform: Platform): void {
  guild.available = available;
  if (available) {
    announceGuild(guild, platform);
    return;
  }
  platform.emit({ type: "guild-changed", guild });
  platform.dispatch({
    event: "GUILD_DELETE",
    intents: intentBits.guilds,
    data: () => ({ id: guild.id, unavailable: true }),
  });
}
