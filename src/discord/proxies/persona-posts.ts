import type { Client } from "discord.js";
import type { Voice } from "../../conversation/delivery.ts";
import { personaVoiceId } from "../../conversation/personas/persona.ts";
import type { Turn } from "../../conversation/ports.ts";
import { noControls } from "../../conversation/swipes/reply-controls.ts";
import type { PersonaPost } from "../../conversation/swipes/turn-service.ts";
import type { Clock } from "../../lib/clock.ts";
import { UserError } from "../../lib/errors.ts";
import { type Outlet, UnreachableMessageError } from "../delivery/outlet.ts";
import { discordProblem } from "../discord-problem.ts";
import { retrying } from "../retry.ts";
import { splitReplyLine } from "./reply-line.ts";
import { longestContent } from "./reposter.ts";

/**
 * What people said and the bot said again in their personas' names. Discord lets nobody but the bot edit such a message, so it
 * does that for them; the chat learns of it as of every edit and deletion.
 */
export class PersonaPosts {
  readonly #client: Client;
  readonly #outletFor: (channelId: string, voice: Voice) => Outlet;
  readonly #clock: Clock;

  constructor(options: {
    readonly client: Client;
    readonly outletFor: (channelId: string, voice: Voice) => Outlet;
    readonly clock: Clock;
  }) {
    this.#client = options.client;
    this.#outletFor = options.outletFor;
    this.#clock = options.clock;
  }

  /** Puts other words in the place of a person's own; what the message replies to and its files stay. @throws UserError */
  async edit(post: PersonaPost, text: string): Promise<void> {
    const wording = text.trim();
    const channel = this.#client.channels.cache.get(post.channelId);
    if (!channel?.isTextBased()) throw unreachable();
    const { content, attachments } = await this.#try(() => channel.messages.fetch(post.messageId));
    if (wording === "" && attachments.size === 0)
      throw new UserError(
        "turn-text-empty",
        "The text is empty. To take the reply away, delete it.",
      );
    const { line } = splitReplyLine(content);
    const length = wording.length;
    const limit = longestContent - line.length;
    if (length > limit)
      throw new UserError(
        "turn-text-too-long",
        `The text has ${length} characters; the limit is ${limit}. Shorten it.`,
        { values: { length, limit } },
      );
    await this.#try(() => this.#outletOf(post).edit(post, line + wording, noControls));
  }

  /** Takes the message away. One that is gone already is no mistake. @throws UserError */
  async remove(post: PersonaPost): Promise<void> {
    try {
      await retrying(() => this.#outletOf(post).remove(post), { clock: this.#clock, tries: 3 });
    } catch (thrown) {
      if (discordProblem(thrown).kind !== "message-gone") throw lostOr(thrown);
    }
  }

  #outletOf({ channelId, turn }: PersonaPost): Outlet {
    return this.#outletFor(channelId, voiceOf(turn));
  }

  async #try<Result>(request: () => Promise<Result>): Promise<Result> {
    try {
      return await retrying(request, { clock: this.#clock, tries: 3 });
    } catch (thrown) {
      throw lostOr(thrown);
    }
  }
}

/** Says so to the person where the message can't be had any more; else what was thrown. */
function lostOr(thrown: unknown): unknown {
  const isLost =
    thrown instanceof UnreachableMessageError || discordProblem(thrown).kind === "message-gone";
  return isLost ? unreachable() : thrown;
}

function voiceOf({ personaId, speakerName }: Turn): Voice {
  return { characterId: personaVoiceId(personaId ?? ""), name: speakerName };
}

function unreachable(): UserError {
  return new UserError(
    "post-out-of-reach",
    "This message can't be changed any more: the webhook that said it is gone. Somebody who manages messages can delete it.",
  );
}
