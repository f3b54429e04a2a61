import { type Interaction, InteractionContextType } from "discord.js";

/**
 * Whether somebody used something where the bot is no member, which they can who installed it for themselves: a server
 * without it, or direct messages among people.
 */
export function isAway({
  guildId,
  context,
  client,
}: Pick<Interaction, "guildId" | "context" | "client">): boolean {
  if (guildId !== null) return !client.guilds.cache.has(guildId);
  return context === InteractionContextType.PrivateChannel;
}
