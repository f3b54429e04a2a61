import {
  type Guild,
  type GuildMember,
  type Message,
  MessageReferenceType,
  MessageType,
} from "discord.js";
import type { BotIdentity, MessageFacts } from "./heard-message.ts";

/** Joins, pins, boosts and the like are not said by anyone. */
export function isSaid(message: Message): boolean {
  return message.type === MessageType.Default || message.type === MessageType.Reply;
}

/** What discord.js knows of a message. */
export function readMessage(message: Message): MessageFacts {
  const { author, mentions, reference } = message;
  const isForward = reference?.type === MessageReferenceType.Forward;
  const members = mentions.members;
  return {
    messageId: message.id,
    channelId: message.channelId,
    guildId: message.guildId,
    authorId: author.id,
    authorName: message.member?.displayName ?? author.displayName,
    authorRoleIds: rolesOf(message.member),
    webhookApplicationId: message.webhookId === null ? null : message.applicationId,
    authorIsBot: author.bot || message.webhookId !== null,
    content: message.content,
    userNames: new Map(
      mentions.users.map((user) => [
        user.id,
        members?.get(user.id)?.displayName ?? user.displayName,
      ]),
    ),
    roleNames: new Map(mentions.roles.map((role) => [role.id, role.name])),
    channelNames: new Map(
      mentions.channels.map((channel) => [
        channel.id,
        "name" in channel ? (channel.name ?? "") : "",
      ]),
    ),
    attachmentNames: message.attachments.map((attachment) => attachment.name),
    stickerNames: message.stickers.map((sticker) => sticker.name),
    forwarded: isForward
      ? message.messageSnapshots
          .map((snapshot) => snapshot.content ?? "")
          .filter((text) => text !== "")
      : [],
    repliesToMessageId: isForward ? null : (reference?.messageId ?? null),
  };
}

/** Without the one that everyone has. */
function rolesOf(member: GuildMember | null): readonly string[] {
  if (member === null) return [];
  return [...member.roles.cache.values()]
    .filter(({ id }) => id !== member.guild.id)
    .toSorted((a, b) => b.comparePositionTo(a))
    .map(({ id }) => id);
}

export function botIdentity(botUserId: string, guild: Guild | null): BotIdentity {
  return { userId: botUserId, roleId: guild?.members.me?.roles.botRole?.id ?? null };
}
