import type { Client } from "discord.js";
import type { Place, PlaceFinder } from "../../conversation/settings/place.ts";

/** The places that the gateway told of. */
export function cachedPlaces(client: Client): PlaceFinder {
  return { placeOf: (channelId) => placeOf(client, channelId) };
}

function placeOf(client: Client, channelId: string): Place | undefined {
  const channel = client.channels.cache.get(channelId);
  if (channel === undefined) return undefined;
  if (channel.isDMBased())
    return { channelId, parentId: null, categoryId: null, guildId: null, ageRestricted: false };
  const { guildId } = channel;
  if (!channel.isThread()) {
    const ageRestricted = "nsfw" in channel && channel.nsfw;
    return { channelId, parentId: null, categoryId: channel.parentId, guildId, ageRestricted };
  }
  const { parent, parentId } = channel;
  const ageRestricted = parent !== null && parent.nsfw;
  return { channelId, parentId, categoryId: parent?.parentId ?? null, guildId, ageRestricted };
}
