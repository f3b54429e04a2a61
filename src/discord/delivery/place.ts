import type { Client } from "discord.js";

/** Where a reply is shown. */
export interface Place {
  readonly channelId: string;
  /** The channel whose webhooks serve here: a thread's parent; null in direct messages, which have none. */
  readonly webhookChannelId: string | null;
  /** Set when the place is a thread of that channel. */
  readonly threadId: string | null;
}

/** Asks Discord only where the channel isn't known from the gateway. Throws what the request throws. */
export async function findPlace(client: Client, channelId: string): Promise<Place> {
  const channel = await client.channels.fetch(channelId);
  if (channel === null || channel.isDMBased())
    return { channelId, webhookChannelId: null, threadId: null };
  if (channel.isThread())
    return { channelId, webhookChannelId: channel.parentId, threadId: channel.id };
  return { channelId, webhookChannelId: channel.id, threadId: null };
}
