import { ChannelType, type ChatInputCommandInteraction, type ThreadChannel } from "discord.js";
import type { StartChat } from "../../../conversation/chat-service.ts";
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

/** What opened the forum post in which a command is used, with its title, and who wrote it; empty elsewhere, and when it is gone. */
export async function postScenario({
  channel,
}: Pick<ChatInputCommandInteraction, "channel">): Promise<
  Pick<StartChat, "scenario" | "scenarioBy">
> {
  if (!channel?.isThread() || channel.parent?.type !== ChannelType.GuildForum) return {};
  const starter = await channel.fetchStarterMessage().catch(() => null);
  if (starter === null) return {};
  return {
    scenario: scenarioOf(channel.name, starter.content),
    scenarioBy: starter.author.id,
  };
}
