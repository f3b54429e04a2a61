import { type Client, PermissionFlagsBits } from "discord.js";
import type { Speaker, Voice } from "../conversation/delivery.ts";
import { personaOfVoice } from "../conversation/personas/persona.ts";
import type { PersonaStore } from "../conversation/personas/persona-store.ts";
import type { CharacterLibrary } from "../conversation/ports.ts";
import type { Clock } from "../lib/clock.ts";
import { coerceError } from "../lib/errors.ts";
import type { Logger } from "../lib/logger.ts";
import { sharedAbortController } from "../lib/shared-abort-controller.ts";
import { AvatarEmojis } from "./avatars/avatar-emojis.ts";
import { ReplyTokens } from "./away/reply-tokens.ts";
import { TokenOutlet } from "./away/token-outlet.ts";
import { watchForFatalErrors } from "./client/fatal-errors.ts";
import { ChannelPacer } from "./delivery/channel-pacer.ts";
import { DiscordOutlet } from "./delivery/discord-outlet.ts";
import type { Outlet, Prepared } from "./delivery/outlet.ts";
import { findPlace } from "./delivery/place.ts";
import { ReplyDelivery } from "./delivery/reply-delivery.ts";
import { takeControls } from "./delivery/take-controls.ts";
import type { StateStore, WebhookStore } from "./ports.ts";
import { ChannelWebhooks, type WebhookTrouble } from "./webhooks/channel-webhooks.ts";

export interface DiscordSpeakerOptions {
  readonly client: Client;
  readonly library: CharacterLibrary;
  readonly personas: Pick<PersonaStore, "avatar">;
  readonly webhooks: WebhookStore;
  readonly state: StateStore;
  /** Whether the store knows this Discord message; tells what an earlier run sent without keeping note of it. */
  readonly isRecorded: (messageId: string) => boolean;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Shows replies in Discord. Needs a connected client from the first delivery on. */
export interface DiscordSpeaker extends Speaker {
  /** Why characters can't have their own name and picture in a channel; null when they can. Never rejects. */
  webhookTrouble(channelId: string): Promise<WebhookTrouble | null>;
  /** Where Discord finds a character's picture; null when it has none. Never rejects. */
  avatarUrl(characterId: string): Promise<string | null>;
  /** A way into a channel with a name and a picture. */
  readonly outletFor: (channelId: string, voice: Voice) => Outlet;
  /** The ways into places where the bot is no member. */
  readonly tokens: ReplyTokens;
  /** Ends every delivery; what isn't shown by then stays owed. */
  close(): void;
}

export function createDiscordSpeaker(options: DiscordSpeakerOptions): DiscordSpeaker {
  const { client, clock, logger, state, isRecorded } = options;
  const closing = sharedAbortController();
  // Without a token nothing can be shown any more, and what is owed must not be taken for broken.
  watchForFatalErrors(client, () => closing.abort());
  const pacerFor = sharedPacers(clock);
  const shared = { rest: client.rest, applicationId: () => applicationIdOf(client), clock, logger };
  const webhooks = new ChannelWebhooks({
    ...shared,
    store: options.webhooks,
    mayManage: (channelId) => mayManageWebhooks(client, channelId),
  });
  const avatars = new AvatarEmojis({ ...shared, state, avatarOf: pictureOfVoice(options) });
  const tokens = new ReplyTokens(state, clock);
  const outletFor = (channelId: string, voice: Voice, answers: string | null = null) =>
    tokens.isAway(channelId)
      ? new TokenOutlet({ ...shared, tokens }, { channelId, answers }, voice)
      : new DiscordOutlet({ client, webhooks, avatars, isRecorded }, channelId, voice);

  return {
    deliver(input) {
      return new ReplyDelivery(input, {
        outlet: outletFor(input.channelId, input.voice, input.triggerMessageId),
        pacerFor,
        clock,
        logger: logger.child({ turnId: input.turnId }),
        closing: closing.signal,
      });
    },
    takeControls: (message, voice, isWanted) =>
      takeControls(message, isWanted, {
        outlet: outletFor(message.channelId, voice),
        pacerFor,
        clock,
        logger,
        closing: closing.signal,
      }),
    async webhookTrouble(channelId) {
      if (tokens.isAway(channelId)) return null;
      try {
        const { webhookChannelId } = await findPlace(client, channelId);
        if (webhookChannelId === null) return null;
        await webhooks.of(webhookChannelId);
        return webhooks.trouble(webhookChannelId);
      } catch (thrown) {
        logger.debug({ channelId, error: coerceError(thrown) }, "webhooks could not be checked");
        return null;
      }
    },
    avatarUrl: (characterId) => avatars.urlOf(characterId),
    outletFor,
    tokens,
    close: () => closing.abort(),
  };
}

/** A pacer for each key, kept while it has something to pace. */
function sharedPacers(clock: Clock): (prepared: Prepared) => ChannelPacer {
  const pacers = new Map<string, ChannelPacer>();
  return ({ paceKey, via }) => {
    for (const [key, pacer] of pacers) if (pacer.idle) pacers.delete(key);
    const known = pacers.get(paceKey);
    if (known !== undefined) return known;
    const pacer = new ChannelPacer(via, clock);
    pacers.set(paceKey, pacer);
    return pacer;
  };
}

/** The picture of a character, or of a persona. */
function pictureOfVoice({ library, personas }: DiscordSpeakerOptions) {
  return async (voiceId: string) => {
    const personaId = personaOfVoice(voiceId);
    return personaId === undefined ? await library.avatar(voiceId) : personas.avatar(personaId);
  };
}

function applicationIdOf(client: Client): string {
  const id = client.application?.id;
  if (id === undefined) throw new Error("the Discord client is not connected yet");
  return id;
}

function mayManageWebhooks(client: Client, channelId: string): boolean {
  const channel = client.channels.cache.get(channelId);
  if (channel === undefined || channel.isDMBased() || client.user === null) return false;
  const permissions = channel.permissionsFor(client.user);
  const needed = [PermissionFlagsBits.ViewChannel, PermissionFlagsBits.ManageWebhooks];
  return permissions?.has(needed) ?? false;
}
