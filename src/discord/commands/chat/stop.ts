import type { RequestService } from "../../../conversation/requests/request-desk.ts";
import { textsFor } from "../../texts/texts.ts";
import type { Command } from "../command.ts";
import { maySay, requireHost } from "../may-manage.ts";

/**
 * The character falls silent; a later start goes on with the same memory. Who may not end the chat stops what they wait
 * for in it themselves.
 */
export const stopChat: Command = {
  options: [],
  async run(interaction, { chat, requests }) {
    const texts = textsFor(interaction).chat;
    if (!maySay(interaction, chat)) {
      const replies = await stopOwn(interaction, requests);
      if (replies > 0) return { content: texts.stoppedOwn({ replies }) };
    }
    requireHost(interaction, chat);
    await chat.stop(interaction.channelId);
    return { content: texts.stopped, deed: "" };
  },
};

/** Returns how many replies to the person that stopped, which keep what is written of them. */
async function stopOwn(
  { channelId, user }: { readonly channelId: string; readonly user: { readonly id: string } },
  requests: RequestService,
): Promise<number> {
  const own = (await requests.of(user.id)).filter((each) => each.channelId === channelId);
  await Promise.all(own.map(({ turnId }) => requests.cancel(turnId, user.id)));
  return own.length;
}
