import type { ChannelKind, SimChannel, ThreadState, WireObject } from "../world/records.ts";
import type { World } from "../world/world.ts";
import { wireUser } from "./wire-user.ts";

/** Discord's channel types. */
export const channelTypes = {
  text: 0,
  "direct-message": 1,
  group: 3,
  category: 4,
  announcement: 5,
  thread: 11,
  forum: 15,
} as const satisfies Record<ChannelKind, number>;

const privateThread = 12;

export function wireChannel(channel: SimChannel, world: World): WireObject {
  const common = {
    id: channel.id,
    type: channel.thread?.isPrivate === true ? privateThread : channelTypes[channel.kind],
    flags: 0,
    last_message_id: channel.lastMessageId,
  };
  if (channel.kind === "direct-message") {
    const recipient =
      channel.recipientId === null ? undefined : world.userById.get(channel.recipientId);
    return { ...common, recipients: recipient === undefined ? [] : [wireUser(recipient)] };
  }
  if (channel.kind === "group")
    return {
      ...common,
      name: channel.name,
      recipients: (channel.participantIds ?? []).flatMap((id) => {
        const user = world.userById.get(id);
        return user === undefined ? [] : [wireUser(user)];
      }),
    };
  const inGuild = {
    ...common,
    guild_id: channel.guildId,
    name: channel.name,
    parent_id: channel.parentId,
    rate_limit_per_user: channel.slowmodeSeconds,
  };
  if (channel.thread !== null) return { ...inGuild, ...wireThread(channel, channel.thread, world) };
  return {
    ...inGuild,
    topic: channel.topic,
    position: channel.position,
    nsfw: channel.nsfw,
    permission_overwrites: channel.overwrites.map((overwrite) => ({
      id: overwrite.id,
      type: overwrite.type === "role" ? 0 : 1,
      allow: overwrite.allow,
      deny: overwrite.deny,
    })),
    ...(channel.kind === "forum" ? { available_tags: [] } : {}),
  };
}

/** A user's membership in a thread. */
export function wireThreadMember(thread: SimChannel, userId: string): WireObject {
  return {
    id: thread.id,
    user_id: userId,
    join_timestamp: new Date(thread.createdAt).toISOString(),
    flags: 0,
  };
}

function wireThread(channel: SimChannel, thread: ThreadState, world: World): WireObject {
  const createdAt = new Date(channel.createdAt).toISOString();
  const count = world.messagesIn(channel.id).filter((message) => message.visibleTo === null).length;
  return {
    owner_id: thread.ownerId,
    thread_metadata: {
      archived: thread.archived,
      archive_timestamp: createdAt,
      auto_archive_duration: thread.autoArchiveMinutes,
      locked: thread.locked,
      create_timestamp: createdAt,
    },
    message_count: count,
    member_count: thread.memberIds.length,
    total_message_sent: count,
  };
}
