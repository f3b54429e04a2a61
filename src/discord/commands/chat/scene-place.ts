import {
  ChannelType,
  type ChatInputCommandInteraction,
  type PermissionsString,
  type ThreadChannel,
} from "discord.js";
import { scenarioOf } from "../../../conversation/threads/thread-scenes.ts";
import { UserError } from "../../../lib/errors.ts";
import { mayNotWrite } from "./require-voice.ts";

/** Where a scene takes place: in this channel, or in a thread of its own. */
export const scenePlaces = ["here", "thread", "private-thread"] as const;
export type ScenePlace = (typeof scenePlaces)[number];

const longestName = 100;

/**
 * Opens the thread of a scene, with the host in it.
 *
 * @throws UserError where there can be no thread, or the bot may not open one.
 */
export async function openSceneThread(
  interaction: ChatInputCommandInteraction,
  place: Exclude<ScenePlace, "here">,
  name: string,
): Promise<ThreadChannel> {
  const { channel, appPermissions, user } = interaction;
  if (channel?.type !== ChannelType.GuildText)
    throw new UserError(
      "no-threads-here",
      "There can be no thread here. Use this in a text channel of a server, or start the chat here.",
    );
  const isPrivate = place === "private-thread";
  const create: PermissionsString = isPrivate ? "CreatePrivateThreads" : "CreatePublicThreads";
  const missing = ([create, "SendMessagesInThreads"] as const).filter(
    (permission) => !appPermissions.has(permission),
  );
  if (missing.length > 0) throw mayNotWrite(missing, interaction);
  const thread = await channel.threads.create({
    name: Array.from(name).slice(0, longestName).join(""),
    type: isPrivate ? ChannelType.PrivateThread : ChannelType.PublicThread,
    ...(isPrivate ? { invitable: false } : {}),
  });
  await thread.members.add(user.id);
  return thread;
}

/** What opened the forum post in which a command is used, with its title; undefined elsewhere, and when it is gone. */
export async function postScenario({
  channel,
}: Pick<ChatInputCommandInteraction, "channel">): Promise<string | undefined> {
  if (!channel?.isThread() || channel.parent?.type !== ChannelType.GuildForum) return undefined;
  const starter = await channel.fetchStarterMessage().catch(() => null);
  return starter === null ? undefined : scenarioOf(channel.name, starter.content);
}
