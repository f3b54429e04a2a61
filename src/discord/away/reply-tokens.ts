import type { Clock } from "../../lib/clock.ts";
import type { StateStore } from "../ports.ts";
import { isReplyTokens, type ReplyToken } from "./reply-token.ts";

/** Discord lets an interaction's token live for fifteen minutes; a little less, since requests take their time. */
const livesMs = 14.5 * 60_000;
/** What Discord takes besides the first answer where the bot is no member. */
const mostFollowUps = 5;
/** More interactions than these are at work in no channel within fifteen minutes. */
const mostKept = 20;

/** Somebody used a command or a button in a place where the bot is no member. */
export interface TokenUse extends Pick<ReplyToken, "interactionId" | "token" | "locale"> {
  readonly channelId: string;
  /** The message whose button it is: the token can edit that one too. */
  readonly onMessageId: string | null;
}

/**
 * The tokens of interactions in places where the bot is no member: for fifteen minutes each, they are the only way to say
 * something there. Kept over a restart.
 */
export class ReplyTokens {
  readonly #state: StateStore;
  readonly #clock: Clock;
  /** Interactions that have yet to be answered: nothing can follow before that. By channel. */
  readonly #unanswered = new Map<string, Set<Promise<void>>>();

  constructor(state: StateStore, clock: Clock) {
    this.#state = state;
    this.#clock = clock;
  }

  /** Whether a channel was met as one where the bot is no member. */
  isAway(channelId: string): boolean {
    return this.#state.get(keyOf(channelId)) !== undefined;
  }

  /** The bot has become a member. */
  comeHome(channelId: string): void {
    this.#state.delete(keyOf(channelId));
  }

  /** Returns what to call once the interaction has been answered, with the message that answers it, or failed to be. */
  begin({ channelId, onMessageId, ...use }: TokenUse): (answerId?: string) => void {
    const entry: ReplyToken = {
      ...use,
      at: this.#clock.now(),
      followUps: 0,
      messageIds: onMessageId === null ? [] : [onMessageId],
    };
    if (!this.isAway(channelId)) this.#save(channelId, []);
    let settle = () => {};
    const answered = new Promise<void>((resolve) => {
      settle = resolve;
    });
    const unanswered = this.#unanswered.get(channelId) ?? new Set();
    this.#unanswered.set(channelId, unanswered.add(answered));
    return (answerId) => {
      if (!unanswered.delete(answered)) return;
      const messageIds = answerId === undefined ? entry.messageIds : [answerId];
      const others = this.#live(channelId).filter(
        ({ interactionId }) => interactionId !== entry.interactionId,
      );
      this.#save(channelId, [{ ...entry, messageIds }, ...others]);
      settle();
    };
  }

  /** The token for one more message, that of the message which is answered before any other; undefined when there is none. */
  async forSending(channelId: string, answers: string | null): Promise<ReplyToken | undefined> {
    const unanswered = this.#unanswered.get(channelId);
    if (unanswered !== undefined) await Promise.all(unanswered);
    const usable = this.#live(channelId).filter(({ followUps }) => followUps < mostFollowUps);
    const own = usable.find(({ messageIds }) => answers !== null && messageIds.includes(answers));
    return own ?? usable[0];
  }

  /** The token that may change a message, and whether it is its `@original`; undefined when none can any more. */
  forEditing(
    channelId: string,
    message: { readonly messageId: string; readonly interactionId: string | null },
  ): { readonly token: ReplyToken; readonly isOriginal: boolean } | undefined {
    const live = this.#live(channelId);
    const on = live.find(({ messageIds }) => messageIds.includes(message.messageId));
    if (on !== undefined) return { token: on, isOriginal: true };
    const own = live.find(({ interactionId }) => interactionId === message.interactionId);
    return own && { token: own, isOriginal: false };
  }

  /** Counts a message that was sent by a token. */
  sent(channelId: string, { interactionId }: ReplyToken): void {
    this.#change(channelId, interactionId, ({ followUps, ...rest }) => ({
      ...rest,
      followUps: followUps + 1,
    }));
  }

  /** Discord takes nothing more by this token. */
  exhausted(channelId: string, { interactionId }: ReplyToken): void {
    this.#change(channelId, interactionId, (token) => ({ ...token, followUps: mostFollowUps }));
  }

  /** Discord doesn't know the token any more. */
  dead(channelId: string, { interactionId }: ReplyToken): void {
    const left = this.#live(channelId).filter((token) => token.interactionId !== interactionId);
    this.#save(channelId, left);
  }

  /** Until when something can be said in a channel. */
  endsAt(channelId: string): number {
    const isBeingAnswered = (this.#unanswered.get(channelId)?.size ?? 0) > 0;
    const newest = isBeingAnswered ? this.#clock.now() : this.#live(channelId)[0]?.at;
    return newest === undefined ? this.#clock.now() : newest + livesMs;
  }

  /** The language of whoever used something here last. */
  localeOf(channelId: string): string {
    return this.#read(channelId)[0]?.locale ?? "en";
  }

  #change(channelId: string, id: string, change: (token: ReplyToken) => ReplyToken): void {
    const tokens = this.#live(channelId);
    this.#save(
      channelId,
      tokens.map((token) => (token.interactionId === id ? change(token) : token)),
    );
  }

  /** The newest first. */
  #live(channelId: string): readonly ReplyToken[] {
    const since = this.#clock.now() - livesMs;
    return this.#read(channelId).filter(({ at }) => at > since);
  }

  #read(channelId: string): readonly ReplyToken[] {
    const stored: unknown = JSON.parse(this.#state.get(keyOf(channelId)) ?? "[]");
    return isReplyTokens(stored) ? stored : [];
  }

  #save(channelId: string, tokens: readonly ReplyToken[]): void {
    this.#state.set(keyOf(channelId), JSON.stringify(tokens.slice(0, mostKept)));
  }
}

function keyOf(channelId: string): string {
  return `away.${channelId}`;
}
