import { ChannelType, type ChatInputCommandInteraction } from "discord.js";
import { UserError } from "../../../lib/errors.ts";
import { isAway } from "../../away/is-away.ts";
import type { Texts } from "../../texts/en/english.ts";
import { texts, textsFor } from "../../texts/texts.ts";
import { requireOpenThread } from "../../threads/archived-thread.ts";

/** Says so before anything is generated that could not be shown. */
export function requireVoice(interaction: ChatInputCommandInteraction): void {
  const { guildId, channel, appPermissions } = interaction;
  // Where the bot is no member, it answers who uses its commands, whatever it may there.
  if (guildId === null || isAway(interaction)) return;
  requireOpenThread(interaction);
  requireHearing(interaction);
  const send = channel?.isThread() ? "SendMessagesInThreads" : "SendMessages";
  const missing = (["ViewChannel", send] as const).filter((name) => !appPermissions.has(name));
  if (missing.length > 0) throw mayNotWrite(missing, interaction);
}

/** A private thread says nothing to whoever isn't in it, though the parent's webhook could speak there. */
function requireHearing({ channel }: Pick<ChatInputCommandInteraction, "channel">): void {
  if (channel?.type !== ChannelType.PrivateThread || channel.archived) return;
  if (channel.joined || channel.manageable) return;
  throw new UserError(
    "not-in-private-thread",
    "I am not in this private thread, so I would hear nothing of what is said here. Mention me here, which brings me in, and try again.",
  );
}

/** Names the permissions in the person's language. */
export function mayNotWrite(
  missing: readonly (keyof Texts["permissions"])[],
  person: { readonly locale: string },
): UserError {
  const named = ({ permissions }: Texts) =>
    missing.map((name) => `"${permissions[name]}"`).join(", ");
  return new UserError(
    "bot-may-not-write",
    `I may not write in this channel. Please give me: ${named(texts.en)}.`,
    { values: { permissions: named(textsFor(person)) } },
  );
}
