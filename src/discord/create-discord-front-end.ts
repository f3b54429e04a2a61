import type { Client } from "discord.js";
import type { ChatService } from "../conversation/chat-service.ts";
import type { Desks } from "../conversation/desks.ts";
import type { HeldStore } from "../conversation/personas/held-store.ts";
import { personaVoiceId } from "../conversation/personas/persona.ts";
import type { Avatar, CharacterLibrary, HeardMessage } from "../conversation/ports.ts";
import type { PrivacyStore } from "../conversation/privacy/privacy-store.ts";
import type { Clock } from "../lib/clock.ts";
import { deferred } from "../lib/deferred.ts";
import { coerceError, type UserError } from "../lib/errors.ts";
import type { Logger } from "../lib/logger.ts";
import { connectClient } from "./client/connect-client.ts";
import { watchForFatalErrors } from "./client/fatal-errors.ts";
import { lendRights } from "./client/lend-rights.ts";
import type { CommandServices } from "./commands/command.ts";
import { CommandIndex } from "./commands/command-index.ts";
import { createDownloader } from "./commands/download-attachment.ts";
import { handleInteractions } from "./commands/handle-interactions.ts";
import { registerCommands } from "./commands/register-commands.ts";
import { commandTable } from "./commands/table.ts";
import { handleControls } from "./components/handle-controls.ts";
import type { DiscordSpeaker } from "./create-discord-speaker.ts";
import { Hearing, type MissedChannel } from "./gateway/hearing.ts";
import { Hints } from "./gateway/hints.ts";
import { listenToGateway } from "./gateway/listen.ts";
import type { StateStore } from "./ports.ts";
import { PersonaPosts } from "./proxies/persona-posts.ts";
import { pluralKitAuthors } from "./proxies/pluralkit-api.ts";
import { proxyPresence } from "./proxies/proxy-presence.ts";
import { ProxyWatch } from "./proxies/proxy-watch.ts";
import { splitReplyLine } from "./proxies/reply-line.ts";
import type { Reposter } from "./proxies/reposter.ts";
import { handleReactions } from "./reactions/handle-reactions.ts";
import { handleSettings } from "./settings/handle-settings.ts";

export interface DiscordFrontEndOptions {
  /** Not connected yet: `start` connects it. */
  readonly client: Client;
  readonly chat: ChatService;
  readonly library: CharacterLibrary;
  readonly desks: Desks;
  readonly speaker: Pick<DiscordSpeaker, "webhookTrouble" | "avatarUrl" | "tokens" | "outletFor">;
  readonly reposter: Pick<Reposter, "heard" | "resume" | "idle">;
  readonly held: HeldStore;
  readonly privacyStore: Pick<PrivacyStore, "isOptedOut">;
  /** Ids of bots that say people's messages again. */
  readonly proxyBots: readonly string[];
  /** Where PluralKit can be asked; nobody is asked when left out. */
  readonly pluralKitApi?: string | undefined;
  readonly makeAvatar: (bytes: Uint8Array) => Promise<Avatar>;
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
  /** What may have been missed, asked whenever Discord begins a session; it is heard before anything newer. */
  readonly catchUp: () => readonly MissedChannel[];
  /** Called as soon as replies can be shown, before anything that was missed is heard: older debts are paid first. */
  readonly onConnected?: () => void;
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
  const { client, chat, reposter, state, clock, logger, newErrorId } = options;
  const commands = new CommandIndex(commandTable);
  const hearing = createHearing(options, commands);
  const stopping: (() => void)[] = [];

  function listen(onSession: () => void): void {
    const services = servicesOf(options, commands);
    const { tokens } = options.speaker;
    const interactions = { services, tokens, clock, logger, newErrorId };
    stopping.push(
      lendRights(client, services.settings),
      handleInteractions(client, interactions),
      handleControls(client, interactions),
      handleSettings(client, interactions),
      handleReactions(client, interactions),
      listenToGateway(client, {
        onSession,
        onMessage: (message) => hearing.hear(message),
        onMessageEdited: (message) =>
          hearing.follow(message.channelId, () => chat.reword(inOwnWords(message, client))),
        onMessagesDeleted: (channelId, ids) => {
          hearing.lose(channelId, ids, () => chat.forget(ids));
          options.onMessagesDeleted?.(channelId, ids);
        },
        onChannelDeleted: (channelId) => options.onChannelDeleted?.(channelId),
        onBug: logBug(options, "a gateway event could not be handled"),
      }),
    );
  }

  function stopListening(): Promise<void> {
    for (const stop of stopping.splice(0)) stop();
    hearing.stop();
    return hearing.idle().then(() => reposter.idle());
  }

  return {
    async start({ token, catchUp, onConnected, signal }) {
      const connected = deferred<Client<true> | null>();
      // In line before any message of the session, so that a channel is heard in the order of its messages.
      listen(() => {
        for (const channel of catchUp()) hearing.catchUp(channel, connected.promise, signal);
      });
      try {
        const ready = await connectClient(client, { token, clock, logger, signal });
        stopping.push(watchForFatalErrors(ready, options.onFatal));
        onConnected?.();
        reposter.resume();
        connected.resolve(ready);
        await registerCommands({ client: ready, commands, state, clock, logger, signal });
      } catch (thrown) {
        connected.resolve(null);
        await stopListening();
        throw thrown;
      }
    },
    stopListening,
  };
}

/** Above what a person said, the bot may have put where it leads: that is no word of theirs. */
function inOwnWords(message: HeardMessage, { application }: Client): HeardMessage {
  const isOwn = application !== null && message.webhookApplicationId === application.id;
  return isOwn ? { ...message, text: splitReplyLine(message.text).words } : message;
}

function createHearing(options: DiscordFrontEndOptions, commands: CommandIndex): Hearing {
  const { client, chat, reposter, clock, logger } = options;
  const hints = new Hints({ client, commands, clock, logger });
  return new Hearing({
    chat,
    proxies: proxyWatch(options),
    clock,
    logger,
    onHeard: (message, outcome) => {
      void reposter.heard(message.messageId);
      void hints.tell(message, outcome);
    },
    onBug: logBug(options, "a message could not be heard"),
    onChannelGone: (channelId) => options.onChannelDeleted?.(channelId),
  });
}

/** Logs what broke under an id of its own. */
function logBug({ logger, newErrorId }: DiscordFrontEndOptions, message: string) {
  return (thrown: unknown) =>
    logger.error({ errorId: newErrorId(), error: coerceError(thrown) }, message);
}

function proxyWatch(options: DiscordFrontEndOptions): ProxyWatch {
  const { client, chat, held, clock } = options;
  const proxyBots = new Set(options.proxyBots);
  return new ProxyWatch({
    held,
    isOptedOut: (userId) => options.privacyStore.isOptedOut(userId),
    proxyBots,
    isPresent: proxyPresence(client, proxyBots, clock),
    hasChat: (channelId) => chat.conversationOf(channelId) !== undefined,
    authorOf: pluralKitAuthors(options.pluralKitApi),
    credit: (originalId, copy) => chat.credit(originalId, copy),
    clock,
  });
}

function servicesOf(
  { desks, chat, library, client, speaker, makeAvatar, clock }: DiscordFrontEndOptions,
  commands: CommandIndex,
): CommandServices {
  return {
    ...desks,
    chat,
    library,
    commands,
    download: createDownloader(client.options.rest?.cdn),
    clock,
    webhookTrouble: (channelId) => speaker.webhookTrouble(channelId),
    avatarUrl: (characterId) => speaker.avatarUrl(characterId),
    posts: new PersonaPosts({ client, outletFor: speaker.outletFor, clock }),
    personaAvatarUrl: (personaId) => speaker.avatarUrl(personaVoiceId(personaId)),
    makeAvatar,
  };
}
