import { DiscordAPIError, type REST } from "discord.js";
import { type APIMessage, RESTJSONErrorCodes, Routes } from "discord-api-types/v10";
import { DeliveryError, type Voice } from "../../conversation/delivery.ts";
import type { Notice } from "../../conversation/notice.ts";
import type { ReplyControls } from "../../conversation/swipes/reply-controls.ts";
import type { QueuePlace } from "../../generation/generation-queue.ts";
import { replyRow } from "../components/reply-row.ts";
import {
  type Outlet,
  type PostedMessage,
  type Prepared,
  UnreachableMessageError,
} from "../delivery/outlet.ts";
import { speakerHeader } from "../delivery/speaker-header.ts";
import { discordProblem } from "../discord-problem.ts";
import { noticeText } from "../texts/notice-text.ts";
import { textsFor } from "../texts/texts.ts";
import type { ReplyToken } from "./reply-token.ts";
import type { ReplyTokens } from "./reply-tokens.ts";

/** Nobody is ever pinged by what a model wrote. Repeated in every request, since an edit forgets it. */
const noMentions = { parse: [] };
/** A farewell has to land before the token dies. */
const farewellMs = 60_000;

export interface TokenOutletContext {
  readonly rest: REST;
  readonly applicationId: () => string;
  readonly tokens: ReplyTokens;
}

/**
 * A character's way into a place where the bot is no member: by the tokens of what people use there, under the bot's name.
 * A message's `webhookId` is then the interaction that sent it. When no token is left, everything is `out-of-reach`.
 */
export class TokenOutlet implements Outlet {
  readonly #context: TokenOutletContext;
  readonly #place: { readonly channelId: string; readonly answers: string | null };
  readonly #voice: Voice;

  /** `answers`: the message whose interaction comes before others. */
  constructor(
    context: TokenOutletContext,
    place: { readonly channelId: string; readonly answers: string | null },
    voice: Voice,
  ) {
    this.#context = context;
    this.#place = place;
    this.#voice = voice;
  }

  prepare(): Promise<Prepared> {
    const { channelId } = this.#place;
    return Promise.resolve({
      via: "webhook",
      paceKey: `interactions in ${channelId}`,
      header: speakerHeader(this.#voice),
      quotes: false,
      lastCall: {
        at: this.#context.tokens.endsAt(channelId) - farewellMs,
        text: this.#texts.turns.tooLateHere,
      },
    });
  }

  async send(content: string, controls: ReplyControls): Promise<PostedMessage> {
    const { rest, tokens, applicationId } = this.#context;
    const { channelId, answers } = this.#place;
    for (;;) {
      const token = await tokens.forSending(channelId, answers);
      if (token === undefined)
        throw new DeliveryError("out-of-reach", "nothing can be said here before somebody asks");
      const body = { content, components: this.#row(controls), allowed_mentions: noMentions };
      try {
        const query = new URLSearchParams({ wait: "true" });
        const route = Routes.webhook(applicationId(), token.token);
        const message = (await rest.post(route, { body, query, auth: false })) as APIMessage;
        tokens.sent(channelId, token);
        return { messageId: message.id, webhookId: token.interactionId };
      } catch (thrown) {
        if (!this.#isSpent(token, thrown)) throw thrown;
      }
    }
  }

  async edit(
    message: PostedMessage,
    content: string | null,
    controls: ReplyControls,
  ): Promise<void> {
    const body = {
      ...(content === null ? {} : { content }),
      components: this.#row(controls),
      allowed_mentions: noMentions,
    };
    await this.#change(message, (route) => this.#context.rest.patch(route, { body, auth: false }));
  }

  async remove(message: PostedMessage): Promise<void> {
    await this.#change(message, (route) => this.#context.rest.delete(route, { auth: false }));
  }

  /** The history of a place where the bot is no member can't be read. */
  unrecordedAfter(): Promise<readonly PostedMessage[]> {
    return Promise.resolve([]);
  }

  waitingText({ ahead, estimatedWaitMs, paused }: QueuePlace): string {
    const seconds = estimatedWaitMs === null ? null : Math.ceil(estimatedWaitMs / 1000);
    return this.#texts.turns.waiting({ place: ahead + 1, seconds, paused: paused === true });
  }

  noticeText(notice: Notice): string {
    return noticeText(notice, this.#texts);
  }

  /** Typing can't be shown here. */
  type(): Promise<void> {
    return Promise.resolve();
  }

  async #change(
    { messageId, webhookId }: PostedMessage,
    request: (route: `/${string}`) => Promise<unknown>,
  ): Promise<void> {
    const { tokens, applicationId } = this.#context;
    const { channelId } = this.#place;
    const found = tokens.forEditing(channelId, { messageId, interactionId: webhookId });
    if (found === undefined) throw new UnreachableMessageError("its interaction is over");
    const { token, isOriginal } = found;
    try {
      const id = isOriginal ? "@original" : messageId;
      await request(Routes.webhookMessage(applicationId(), token.token, id));
    } catch (thrown) {
      if (!this.#isSpent(token, thrown)) throw thrown;
      throw new UnreachableMessageError("its interaction is over", { cause: thrown });
    }
  }

  /** Whether a failure means that a token has come to its end, which is noted. */
  #isSpent(token: ReplyToken, thrown: unknown): boolean {
    const { tokens } = this.#context;
    const { channelId } = this.#place;
    const full =
      thrown instanceof DiscordAPIError &&
      thrown.code === RESTJSONErrorCodes.ThisInteractionHasHitTheMaximumNumberOfFollowUpMessages;
    if (full) tokens.exhausted(channelId, token);
    else if (discordProblem(thrown).kind === "webhook-gone") tokens.dead(channelId, token);
    else return false;
    return true;
  }

  #row(controls: ReplyControls) {
    return replyRow(controls, this.#texts.turns);
  }

  get #texts() {
    return textsFor({ locale: this.#context.tokens.localeOf(this.#place.channelId) });
  }
}
