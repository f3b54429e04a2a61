import type { Client } from "discord.js";
import type { Place, PlaceFinder } from "../../conversation/settings/place.ts";

/** The places that the gateway told of, but for those where the bot is no member (`isAway`): nothing sure is known of them. */
export function cachedPlaces(client: Client, isAway: (channelId: string) => boolean): PlaceFinder {
  return { placeOf: (channelId) => placeOf(client, channelId, isAway) };
}

function placeOf(
  client: Client,
  channelId: string,
  isAway: (channelId: string) => boolean,
): Place | undefined {
  const channel = client.channels.cache.get(channelId);
  if (channel === undefined || (channel.isDMBased() && isAway(channelId))) return undefined;
  const nowhere = { parentId: null, categoryId: null, guildId: null, ageRestricted: false };
  if (channel.isDMBased()) return { channelId, ...nowhere, isDirect: true, name: null };
  const { guildId } = channel;
  const inGuild = { channelId, guildId, isDirect: false, name: channel.name };
  if (!channel.isThread())
    return {
      ...inGuild,
      parentId: null,
      categoryId: channel.parentId,
      ageRestricted: "nsfw" in channel && channel.nsfw,
    };
  const { parent, parentId } = channel;
  return {
    ...inGuild,
    parentId,
    categoryId: parent?.parentId ?? null,
    ageRestricted: parent !== null && parent.nsfw,
  };
}
