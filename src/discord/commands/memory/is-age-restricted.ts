import type { TextBasedChannel } from "discord.js";

/** Whether only adults see a channel; a thread is as its channel is. A channel that isn't known counts as one. */
export function isAgeRestricted(channel: TextBasedChannel | null): boolean {
  if (channel === null) return true;
  if (channel.isThread())
    return channel.parent === null || ("nsfw" in channel.parent && channel.parent.nsfw);
  return "nsfw" in channel && channel.nsfw;
}
