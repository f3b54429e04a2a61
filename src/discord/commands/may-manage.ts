import { type ChatInputCommandInteraction, PermissionFlagsBits } from "discord.js";
import type { ChatService } from "../../conversation/chat-service.ts";
import { UserError } from "../../lib/errors.ts";

/**
 * Everyone may start a chat; a chat that runs belongs to its host and to those who manage channels. Server owners can
 * narrow the commands themselves under Server Settings, Integrations; this is checked besides.
 */
export function requireHost(interaction: ChatInputCommandInteraction, chat: ChatService): void {
  const conversation = chat.conversationOf(interaction.channelId)?.conversation;
  if (conversation === undefined || conversation.status === "stopped") return;
  if (conversation.hostId === interaction.user.id) return;
  if (interaction.memberPermissions?.has(PermissionFlagsBits.ManageChannels)) return;
  throw new UserError(
    "not-the-host",
    `Only <@${conversation.hostId}>, who started this chat, and people with "Manage Channels" may do that.`,
  );
}
