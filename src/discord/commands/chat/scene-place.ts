import { ChannelType, type ChatInputCommandInteraction, type ThreadChannel } from "discord.js";
import { scenarioOf } from "../../../conversation/threads/thread-scenes.ts";
import { openThread } from "../../threads/open-thread.ts";

/** Where a scene takes place: in this channel, or in a thread of its own. */
export const scenePlaces = ["here", "thread", "private-thread"] as const;
export type ScenePlace = (typeof scenePlaces)[number];

/**
 * Opens the thread of a scene, with the host in it.
 *
 * @throws UserError where there can be no thread, or the bot may not open one.
 */
export function openSceneThread(
  interaction: ChatInputCommandInteraction,
  place: Exclude<ScenePlace, "here">,
  name: string,
): Promise<ThreadChannel> {
  return openThread({ person: interaction, isPrivate: place === "private-thread", name });
}

/** What opened the forum post in which a command is used, with its title; undefined elsewhere, and when it is gone. */
export async function postScenario({
  channel,
}: Pick<ChatInputCommandInteraction, "channel">): Promise<string | undefined> {
  if (!channel?.isThread() || channel.parent?.type !== ChannelType.GuildForum) return undefined;
  const starter = await channel.fetchStarterMessage().catch(() => null);
  return starter === null ? undefined : scenarioOf(channel.name, starter.content);
}
