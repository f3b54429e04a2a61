import type { HeardMessage } from "../../conversation/ports.ts";

/** A Discord message, reduced to what a conversation could want of it. */
export interface MessageFacts {
  readonly messageId: string;
  readonly channelId: string;
  readonly guildId: string | null;
  readonly authorId: string;
  readonly authorName: string;
  /** The highest first. */
  readonly authorRoleIds: readonly string[];
  /** The application whose webhook sent it. */
  readonly webhookApplicationId?: string | null;
  /** Sent by a bot or a webhook. */
  readonly authorIsBot: boolean;
  readonly content: string;
  /** Display names by id, as far as they are known. */
  readonly userNames: ReadonlyMap<string, string>;
  readonly roleNames: ReadonlyMap<string, string>;
  readonly channelNames: ReadonlyMap<string, string>;
  readonly attachmentNames: readonly string[];
  readonly stickerNames: readonly string[];
  /** Text of messages that this one forwards. */
  readonly forwarded: readonly string[];
  readonly repliesToMessageId: string | null;
}

/** Who the bot is in the eyes of those who write. */
export interface BotIdentity {
  readonly userId: string;
  /** The role that Discord made for the bot in this server; people mention it by mistake. */
  readonly roleId: string | null;
}

/** The message as text that reads well to a model: names instead of numbers, and no call for the bot itself. */
export function heardMessage(facts: MessageFacts, bot: BotIdentity): HeardMessage {
  const lines = [
    plainText(facts, bot),
    ...facts.forwarded.map((text) => `*forwards:* ${text}`),
    ...facts.stickerNames.map((name) => `*sends a sticker: ${name}*`),
  ];
  return {
    messageId: facts.messageId,
    channelId: facts.channelId,
    guildId: facts.guildId,
    authorId: facts.authorId,
    authorName: facts.authorName,
    authorRoleIds: facts.authorRoleIds,
    authorIsBot: facts.authorIsBot,
    ...(facts.webhookApplicationId == null
      ? {}
      : { webhookApplicationId: facts.webhookApplicationId }),
    text: lines.filter((line) => line !== "").join("\n"),
    attachmentNames: facts.attachmentNames,
    mentionsBot: botMention(bot).test(facts.content),
    repliesToMessageId: facts.repliesToMessageId,
  };
}

function plainText(facts: MessageFacts, bot: BotIdentity): string {
  const mention = botMention(bot).source;
  return facts.content
    .replace(new RegExp(` *${mention}(?=[.!?])`, "g"), "")
    .replace(new RegExp(`${mention}[,:]? *`, "g"), "")
    .replace(/<@!?(\d+)>/g, (_, id: string) => facts.userNames.get(id) ?? "someone")
    .replace(/<@&(\d+)>/g, (_, id: string) => `@${facts.roleNames.get(id) ?? "role"}`)
    .replace(/<#(\d+)>/g, (_, id: string) => `#${facts.channelNames.get(id) ?? "channel"}`)
    .replace(/<a?:(\w+):\d+>/g, ":$1:")
    .trim();
}

function botMention({ userId, roleId }: BotIdentity): RegExp {
  return new RegExp(roleId === null ? `<@!?${userId}>` : `<@(?:!?${userId}|&${roleId})>`);
}
