import { DiscordAPIError, escapeMarkdown, type Interaction } from "discord.js";

/**
 * Lets everyone in a channel read what a character is asked there in somebody's name. Resolves with the message's id; null
 * where the bot may not write.
 */
export async function postQuestion(
  { client }: Pick<Interaction, "client">,
  { channelId, name, text }: Record<"channelId" | "name" | "text", string>,
): Promise<string | null> {
  const channel = client.channels.cache.get(channelId);
  if (!channel?.isSendable()) return null;
  try {
    return (await channel.send(`**${escapeMarkdown(name)}**: ${text}`)).id;
  } catch (thrown) {
    // What is missing stands in the steps of the panel.
    if (thrown instanceof DiscordAPIError) return null;
    throw thrown;
  }
}
