import { intentBits } from "../gateway/intents.ts";
import { wireGatewayMessage, wireReactionEmoji } from "../wire/wire-message.ts";
import { wireMember, wireUser } from "../wire/wire-user.ts";
import type {
  MessageAuthor,
  SimAttachment,
  SimChannel,
  SimMessage,
  SimUser,
  WireObject,
} from "../world/records.ts";
import type { Mentions } from "./mentions.ts";
import type { Platform } from "./platform.ts";

/** Message flags by Discord's bits. */
export const messageFlags = {
  suppressEmbeds: 1 << 2,
  ephemeral: 1 << 6,
  loading: 1 << 7,
  suppressNotifications: 1 << 12,
  componentsV2: 1 << 15,
} as const;

export interface MessageDraft {
  /** Left out: the next one. What opens a forum post has the post's own. */
  readonly id?: string;
  readonly channel: SimChannel;
  readonly author: MessageAuthor;
  readonly type: number;
  readonly content: string;
  readonly embeds: readonly WireObject[];
  readonly components: readonly WireObject[];
  readonly attachments: readonly SimAttachment[];
  readonly flags: number;
  readonly mentions: Mentions;
  readonly applicationId: string | null;
  readonly replyToId: string | null;
  readonly visibleTo: string | null;
  readonly interactionId: string | null;
  readonly nonce: string | null;
  readonly tts: boolean;
}

/** What is left out stays as it is. */
export interface MessageChange {
  readonly content?: string | undefined;
  readonly embeds?: readonly WireObject[] | undefined;
  readonly components?: readonly WireObject[] | undefined;
  readonly attachments?: readonly SimAttachment[] | undefined;
  readonly flags?: number | undefined;
  readonly mentions?: Mentions | undefined;
}

export function authorOfUser(
  user: SimUser,
  guildId: string | null,
  { world }: Platform,
): MessageAuthor {
  return {
    id: user.id,
    name: world.displayName(user, guildId),
    avatar: user.avatar,
    bot: user.bot,
    webhookId: null,
  };
}

/** Puts a message in its channel and tells everyone who may see it. */
export function postMessage(draft: MessageDraft, platform: Platform): SimMessage {
  const { channel, mentions, ...rest } = draft;
  const message: SimMessage = {
    ...rest,
    id: rest.id ?? platform.ids.next(),
    channelId: channel.id,
    guildId: channel.guildId,
    createdAt: platform.clock.now(),
    editedAt: null,
    deletedAt: null,
    revisions: [],
    mentionedUserIds: mentions.userIds,
    mentionedRoleIds: mentions.roleIds,
    mentionsEveryone: mentions.everyone,
    reactions: [],
  };
  platform.world.addMessage(message);
  channel.lastMessageId = message.id;
  platform.emit({ type: "message-created", message });
  dispatchMessage("MESSAGE_CREATE", message, platform);
  return message;
}

/** Edits a message and keeps what it said before. A deferred message that is filled in isn't marked as edited. */
export function reviseMessage(
  message: SimMessage,
  change: MessageChange,
  platform: Platform,
): SimMessage {
  const now = platform.clock.now();
  const wasLoading = (message.flags & messageFlags.loading) !== 0;
  message.revisions.push({
    content: message.content,
    embeds: message.embeds,
    components: message.components,
    since: message.editedAt ?? message.revisions.at(-1)?.since ?? message.createdAt,
  });
  message.content = change.content ?? message.content;
  message.embeds = change.embeds ?? message.embeds;
  message.components = change.components ?? message.components;
  message.attachments = change.attachments ?? message.attachments;
  message.flags = (change.flags ?? message.flags) & ~messageFlags.loading;
  if (change.mentions !== undefined) {
    message.mentionedUserIds = change.mentions.userIds;
    message.mentionedRoleIds = change.mentions.roleIds;
    message.mentionsEveryone = change.mentions.everyone;
  }
  if (!wasLoading) message.editedAt = now;
  platform.emit({ type: "message-updated", message });
  dispatchMessage("MESSAGE_UPDATE", message, platform);
  return message;
}

/** Deletes messages of one channel; several at once are told as one event, as Discord does for a bulk delete. */
export function removeMessages(messages: readonly SimMessage[], platform: Platform): void {
  const [first] = messages;
  if (first === undefined) return;
  const channel = platform.world.channelById.get(first.channelId);
  for (const message of messages) {
    message.deletedAt = platform.clock.now();
    if (channel !== undefined)
      channel.pinnedMessageIds = channel.pinnedMessageIds.filter((id) => id !== message.id);
    platform.emit({ type: "message-deleted", message });
  }
  const told = messages.filter((message) => message.visibleTo === null);
  if (told.length === 0 || !isSeenByBot(first.channelId, platform)) return;
  const place = {
    channel_id: first.channelId,
    ...(first.guildId === null ? {} : { guild_id: first.guildId }),
  };
  platform.dispatch(
    messages.length === 1
      ? {
          event: "MESSAGE_DELETE",
          intents: messageIntent(first),
          data: () => ({ id: first.id, ...place }),
        }
      : {
          event: "MESSAGE_DELETE_BULK",
          intents: messageIntent(first),
          data: () => ({ ids: told.map((message) => message.id), ...place }),
        },
  );
}

/** Adds or takes back a user's reaction; says nothing when there is nothing to change. */
export function changeReaction(
  change: {
    readonly message: SimMessage;
    readonly user: SimUser;
    readonly emoji: string;
    readonly add: boolean;
  },
  platform: Platform,
): void {
  const { message, user, emoji, add } = change;
  const reaction = message.reactions.find((candidate) => candidate.emoji === emoji);
  if ((reaction?.userIds.includes(user.id) ?? false) === add) return;
  if (add && reaction === undefined) message.reactions.push({ emoji, userIds: [user.id] });
  else if (add) reaction?.userIds.push(user.id);
  else if (reaction !== undefined) {
    reaction.userIds.splice(reaction.userIds.indexOf(user.id), 1);
    if (reaction.userIds.length === 0)
      message.reactions.splice(message.reactions.indexOf(reaction), 1);
  }
  platform.emit({ type: "reactions-changed", message });
  if (!isSeenByBot(message.channelId, platform)) return;
  const { world } = platform;
  const member = message.guildId === null ? undefined : world.memberOf(message.guildId, user.id);
  platform.dispatch({
    event: add ? "MESSAGE_REACTION_ADD" : "MESSAGE_REACTION_REMOVE",
    intents:
      message.guildId === null
        ? intentBits.directMessageReactions
        : intentBits.guildMessageReactions,
    data: () => ({
      user_id: user.id,
      channel_id: message.channelId,
      message_id: message.id,
      emoji: wireReactionEmoji(emoji),
      burst: false,
      type: 0,
      message_author_id: message.author.id,
      ...(message.guildId === null ? {} : { guild_id: message.guildId }),
      ...(add && member !== undefined
        ? { member: { ...wireMember(member), user: wireUser(user) } }
        : {}),
    }),
  });
}

/** Shows that someone writes; Discord shows it for ten seconds. */
export function showTyping(user: SimUser, channel: SimChannel, platform: Platform): void {
  const now = platform.clock.now();
  platform.emit({ type: "typing", channelId: channel.id, userId: user.id, until: now + 10_000 });
  if (!isSeenByBot(channel.id, platform)) return;
  const member =
    channel.guildId === null ? undefined : platform.world.memberOf(channel.guildId, user.id);
  platform.dispatch({
    event: "TYPING_START",
    intents:
      channel.guildId === null ? intentBits.directMessageTyping : intentBits.guildMessageTyping,
    data: () => ({
      channel_id: channel.id,
      user_id: user.id,
      timestamp: Math.floor(now / 1000),
      ...(channel.guildId === null ? {} : { guild_id: channel.guildId }),
      ...(member === undefined ? {} : { member: { ...wireMember(member), user: wireUser(user) } }),
    }),
  });
}

function dispatchMessage(event: string, message: SimMessage, platform: Platform): void {
  // Ephemeral messages never pass the gateway: the bot has them from the answer to its request.
  if (message.visibleTo !== null || !isSeenByBot(message.channelId, platform)) return;
  // Bound to this moment: a later edit must not change what a replayed event says.
  const byContent = new Map<boolean, WireObject>();
  for (const withContent of [true, false])
    byContent.set(
      withContent,
      wireGatewayMessage(message, platform, {
        intents: withContent ? intentBits.messageContent : 0,
      }),
    );
  platform.dispatch({
    event,
    intents: messageIntent(message),
    data: (session) => byContent.get((session.intents & intentBits.messageContent) !== 0) ?? {},
  });
}

function messageIntent(message: SimMessage): number {
  return message.guildId === null ? intentBits.directMessages : intentBits.guildMessages;
}

function isSeenByBot(channelId: string, { world, bot }: Platform): boolean {
  return world.may(bot.id, "VIEW_CHANNEL", channelId);
}
