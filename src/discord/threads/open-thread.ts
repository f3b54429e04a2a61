import {
  ChannelType,
  type Interaction,
  type PermissionsString,
  type TextChannel,
  type ThreadChannel,
} from "discord.js";
import { UserError } from "../../lib/errors.ts";
import type { Texts } from "../texts/en/english.ts";
import { texts, textsFor } from "../texts/texts.ts";

const longestName = 100;

/** Who wants one, and where they are. */
export type ThreadOpener = Pick<Interaction, "channel" | "appPermissions" | "user" | "locale">;

/**
 * Opens a thread below the text channel in which somebody is, or in whose thread, with them in it.
 *
 * @throws UserError where there can be no thread, or the bot may not open one.
 */
export async function openThread({
  person,
  isPrivate,
  name,
}: {
  readonly person: ThreadOpener;
  readonly isPrivate: boolean;
  readonly name: string;
}): Promise<ThreadChannel> {
  const channel = textChannelOf(person);
  const create: PermissionsString & keyof Texts["permissions"] = isPrivate
    ? "CreatePrivateThreads"
    : "CreatePublicThreads";
  const missing = ([create, "SendMessagesInThreads"] as const).filter(
    (permission) => !person.appPermissions.has(permission),
  );
  if (missing.length > 0) throw mayNotOpen(missing, person);
  const thread = await channel.threads.create({
    name: Array.from(name).slice(0, longestName).join(""),
    type: isPrivate ? ChannelType.PrivateThread : ChannelType.PublicThread,
    ...(isPrivate ? { invitable: false } : {}),
  });
  await thread.members.add(person.user.id);
  return thread;
}

/** Whether there can be a thread where somebody is: below a text channel of a server, or beside a thread of it. */
export function canHaveThread(person: Pick<ThreadOpener, "channel">): boolean {
  return textChannelAround(person) !== undefined;
}

function textChannelOf(person: ThreadOpener): TextChannel {
  const found = textChannelAround(person);
  if (found !== undefined) return found;
  throw new UserError(
    "no-threads-here",
    "There can be no thread here. Use this in a text channel of a server, or start the chat here.",
  );
}

function textChannelAround({ channel }: Pick<ThreadOpener, "channel">): TextChannel | undefined {
  const found = channel?.isThread() ? channel.parent : channel;
  return found?.type === ChannelType.GuildText ? found : undefined;
}

function mayNotOpen(
  missing: readonly (keyof Texts["permissions"])[],
  person: { readonly locale: string },
): UserError {
  const named = ({ permissions }: Texts) =>
    missing.map((name) => `"${permissions[name]}"`).join(", ");
  return new UserError(
    "bot-may-not-open-thread",
    `I may not open a thread here. Please give me: ${named(texts.en)}.`,
    { values: { permissions: named(textsFor(person)) } },
  );
}
