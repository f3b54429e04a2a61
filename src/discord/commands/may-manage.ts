import { PermissionFlagsBits, type PermissionsBitField } from "discord.js";
import type { ChatService } from "../../conversation/chat-service.ts";
import type { Conversation } from "../../conversation/ports.ts";
import { UserError } from "../../lib/errors.ts";
import { requireTier } from "./tier.ts";

/** Whoever used a command or sent a form, and where. */
interface Deed {
  readonly channelId: string | null;
  readonly user: { readonly id: string };
  /** Null in direct messages. */
  readonly memberPermissions: Readonly<PermissionsBitField> | null;
}

/**
 * Everyone may start a chat; a chat that runs belongs to its host and to those who manage channels. Server owners can
 * narrow the commands themselves under Server Settings, Integrations; this is checked besides.
 */
export function requireHost(deed: Deed, chat: ChatService): void {
  const conversation = conversationOf(deed, chat);
  if (conversation !== undefined && conversation.status !== "stopped")
    requireSay(deed, conversation);
}

/** The same for what stays with a chat, running or not: its lore, its note, its prompts. */
export function requireKeeper(deed: Deed, chat: ChatService): void {
  const conversation = conversationOf(deed, chat);
  if (conversation !== undefined) requireSay(deed, conversation);
}

/** For what concerns more than one channel. */
export function requireServerManager({ memberPermissions }: Deed): void {
  requireTier("server-manager", memberPermissions);
}

function conversationOf({ channelId }: Deed, chat: ChatService): Conversation | undefined {
  return channelId === null ? undefined : chat.conversationOf(channelId)?.conversation;
}

function requireSay({ user, memberPermissions }: Deed, { hostId }: Conversation): void {
  if (hostId === user.id || memberPermissions?.has(PermissionFlagsBits.ManageChannels)) return;
  throw new UserError(
    "not-the-host",
    `Only <@${hostId}>, who started this chat, and people with "Manage Channels" may do that.`,
    { values: { host: hostId } },
  );
}
