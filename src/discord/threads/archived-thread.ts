import { type Client, DiscordAPIError, type Interaction } from "discord.js";
import { RESTJSONErrorCodes, Routes } from "discord-api-types/v10";
import { UserError } from "../../lib/errors.ts";

/**
 * Changes something that stands in a channel. In an archived thread Discord lets nobody change anything: that is woken up
 * first, as a new message would do. Throws what Discord answers, also where the thread may not be woken up.
 */
export async function changeAwake<T>(
  client: Client,
  channelId: string,
  change: () => Promise<T>,
): Promise<T> {
  const channel = client.channels.cache.get(channelId);
  if (channel?.isThread() && channel.archived) await wake(client, channelId);
  try {
    return await change();
  } catch (thrown) {
    // The gateway may not have told yet that it was archived.
    if (!isArchived(thrown)) throw thrown;
    await wake(client, channelId);
    return change();
  }
}

/**
 * Says so before anything is made that could not be shown.
 *
 * @throws UserError `thread-locked` in an archived thread that is locked too: only who manages threads wakes that up.
 */
export function requireOpenThread({ channel }: Pick<Interaction, "channel">): void {
  if (!channel?.isThread() || !channel.archived || !channel.locked || channel.manageable) return;
  throw new UserError(
    "thread-locked",
    "This thread is archived and locked, so nothing can change here. Whoever manages threads can open it again.",
  );
}

/** Whoever may write in a thread that isn't locked may wake it up. */
async function wake({ rest }: Client, channelId: string): Promise<void> {
  await rest.patch(Routes.channel(channelId), { body: { archived: false } });
}

function isArchived(thrown: unknown): boolean {
  return (
    thrown instanceof DiscordAPIError &&
    thrown.code === RESTJSONErrorCodes.InvalidActionOnArchivedThread
  );
}
