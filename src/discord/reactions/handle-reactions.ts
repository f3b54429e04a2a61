import {
  type Client,
  type Guild,
  type MessageReaction,
  type PartialMessageReaction,
  type PartialUser,
  PermissionFlagsBits,
  type User,
} from "discord.js";
import { type APIMessage, Routes } from "discord-api-types/v10";
import type { Person } from "../../conversation/swipes/turn-rights.ts";
import type { Clock } from "../../lib/clock.ts";
import { coerceError, isAbort, UserError } from "../../lib/errors.ts";
import type { Logger } from "../../lib/logger.ts";
import type { Answer, CommandServices } from "../commands/command.ts";
import { textsFor } from "../texts/texts.ts";
import { reactionDeeds } from "./reaction-deeds.ts";

/** How long a question or a button stands that a reaction brought: everyone sees it. */
const standsMs = 60_000;

export interface ReactionContext {
  readonly services: Pick<CommandServices, "turns" | "settings" | "audit">;
  readonly clock: Clock;
  readonly logger: Logger;
}

interface Reacted {
  readonly guild: Guild;
  readonly channelId: string;
  readonly messageId: string;
  readonly emoji: string;
  readonly userId: string;
}

/**
 * Takes reactions for controls where a server's settings say so, for phones and out of habit. A reaction has no answer that
 * its person alone sees: what can't be done is passed over. Returns how to stop.
 */
export function handleReactions(client: Client, context: ReactionContext): () => void {
  const stopping = new AbortController();
  const onReaction = (
    { message, emoji }: MessageReaction | PartialMessageReaction,
    user: User | PartialUser,
  ) => {
    const { guild, channelId, id: messageId } = message;
    const name = emoji.name ?? "";
    if (guild === null || user.bot === true || !reactionDeeds.has(name)) return;
    const reacted = { guild, channelId, messageId, emoji: name, userId: user.id };
    void act(client, reacted, context, stopping.signal);
  };
  client.on("messageReactionAdd", onReaction);
  return () => {
    stopping.abort();
    client.off("messageReactionAdd", onReaction);
  };
}

/** Never rejects. */
async function act(
  client: Client,
  reacted: Reacted,
  context: ReactionContext,
  stopping: AbortSignal,
): Promise<void> {
  const { services, logger } = context;
  const { guild, channelId, messageId, emoji } = reacted;
  try {
    if (!services.settings.at(channelId).values.reactions) return;
    const deed = reactionDeeds.get(emoji);
    const face = services.turns.ofMessage(channelId, messageId);
    const person = personIn(reacted, services);
    const { turns: texts } = textsFor({ locale: guild.preferredLocale });
    const answer = await deed?.(face, person, services, texts);
    if (answer?.rows !== undefined) await ask(client, reacted, answer, context, stopping);
  } catch (thrown) {
    if (thrown instanceof UserError || isAbort(thrown, stopping))
      logger.debug({ channelId, error: coerceError(thrown) }, "a reaction did nothing");
    else logger.warn({ channelId, error: coerceError(thrown) }, "a reaction could not be handled");
  }
}

function personIn(
  { guild, channelId, userId }: Reacted,
  { settings }: ReactionContext["services"],
): Person {
  // Discord sends the member along with the reaction.
  const roles = guild.members.cache.get(userId)?.roles.cache;
  const roleIds = [...(roles?.values() ?? [])]
    .sort((a, b) => b.position - a.position)
    .map(({ id }) => id);
  const channel = guild.channels.cache.get(channelId);
  const manages = channel?.permissionsFor(userId)?.has(PermissionFlagsBits.ManageChannels) ?? false;
  const { managers } = settings.ofGuild(guild.id).values;
  return { userId, roleIds, manages: manages || roleIds.some((id) => managers.includes(id)) };
}

/** Puts buttons below the message for a while. Who may press them is checked when they are pressed. */
async function ask(
  { rest }: Client,
  { channelId, messageId, userId }: Reacted,
  { content, rows }: Answer,
  { clock }: ReactionContext,
  stopping: AbortSignal,
): Promise<void> {
  const body = {
    content: `-# <@${userId}>${content === undefined ? "" : `\n${content}`}`,
    components: rows,
    // As a reply it is never taken for a character's message, which is none.
    message_reference: { message_id: messageId, fail_if_not_exists: false },
    allowed_mentions: { parse: [] },
  };
  const route = Routes.channelMessages(channelId);
  const { id } = (await rest.post(route, { body })) as APIMessage;
  try {
    await clock.sleep(standsMs, stopping);
  } finally {
    await rest.delete(Routes.channelMessage(channelId, id));
  }
}
