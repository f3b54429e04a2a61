import { type Client, PermissionFlagsBits } from "discord.js";
import { type RESTPostAPIChannelMessageJSONBody, Routes } from "discord-api-types/v10";
import type { HearOutcome } from "../../conversation/chat-service.ts";
import type { HeardMessage } from "../../conversation/ports.ts";
import type { Clock } from "../../lib/clock.ts";
import { coerceError } from "../../lib/errors.ts";
import type { Logger } from "../../lib/logger.ts";
import type { CommandIndex } from "../commands/command-index.ts";
import type { Texts } from "../texts/en/english.ts";
import { textsFor } from "../texts/texts.ts";

/** Says: not now, you are asking for more than there is. */
const refused = "⏳";
/** A channel is told the same thing again only after this long. */
const quietMs = 10 * 60_000;

export interface HintsOptions {
  readonly client: Client;
  /** Makes the commands that a hint names clickable. */
  readonly commands: Pick<CommandIndex, "link">;
  readonly clock: Pick<Clock, "now">;
  readonly logger: Logger;
}

/** Tells people who speak to the bot in vain what to do about it: once in a while, and never another bot. */
export class Hints {
  readonly #options: HintsOptions;
  /** When each channel was told last. */
  readonly #toldAt = new Map<string, number>();

  constructor(options: HintsOptions) {
    this.#options = options;
  }

  /** Never rejects: a hint that can't be sent is worth no trouble. */
  async tell(message: HeardMessage, outcome: HearOutcome): Promise<void> {
    if (outcome.because === "too-fast") {
      await this.#mark(message);
      return;
    }
    const hint = hintFor(message, outcome, textsFor(this.#placeOf(message)));
    if (hint === null || !this.#mayReply(message.channelId) || !this.#isDue(message.channelId))
      return;
    const body: RESTPostAPIChannelMessageJSONBody = {
      content: this.#options.commands.link(hint, 2000),
      // As a reply it is also never taken for a character's message, which is none.
      message_reference: { message_id: message.messageId, fail_if_not_exists: false },
      allowed_mentions: { parse: [] },
    };
    const { client, logger } = this.#options;
    try {
      await client.rest.post(Routes.channelMessages(message.channelId), { body });
    } catch (thrown) {
      const { channelId } = message;
      logger.debug({ channelId, error: coerceError(thrown) }, "a hint could not be sent");
    }
  }

  /** A message has no answer that its writer alone sees: so that nobody else is bothered, it gets a mark. */
  async #mark({ channelId, messageId }: HeardMessage): Promise<void> {
    const { client, logger } = this.#options;
    if (!this.#mayReact(channelId)) return;
    const emoji = encodeURIComponent(refused);
    try {
      await client.rest.put(Routes.channelMessageOwnReaction(channelId, messageId, emoji));
    } catch (thrown) {
      logger.debug({ channelId, error: coerceError(thrown) }, "a message could not be marked");
    }
  }

  #mayReact(channelId: string): boolean {
    const { client } = this.#options;
    const channel = client.channels.cache.get(channelId);
    if (channel === undefined || client.user === null) return false;
    if (channel.isDMBased()) return true;
    const { ViewChannel, ReadMessageHistory, AddReactions } = PermissionFlagsBits;
    const needed = [ViewChannel, ReadMessageHistory, AddReactions];
    return channel.permissionsFor(client.user)?.has(needed) ?? false;
  }

  /** In a server its own language counts: everyone there reads the hint. */
  #placeOf({ guildId }: HeardMessage): { readonly locale: string } {
    const { guilds } = this.#options.client;
    return { locale: (guildId && guilds.cache.get(guildId)?.preferredLocale) || "en" };
  }

  /** Asked of what the gateway told, since Discord counts refusals. */
  #mayReply(channelId: string): boolean {
    const { client } = this.#options;
    const channel = client.channels.cache.get(channelId);
    if (channel === undefined || client.user === null) return false;
    if (channel.isDMBased()) return true;
    const { ViewChannel, ReadMessageHistory, SendMessages, SendMessagesInThreads } =
      PermissionFlagsBits;
    const send = channel.isThread() ? SendMessagesInThreads : SendMessages;
    const needed = [ViewChannel, ReadMessageHistory, send];
    return channel.permissionsFor(client.user)?.has(needed) ?? false;
  }

  #isDue(channelId: string): boolean {
    const now = this.#options.clock.now();
    for (const [told, at] of this.#toldAt) if (now - at >= quietMs) this.#toldAt.delete(told);
    if (this.#toldAt.has(channelId)) return false;
    this.#toldAt.set(channelId, now);
    return true;
  }
}

/** What to say to somebody who expects an answer and gets none; null where silence is what they expect. */
export function hintFor(
  message: HeardMessage,
  outcome: HearOutcome,
  { general: { hints } }: Pick<Texts, "general">,
): string | null {
  if (outcome.answered) return null;
  if (outcome.because === "character-missing") return hints.characterMissing;
  if (!message.mentionsBot && message.guildId !== null) return null;
  if (outcome.because === "no-conversation") return hints.noConversation;
  if (outcome.because === "stopped") return hints.stopped;
  if (outcome.because === "direct-messages-off") return hints.directMessagesOff;
  return null;
}
