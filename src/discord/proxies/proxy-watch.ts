import type { HeldStore } from "../../conversation/personas/held-store.ts";
import type { HeardMessage } from "../../conversation/ports.ts";
import type { Clock } from "../../lib/clock.ts";
import { deferred } from "../../lib/deferred.ts";
import { credited, saysAgain } from "./match-copy.ts";

/** Proxies delete and repost within a second, mostly. */
export const holdMs = 1500;
/** Copies and originals of a channel that are remembered in case the other one comes late. */
const mostRemembered = 20;

export interface ProxyWatchOptions {
  readonly held: HeldStore;
  /** Nothing of what this person says may be kept, not even for a moment. */
  readonly isOptedOut: (userId: string) => boolean;
  /** Ids of bots that say people's messages again. */
  readonly proxyBots: ReadonlySet<string>;
  /** Whether one of them is in this server. Never rejects. */
  readonly isPresent: (guildId: string) => Promise<boolean>;
  /** Whether it matters what is said in this channel. */
  readonly hasChat: (channelId: string) => boolean;
  /** Who wrote what a proxy said again, where somebody can be asked; null when nobody knows. Never rejects. */
  readonly authorOf: (copyId: string) => Promise<string | null>;
  /** A copy has come of what was heard in the person's own name; false when that isn't there any more. */
  readonly credit: (originalId: string, copy: HeardMessage) => boolean;
  readonly clock: Clock;
}

interface Channel {
  /** What proxies said, oldest first, that no original has been found for. */
  copies: HeardMessage[];
  /** What people said and has been heard under their own names. */
  heard: HeardMessage[];
  /** The message that waits for its copy, and how to tell it. */
  waiting: { readonly original: HeardMessage; readonly found: (copy: HeardMessage) => void } | null;
}

/**
 * Keeps company with PluralKit, Tupperbox and their kin: what they delete and say again is heard once, as said by the
 * person, in the name that they gave it.
 */
export class ProxyWatch {
  readonly #options: ProxyWatchOptions;
  readonly #channels = new Map<string, Channel>();

  constructor(options: ProxyWatchOptions) {
    this.#options = options;
  }

  /** Told of each message as soon as it is there, however many stand in line before it. */
  notice(message: HeardMessage): void {
    if (!this.#isCopy(message)) return;
    const channel = this.#channel(message.channelId);
    const { waiting } = channel;
    if (waiting !== null && saysAgain(message, waiting.original)) waiting.found(message);
    else channel.copies = [...channel.copies, message].slice(-mostRemembered);
  }

  /**
   * What is to be heard of a message whose turn it is: itself, or what a proxy made of it; null for a copy of a message that
   * has been heard, which is credited to its name instead. Rejects with the signal's reason when aborted: then nothing has been heard.
   */
  async settle(message: HeardMessage, signal: AbortSignal): Promise<HeardMessage | null> {
    if (this.#isCopy(message)) return this.#settleCopy(message);
    const { guildId, channelId, authorIsBot } = message;
    const { isPresent, hasChat, held, proxyBots, isOptedOut } = this.#options;
    if (
      isOptedOut(message.authorId) ||
      guildId === null ||
      authorIsBot ||
      proxyBots.size === 0 ||
      !hasChat(channelId)
    )
      return message;
    if (!(await isPresent(guildId))) return message;
    const { messageId, authorId, authorName, text } = message;
    held.hold({ messageId, channelId, authorId, authorName, content: text });
    const copy = await this.#copyOf(message, signal);
    held.release(messageId);
    if (copy !== null) return credited(copy, message);
    const channel = this.#channel(channelId);
    channel.heard = [...channel.heard, message].slice(-mostRemembered);
    return message;
  }

  async #copyOf(original: HeardMessage, signal: AbortSignal): Promise<HeardMessage | null> {
    const channel = this.#channel(original.channelId);
    const early = channel.copies.find((copy) => saysAgain(copy, original));
    if (early !== undefined) {
      channel.copies = channel.copies.filter((copy) => copy !== early);
      return early;
    }
    const found = deferred<HeardMessage>();
    const patience = new AbortController();
    channel.waiting = { original, found: (copy) => found.resolve(copy) };
    try {
      return await Promise.race([
        found.promise,
        this.#options.clock
          .sleep(holdMs, AbortSignal.any([signal, patience.signal]))
          .then(() => null),
      ]);
    } finally {
      channel.waiting = null;
      patience.abort();
    }
  }

  /** Its original has been heard, or was held when the bot went down, or somebody knows whose it is. */
  async #settleCopy(copy: HeardMessage): Promise<HeardMessage | null> {
    const channel = this.#channel(copy.channelId);
    if (!channel.copies.some(({ messageId }) => messageId === copy.messageId)) return null;
    channel.copies = channel.copies.filter(({ messageId }) => messageId !== copy.messageId);
    const { held, authorOf, credit } = this.#options;
    const late = channel.heard.find((original) => saysAgain(copy, original));
    if (late !== undefined) {
      channel.heard = channel.heard.filter((original) => original !== late);
      const said = credited(copy, late);
      return credit(late.messageId, said) ? null : said;
    }
    const original = held
      .inChannel(copy.channelId)
      .find(({ content }) => saysAgain(copy, { text: content, attachmentNames: [] }));
    if (original !== undefined) {
      held.release(original.messageId);
      return credited(copy, { authorId: original.authorId });
    }
    const authorId = await authorOf(copy.messageId);
    return authorId === null ? null : credited(copy, { authorId });
  }

  #isCopy({ webhookApplicationId }: HeardMessage): boolean {
    return (
      typeof webhookApplicationId === "string" && this.#options.proxyBots.has(webhookApplicationId)
    );
  }

  #channel(channelId: string): Channel {
    const known = this.#channels.get(channelId);
    if (known !== undefined) return known;
    const channel: Channel = { copies: [], heard: [], waiting: null };
    this.#channels.set(channelId, channel);
    return channel;
  }
}
