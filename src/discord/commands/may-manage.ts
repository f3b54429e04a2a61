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
  const conversation = runningIn(deed, chat);
  if (conversation !== undefined) requireSay(deed, conversation);
}

/** Whether {@link requireHost} lets them. */
export function maySay(deed: Deed, chat: ChatService): boolean {
  const conversation = runningIn(deed, chat);
  return conversation === undefined || hasSay(deed, conversation);
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

function runningIn(deed: Deed, chat: ChatService): Conversation | undefined {
  const conversation = conversationOf(deed, chat);
  return conversation?.status === "stopped" ? undefined : conversation;
}

function hasSay({ user, memberPermissions }: Deed, { hostId }: Conversation): boolean {
  return (
    hostId === user.id || (memberPermissions?.has(PermissionFlagsBits.ManageChannels) ?? false)
  );
}

function requireSay(deed: Deed, conversation: Conversation): void {
  if (hasSay(deed, conversation)) return;
  const { hostId } = conversation;
  throw new UserError(
    "not-the-host",
    `Only <@${hostId}>, who started this chat, and people with "Manage Channels" may do that.`,
    { values: { host: hostId } },
  );
}
