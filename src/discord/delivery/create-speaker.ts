import type { Client } from "discord.js";
import type { Delivery, DeliveryInput, Speaker } from "../../conversation/ports.ts";
import type { Clock } from "../../lib/clock.ts";
import type { Logger } from "../../lib/logger.ts";
import type { AvatarEmojis } from "../avatars/avatar-emojis.ts";
import type { ChannelWebhooks } from "../webhooks/channel-webhooks.ts";
import { ChannelPacer } from "./channel-pacer.ts";
import { DiscordOutlet } from "./discord-outlet.ts";
import type { Prepared } from "./outlet.ts";
import { ReplyDelivery } from "./reply-delivery.ts";

export interface SpeakerOptions {
  readonly client: Client;
  readonly webhooks: ChannelWebhooks;
  readonly avatars: AvatarEmojis;
  /** Whether the store knows this Discord message; tells what an earlier run sent without keeping note of it. */
  readonly isRecorded: (messageId: string) => boolean;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Ends every delivery; what isn't shown by then stays owed. */
  readonly closing: AbortSignal;
}

/** Shows replies in Discord. The client must be connected when the first is delivered. */
export function createSpeaker(options: SpeakerOptions): Speaker {
  const pacers = new Map<string, ChannelPacer>();

  function pacerFor({ paceKey, via }: Prepared): ChannelPacer {
    for (const [key, pacer] of pacers) if (pacer.idle) pacers.delete(key);
    const known = pacers.get(paceKey);
    if (known !== undefined) return known;
    const pacer = new ChannelPacer(via, options.clock);
    pacers.set(paceKey, pacer);
    return pacer;
  }

  return {
    deliver(input: DeliveryInput): Delivery {
      const { clock, closing } = options;
      const logger = options.logger.child({ turnId: input.turnId });
      const outlet = new DiscordOutlet(options, input.channelId, input.voice);
      return new ReplyDelivery(input, { outlet, pacerFor, clock, logger, closing });
    },
  };
}
