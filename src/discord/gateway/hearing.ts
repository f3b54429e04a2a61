import type { Client } from "discord.js";
import type { ChatService, HearOutcome } from "../../conversation/chat-service.ts";
import type { HeardMessage } from "../../conversation/ports.ts";
import { backOffMs } from "../../lib/back-off.ts";
import type { Clock } from "../../lib/clock.ts";
import { coerceError, isAbort, OperationalError } from "../../lib/errors.ts";
import { KeyedMutex } from "../../lib/keyed-mutex.ts";
import type { Logger } from "../../lib/logger.ts";
import { sharedAbortController } from "../../lib/shared-abort-controller.ts";
import { discordProblem } from "../discord-problem.ts";
import type { ProxyWatch } from "../proxies/proxy-watch.ts";
import { missedMessages } from "./missed-messages.ts";

/** After a long absence, only the newest messages of a channel are still worth hearing. */
const mostMissedMessages = 50;

/** A channel whose messages after the last that was heard may have been missed. */
export interface MissedChannel {
  readonly channelId: string;
  /** Asked when all that came before is heard. Undefined: nothing ever was. */
  readonly lastHeard: () => string | undefined;
}

export interface HearingOptions {
  readonly chat: Pick<ChatService, "hear">;
  readonly proxies: Pick<ProxyWatch, "notice" | "noticeGone" | "settle">;
  readonly clock: Clock;
  readonly logger: Logger;
  /** What became of a message; nobody waits for it. */
  readonly onHeard: (message: HeardMessage, outcome: HearOutcome) => void;
  readonly onBug: (thrown: unknown) => void;
  readonly onChannelGone: (channelId: string) => void;
}

/** Passes messages to the chat: those of one channel one after another in their order, channels side by side. */
export class Hearing {
  readonly #options: HearingOptions;
  readonly #order = new KeyedMutex<string>();
  readonly #stopping = sharedAbortController();

  constructor(options: HearingOptions) {
    this.#options = options;
  }

  /** Returns at once. */
  hear(message: HeardMessage): void {
    this.#options.proxies.notice(message);
    void this.#order.run(message.channelId, () => this.#pass(message));
  }

  /** Does something about a channel's messages once all that were heard before are stored. Returns at once. */
  follow(channelId: string, deed: () => void | Promise<void>): void {
    void this.#order
      .run(channelId, async () => deed())
      .catch((thrown: unknown) => this.#options.onBug(thrown));
  }

  /** The same about messages that are gone. */
  lose(channelId: string, messageIds: readonly string[], deed: () => Promise<void>): void {
    this.#options.proxies.noticeGone(channelId, messageIds);
    this.follow(channelId, deed);
  }

  /** Hears what was missed as soon as `connected` resolves with a client; what comes in the meantime waits behind. */
  catchUp(
    channel: MissedChannel,
    connected: Promise<Client<true> | null>,
    signal: AbortSignal,
  ): void {
    void this.#order.run(channel.channelId, () => this.#passMissed(channel, connected, signal));
  }

  /** Waits for nothing any more: what can't be stored is heard by the next start. */
  stop(): void {
    this.#stopping.abort();
  }

  /** Resolves when everything that was heard has been stored. */
  idle(): Promise<void> {
    return this.#order.idle();
  }

  /**
   * A message that can't be stored just now, because the disk is full for instance, holds up its channel until it can:
   * the ones after it would hide that it was missed.
   */
  async #pass(said: HeardMessage): Promise<void> {
    const { chat, proxies, clock, logger, onHeard, onBug } = this.#options;
    for (let failures = 1; ; failures++) {
      try {
        const message = await proxies.settle(said, this.#stopping.signal);
        if (message !== null) onHeard(message, await chat.hear(message));
        return;
      } catch (thrown) {
        if (isAbort(thrown, this.#stopping.signal)) return;
        const passing = thrown instanceof OperationalError && thrown.retryable;
        if (!passing) {
          onBug(thrown);
          return;
        }
        logger.warn({ error: thrown, failures }, "a message could not be stored: trying again");
      }
      if (this.#stopping.signal.aborted) return;
      await clock.sleep(backOffMs(failures), this.#stopping.signal).catch(ignoreAbort);
    }
  }

  async #passMissed(
    { channelId, lastHeard }: MissedChannel,
    connected: Promise<Client<true> | null>,
    signal: AbortSignal,
  ): Promise<void> {
    const { clock, logger, onChannelGone } = this.#options;
    const client = await connected;
    const afterId = lastHeard();
    if (client === null || afterId === undefined) return;
    const limit = mostMissedMessages;
    try {
      const missed = await missedMessages({ client, clock, channelId, afterId, limit, signal });
      for (const message of missed) this.#options.proxies.notice(message);
      for (const message of missed) await this.#pass(message);
      if (missed.length > 0)
        logger.info({ channelId, messages: missed.length }, "caught up with a channel");
    } catch (thrown) {
      if (discordProblem(thrown).kind === "channel-gone") onChannelGone(channelId);
      else if (!isAbort(thrown, signal))
        logger.warn({ channelId, error: coerceError(thrown) }, "a channel could not be caught up");
    }
  }
}

function ignoreAbort(thrown: unknown): void {
  if (!isAbort(thrown)) throw thrown;
}
