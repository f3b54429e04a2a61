import type { Client } from "discord.js";
import type { ChatService } from "../conversation/chat-service.ts";
import type { CharacterLibrary, HeardMessage } from "../conversation/ports.ts";
import type { Clock } from "../lib/clock.ts";
import { deferred } from "../lib/deferred.ts";
import { coerceError, isAbort, type UserError } from "../lib/errors.ts";
import { KeyedMutex } from "../lib/keyed-mutex.ts";
import type { Logger } from "../lib/logger.ts";
import { connectClient } from "./client/connect-client.ts";
import { watchForFatalErrors } from "./client/fatal-errors.ts";
import { handleInteractions } from "./commands/handle-interactions.ts";
import { registerCommands } from "./commands/register-commands.ts";
import type { DiscordSpeaker } from "./create-discord-speaker.ts";
import { discordProblem } from "./discord-problem.ts";
import { listenToGateway } from "./gateway/listen.ts";
import { missedMessages } from "./gateway/missed-messages.ts";
import type { StateStore } from "./ports.ts";

/** After a long absence, only the newest messages of a channel are still worth hearing. */
const mostMissedMessages = 50;

export interface DiscordFrontEndOptions {
  /** Not connected yet: `start` connects it. */
  readonly client: Client;
  readonly chat: ChatService;
  readonly library: CharacterLibrary;
  readonly speaker: Pick<DiscordSpeaker, "webhookTrouble" | "avatarUrl">;
  readonly state: StateStore;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Makes the id under which a bug is found in the log. */
  readonly newErrorId: () => string;
  /** The bot can't go on, long after it started: the message says what to do. May be called more than once. */
  readonly onFatal: (error: UserError) => void;
  readonly onMessagesDeleted?: (channelId: string, messageIds: readonly string[]) => void;
  /** A channel or thread is gone. */
  readonly onChannelDeleted?: (channelId: string) => void;
}

export interface StartFrontEnd {
  readonly token: string;
  /** Channels whose messages since `afterId` may have been missed. They are heard before anything newer. */
  readonly catchUp: readonly { readonly channelId: string; readonly afterId: string }[];
  readonly signal: AbortSignal;
}

/** The bot as people in Discord meet it: what they write goes to the chat, and commands are answered. */
export interface DiscordFrontEnd {
  /** Resolves when the bot is connected and its commands are known to Discord. Throws a `UserError` for what only a person can mend. */
  start(options: StartFrontEnd): Promise<void>;
  /** Hears nothing more. Resolves when everything that was heard has been stored. The client stays connected. */
  stopListening(): Promise<void>;
}

export function createDiscordFrontEnd(options: DiscordFrontEndOptions): DiscordFrontEnd {
  const { client, chat, library, speaker, clock, logger } = options;
  const order = new KeyedMutex<string>();
  const stopping: (() => void)[] = [];

  const reportBug = (thrown: unknown, message: string) => {
    const errorId = options.newErrorId();
    logger.error({ errorId, error: coerceError(thrown) }, message);
  };

  async function hear(message: HeardMessage): Promise<void> {
    try {
      await chat.hear(message);
    } catch (thrown) {
      reportBug(thrown, "a message could not be heard");
    }
  }

  async function hearMissed(
    connected: Promise<Client<true>>,
    channel: StartFrontEnd["catchUp"][number],
    signal: AbortSignal,
  ): Promise<void> {
    const { channelId } = channel;
    try {
      const limit = mostMissedMessages;
      const ready = await connected;
      const missed = await missedMessages({ client: ready, clock, ...channel, limit, signal });
      for (const message of missed) await hear(message);
      if (missed.length > 0)
        logger.info({ channelId, messages: missed.length }, "caught up with a channel");
    } catch (thrown) {
      const { kind } = discordProblem(thrown);
      if (kind === "channel-gone") options.onChannelDeleted?.(channelId);
      else if (!isAbort(thrown, signal))
        logger.warn({ channelId, error: coerceError(thrown) }, "a channel could not be caught up");
    }
  }

  function listen(): void {
    stopping.push(
      listenToGateway(client, {
        onMessage: (message) => void order.run(message.channelId, () => hear(message)),
        onMessagesDeleted: (channelId, ids) => options.onMessagesDeleted?.(channelId, ids),
        onChannelDeleted: (channelId) => options.onChannelDeleted?.(channelId),
        onBug: (thrown) => reportBug(thrown, "a gateway event could not be handled"),
      }),
      handleInteractions(client, {
        services: {
          chat,
          library,
          webhookTrouble: (channelId) => speaker.webhookTrouble(channelId),
          avatarUrl: (characterId) => speaker.avatarUrl(characterId),
        },
        clock,
        logger,
        newErrorId: options.newErrorId,
      }),
    );
  }

  return {
    async start({ token, catchUp, signal }) {
      const connected = deferred<Client<true>>();
      connected.promise.catch(() => {});
      // In line before any message of the gateway, so that a channel is heard in the order of its messages.
      for (const channel of catchUp)
        void order.run(channel.channelId, () => hearMissed(connected.promise, channel, signal));
      listen();
      try {
        await connectClient(client, { token, clock, logger, signal });
        if (!client.isReady()) throw new Error("the client is connected but not ready");
        connected.resolve(client);
      } catch (thrown) {
        connected.reject(thrown);
        for (const stop of stopping.splice(0)) stop();
        throw thrown;
      }
      stopping.push(watchForFatalErrors(client, options.onFatal));
      const applicationId = client.application.id;
      await registerCommands({
        ...options,
        rest: client.rest,
        applicationId,
        signal,
      });
    },
    async stopListening() {
      for (const stop of stopping.splice(0)) stop();
      await order.idle();
    },
  };
}
