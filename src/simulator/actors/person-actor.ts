import type { EventStream } from "../event-stream.ts";
import { openDirectMessage } from "../platform/channels.ts";
import type { Platform } from "../platform/platform.ts";
import type { SimUser } from "../world/records.ts";
import { type Actor, ActorError, type ActorInChannel, type ChannelRef } from "./actor.ts";
import { ChannelActor } from "./channel-actor.ts";

/** What an actor needs of the simulator. */
export interface ActorTools {
  readonly platform: Platform;
  readonly events: EventStream;
  readonly waitTimeoutMs: number;
  /** Ends what waits for the clock when the simulator stops. */
  readonly signal: AbortSignal;
}

export class PersonActor implements Actor {
  readonly user: SimUser;
  readonly #tools: ActorTools;

  constructor(user: SimUser, tools: ActorTools) {
    this.user = user;
    this.#tools = tools;
  }

  in(reference: ChannelRef): ActorInChannel {
    const { world } = this.#tools.platform;
    const channel = typeof reference === "string" ? world.channel(reference) : reference;
    if (channel === undefined || !world.channelById.has(channel.id))
      throw new ActorError(
        `There is no channel ${typeof reference === "string" ? reference : reference.name}.`,
      );
    if (!world.may(this.user.id, "VIEW_CHANNEL", channel.id))
      throw new ActorError(`${this.user.username} can't see #${channel.name}.`);
    return new ChannelActor(this, channel, this.#tools);
  }

  directMessage(): ActorInChannel {
    const channel = openDirectMessage(this.user, this.#tools.platform);
    return new ChannelActor(this, channel, this.#tools);
  }
}
