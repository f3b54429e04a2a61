import type { Client } from "discord.js";
import type { Place, PlaceFinder } from "../../conversation/settings/place.ts";

/** The places that the gateway told of. */
export function cachedPlaces(client: Client): PlaceFinder {
  return { placeOf: (channelId) => placeOf(client, channelId) };
}

function placeOf(client: Client, channelId: string): Place | undefined {
  const channel = client.channels.cache.get(channelId);
  if (channel === undefined) return undefined;
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
