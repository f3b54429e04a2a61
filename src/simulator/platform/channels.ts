import { intentBits } from "../gateway/intents.ts";
import { wireChannel, wireThreadMember } from "../wire/wire-channel.ts";
import type { SimChannel, SimUser, ThreadState } from "../world/records.ts";
import type { Platform } from "./platform.ts";

export interface ChannelDraft {
  readonly kind: SimChannel["kind"];
  readonly guildId: string | null;
  readonly name: string;
  readonly parentId?: string | null;
  readonly nsfw?: boolean;
  readonly topic?: string | null;
  readonly slowmodeSeconds?: number;
  readonly recipientId?: string | null;
  readonly participantIds?: readonly string[];
  readonly thread?: ThreadState | null;
  /** Left out: one that depends on the order of building alone. */
  readonly id?: string;
}

/** Makes a channel or thread and tells the bot, except for direct messages, which Discord doesn't announce. */
export function addChannel(draft: ChannelDraft, platform: Platform): SimChannel {
  const { world } = platform;
  const channel: SimChannel = {
    id: draft.id ?? platform.ids.nextBuilt(),
    kind: draft.kind,
    guildId: draft.guildId,
    name: draft.name,
    topic: draft.topic ?? null,
    nsfw: draft.nsfw ?? false,
    slowmodeSeconds: draft.slowmodeSeconds ?? 0,
    position: world.channels.filter((other) => other.guildId === draft.guildId).length,
    parentId: draft.parentId ?? null,
    overwrites: [],
    recipientId: draft.recipientId ?? null,
    ...(draft.participantIds === undefined ? {} : { participantIds: draft.participantIds }),
    thread: draft.thread ?? null,
    lastMessageId: null,
    pinnedMessageIds: [],
    createdAt: platform.clock.now(),
  };
  world.channelById.set(channel.id, channel);
  platform.emit({ type: "channel-changed", channel });
  announce(channel, "CREATE", platform);
  return channel;
}

/** The direct messages between the bot and a person; made on first use. */
export function openDirectMessage(user: SimUser, platform: Platform): SimChannel {
  return (
    platform.world.directMessageWith(user.id) ??
    addChannel(
      { kind: "direct-message", guildId: null, name: user.username, recipientId: user.id },
      platform,
    )
  );
}

/** Call after changing a channel's fields. */
export function channelChanged(channel: SimChannel, platform: Platform): void {
  platform.emit({ type: "channel-changed", channel });
  announce(channel, "UPDATE", platform);
}

export function removeChannel(channel: SimChannel, platform: Platform): void {
  const { world } = platform;
  for (const below of world.channels.filter((other) => other.parentId === channel.id))
    if (below.kind === "thread") removeChannel(below, platform);
  announce(channel, "DELETE", platform);
  world.channelById.delete(channel.id);
  for (const webhook of world.webhooksIn(channel.id)) world.webhookById.delete(webhook.id);
  platform.emit({ type: "channel-deleted", channel });
}

export function updateThread(
  channel: SimChannel,
  change: Partial<Pick<ThreadState, "archived" | "locked" | "autoArchiveMinutes">>,
  platform: Platform,
): void {
  if (channel.thread === null) return;
  Object.assign(channel.thread, change);
  channelChanged(channel, platform);
}

/** Adds a member to a thread; the bot learns of its own joining. */
export function joinThread(channel: SimChannel, userId: string, platform: Platform): void {
  if (channel.thread === null || channel.thread.memberIds.includes(userId)) return;
  channel.thread.memberIds.push(userId);
  if (userId === platform.bot.id) announce(channel, "CREATE", platform);
}

export function webhooksChanged(channel: SimChannel, platform: Platform): void {
  platform.dispatch({
    event: "WEBHOOKS_UPDATE",
    intents: intentBits.guildWebhooks,
    data: () => ({ guild_id: channel.guildId, channel_id: channel.id }),
  });
}

function announce(
  channel: SimChannel,
  change: "CREATE" | "UPDATE" | "DELETE",
  platform: Platform,
): void {
  const { world, bot } = platform;
  // Direct messages aren't announced, and of guilds the bot hears where it is a member.
  if (channel.guildId === null || world.memberOf(channel.guildId, bot.id) === undefined) return;
  // Of a channel that the bot may no longer see it is told one last time, so that its cache learns why.
  const data = {
    ...wireChannel(channel, world),
    ...(channel.thread?.memberIds.includes(bot.id)
      ? { member: wireThreadMember(channel, bot.id) }
      : {}),
    ...(channel.thread !== null && change === "CREATE" ? { newly_created: true } : {}),
  };
  platform.dispatch({
    event: `${channel.thread === null ? "CHANNEL" : "THREAD"}_${change}`,
    intents: intentBits.guilds,
    data: () => data,
  });
}
