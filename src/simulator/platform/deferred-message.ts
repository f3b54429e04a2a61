import type { SimChannel, SimInteraction, SimMessage } from "../world/records.ts";
import { noMentions } from "./mentions.ts";
import { authorOfUser, messageFlags, postMessage } from "./messages.ts";
import type { Platform } from "./platform.ts";

/** Puts "is thinking…" in the channel, seen by all or, with the ephemeral flag, by the person alone. */
export function postDeferred(
  interaction: SimInteraction,
  flags: number,
  channel: SimChannel,
  platform: Platform,
): SimMessage {
  const ephemeral = flags & messageFlags.ephemeral;
  return postMessage(
    {
      channel,
      author: authorOfUser(platform.bot, channel.guildId, platform),
      type: interaction.kind === "slash" ? 20 : 0,
      content: "",
      embeds: [],
      components: [],
      attachments: [],
      flags: messageFlags.loading | ephemeral,
      mentions: noMentions,
      applicationId: platform.bot.id,
      replyToId: null,
      visibleTo: ephemeral === 0 ? null : interaction.userId,
      interactionId: interaction.id,
      nonce: null,
      tts: false,
    },
    platform,
  );
}
