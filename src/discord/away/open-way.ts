import type { Interaction } from "discord.js";
import type { ChatService } from "../../conversation/chat-service.ts";
import { isAway } from "./is-away.ts";
import type { ReplyTokens } from "./reply-tokens.ts";

/**
 * Notes, where the bot is no member, that somebody gave it a way to say something, and shows what was kept for want of one.
 * Returns what to call once the interaction is answered.
 */
export function openWay(
  interaction: Interaction,
  { tokens, chat }: { readonly tokens: ReplyTokens; readonly chat: Pick<ChatService, "showOwed"> },
): (answerId?: string) => void {
  const { channelId, id: interactionId, token } = interaction;
  if (channelId === null) return () => {};
  if (!isAway(interaction)) {
    if (tokens.isAway(channelId)) tokens.comeHome(channelId);
    return () => {};
  }
  const settle = tokens.begin({
    channelId,
    interactionId,
    token,
    locale: interaction.guildLocale ?? interaction.locale,
    onMessageId: interaction.isMessageComponent() ? interaction.message.id : null,
  });
  chat.showOwed(channelId);
  return settle;
}
