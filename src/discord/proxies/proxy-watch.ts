import type { HeldStore } from "../../conversation/personas/held-store.ts";
import type { HeardMessage } from "../../conversation/ports.ts";
import type { Clock } from "../../lib/clock.ts";
import { deferred } from "../../lib/deferred.ts";
import { credited, leftToSay, saysAgain } from "./match-copy.ts";

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
  /** What people said and stands in line to be heard. */
  coming: HeardMessage[];
  /** What people said and has been heard under their own names. */
  heard: HeardMessage[];
  /** What is left of messages of which a part was said again: a proxy may say the rest in other names. */
  rests: HeardMessage[];
  /** Ids of what was deleted. */
  gone: string[];
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
    if (!this.#isCopy(message)) {
      if (!this.#mayBeCopied(message)) return;
      const channel = this.#channel(message.channelId);
      channel.coming = [...channel.coming, message].slice(-mostRemembered);
      return;
    }
    const channel = this.#channel(message.channelId);
    channel.copies = [...channel.copies, message].slice(-mostRemembered);
    lookForCopy(channel);
  }

  /** Told of messages that are gone: of which a copy in other words may be there. */
  noticeGone(channelId: string, messageIds: readonly string[]): void {
    const channel = this.#channels.get(channelId);
    if (channel === undefined) return;
    channel.gone = [...channel.gone, ...messageIds].slice(-mostRemembered);
    lookForCopy(channel);
  }

  /**
   * What is to be heard of a message whose turn it is: itself, or what a proxy made of it; null for a copy of a message that
   * has been heard, which is credited to its name instead. Rejects with the signal's reason when aborted: then nothing has been heard.
   */
  async settle(message: HeardMessage, signal: AbortSignal): Promise<HeardMessage | null> {
    if (this.#isCopy(message)) return this.#settleCopy(message);
    if (!this.#mayBeCopied(message)) return message;
    const { isPresent, held } = this.#options;
    const { messageId, channelId, guildId, authorId, authorName, text } = message;
    const channel = this.#channel(channelId);
    channel.coming = channel.coming.filter((each) => each.messageId !== messageId);
    if (!(await isPresent(guildId ?? ""))) return message;
    held.hold({ messageId, channelId, authorId, authorName, content: text });
    const copy = await this.#copyOf(message, signal);
    held.release(messageId);
    if (copy === null) {
      channel.heard = [...channel.heard, message].slice(-mostRemembered);
      return message;
    }
    keepRest(channel, copy, message);
    return credited(copy, message);
  }

  /** Whether a proxy could say this again, and whether that would matter. */
  #mayBeCopied({ authorId, authorIsBot, guildId, channelId }: HeardMessage): boolean {
    const { hasChat, proxyBots, isOptedOut } = this.#options;
    if (guildId === null || authorIsBot || proxyBots.size === 0) return false;
    return !isOptedOut(authorId) && hasChat(channelId);
  }

  async #copyOf(original: HeardMessage, signal: AbortSignal): Promise<HeardMessage | null> {
    const channel = this.#channel(original.channelId);
    const found = deferred<HeardMessage>();
    const patience = new AbortController();
    channel.waiting = { original, found: (copy) => found.resolve(copy) };
    try {
      lookForCopy(channel);
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
      keepRest(channel, copy, late);
      const said = credited(copy, late);
      return credit(late.messageId, said) ? null : said;
    }
    const rest = channel.rests.find((original) => saysAgain(copy, original));
    if (rest !== undefined) {
      channel.rests = channel.rests.filter((original) => original !== rest);
      keepRest(channel, copy, rest);
      return credited(copy, rest);
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
    const channel: Channel = {
      copies: [],
      coming: [],
      heard: [],
      rests: [],
      gone: [],
      waiting: null,
    };
    this.#channels.set(channelId, channel);
    return channel;
  }
}

/** Gives the message that waits its copy, where that is there. */
function lookForCopy(channel: Channel): void {
  const { waiting } = channel;
  if (waiting === null) return;
  const { original, found } = waiting;
  const copy =
    channel.copies.find((each) => saysAgain(each, original)) ?? copyInOtherWords(channel, original);
  if (copy === undefined) return;
  channel.waiting = null;
  channel.copies = channel.copies.filter((each) => each !== copy);
  found(copy);
}

/** Of what was deleted: a newer copy that says nobody else's words. Some proxies replace words, by what dice show for instance. */
function copyInOtherWords(
  { copies, coming, heard, gone }: Channel,
  { messageId }: HeardMessage,
): HeardMessage | undefined {
  if (!gone.includes(messageId)) return undefined;
  const others = [...coming, ...heard];
  return copies.find(
    (copy) =>
      BigInt(copy.messageId) > BigInt(messageId) && !others.some((other) => saysAgain(copy, other)),
  );
}

function keepRest(channel: Channel, copy: HeardMessage, original: HeardMessage): void {
  const rest = leftToSay(copy, original);
  if (rest !== null) channel.rests = [...channel.rests, rest].slice(-mostRemembered);
}
