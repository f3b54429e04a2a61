import type { Client } from "discord.js";
import type { ChatService } from "../conversation/chat-service.ts";
import type { CharacterLibrary } from "../conversation/ports.ts";
import type { Clock } from "../lib/clock.ts";
import { deferred } from "../lib/deferred.ts";
import { coerceError, type UserError } from "../lib/errors.ts";
import type { Logger } from "../lib/logger.ts";
import { connectClient } from "./client/connect-client.ts";
import { watchForFatalErrors } from "./client/fatal-errors.ts";
import type { CommandServices } from "./commands/command.ts";
import { handleInteractions } from "./commands/handle-interactions.ts";
import { registerCommands } from "./commands/register-commands.ts";
import type { DiscordSpeaker } from "./create-discord-speaker.ts";
import { Hearing, type MissedChannel } from "./gateway/hearing.ts";
import { type GatewayEvents, listenToGateway } from "./gateway/listen.ts";
import type { StateStore } from "./ports.ts";

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
  /** What may have been missed; it is heard before anything newer. */
  readonly catchUp: readonly MissedChannel[];
  readonly signal: AbortSignal;
}

/** The bot as people in Discord meet it: what they write goes to the chat, and commands are answered. */
export interface DiscordFrontEnd {
  /**
   * Resolves when the bot is connected and its commands are known to Discord. Throws a `UserError` for what only a
   * person can mend.
   */
  start(options: StartFrontEnd): Promise<void>;
  /** Hears nothing more. Resolves when everything that was heard has been stored. The client stays connected. */
  stopListening(): Promise<void>;
}

export function createDiscordFrontEnd(options: DiscordFrontEndOptions): DiscordFrontEnd {
  const { client, chat, library, speaker, clock, logger } = options;
  const stopping: (() => void)[] = [];

  const reportBug = (thrown: unknown, message: string) => {
    const errorId = options.newErrorId();
    logger.error({ errorId, error: coerceError(thrown) }, message);
  };
  const hearing = new Hearing({
    chat,
    clock,
    logger,
    onBug: (thrown) => reportBug(thrown, "a message could not be heard"),
    onChannelGone: (channelId) => options.onChannelDeleted?.(channelId),
  });
  const gatewayEvents: GatewayEvents = {
    onMessage: (message) => hearing.hear(message),
    onMessagesDeleted: (channelId, ids) => options.onMessagesDeleted?.(channelId, ids),
    onChannelDeleted: (channelId) => options.onChannelDeleted?.(channelId),
    onBug: (thrown) => reportBug(thrown, "a gateway event could not be handled"),
  };
  const services: CommandServices = {
    chat,
    library,
    webhookTrouble: (channelId) => speaker.webhookTrouble(channelId),
    avatarUrl: (characterId) => speaker.avatarUrl(characterId),
  };

  function stopListening(): Promise<void> {
    for (const stop of stopping.splice(0)) stop();
    return hearing.idle();
  }

  return {
    async start({ token, catchUp, signal }) {
      const connected = deferred<Client<true> | null>();
      // In line before any message of the gateway, so that a channel is heard in the order of its messages.
      for (const channel of catchUp) hearing.catchUp(channel, connected.promise, signal);
      stopping.push(
        listenToGateway(client, gatewayEvents),
        handleInteractions(client, { services, clock, logger, newErrorId: options.newErrorId }),
      );
      try {
        await connectClient(client, { token, clock, logger, signal });
        if (!client.isReady()) throw new Error("the client is connected but not ready");
        connected.resolve(client);
        stopping.push(watchForFatalErrors(client, options.onFatal));
        const { rest, application } = client;
        const { state } = options;
        await registerCommands({
          rest,
          applicationId: application.id,
          state,
          clock,
          logger,
          signal,
        });
      } catch (thrown) {
        connected.resolve(null);
        await stopListening();
        throw thrown;
      }
    },
    stopListening,
  };
}
