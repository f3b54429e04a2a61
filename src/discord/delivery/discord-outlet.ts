import { type Client, PermissionFlagsBits, type REST } from "discord.js";
import {
  type APIMessage,
  type RESTPatchAPIChannelMessageJSONBody,
  type RESTPostAPIChannelMessageJSONBody,
  type RESTPostAPIWebhookWithTokenJSONBody,
  Routes,
} from "discord-api-types/v10";
import { DeliveryError, type Voice } from "../../conversation/delivery.ts";
import type { Notice } from "../../conversation/notice.ts";
import type { ReplyControls } from "../../conversation/swipes/reply-controls.ts";
import type { QueuePlace } from "../../generation/generation-queue.ts";
import { OperationalError } from "../../lib/errors.ts";
import type { AvatarEmojis } from "../avatars/avatar-emojis.ts";
import { replyRow } from "../components/reply-row.ts";
import { discordProblem } from "../discord-problem.ts";
import type { StoredWebhook } from "../ports.ts";
import { noticeText } from "../texts/notice-text.ts";
import { textsFor } from "../texts/texts.ts";
import { changeAwake } from "../threads/archived-thread.ts";
import type { ChannelWebhooks } from "../webhooks/channel-webhooks.ts";
import { webhookName } from "../webhooks/webhook-name.ts";
import {
  type Outlet,
  type PostedMessage,
  type Prepared,
  type SentFile,
  UnreachableMessageError,
} from "./outlet.ts";
import { findPlace, type Place } from "./place.ts";
import { speakerHeader } from "./speaker-header.ts";

/** Nobody is ever pinged by what a model wrote. Repeated in every request, since an edit forgets it. */
const noMentions = { parse: [] };
/** Discord's most for one page of history. */
const historyPage = 100;

/** What a message says and offers. */
type Words = Pick<RESTPostAPIChannelMessageJSONBody, "content" | "components">;

export interface OutletContext {
  readonly client: Client;
  readonly webhooks: ChannelWebhooks;
  readonly avatars: AvatarEmojis;
  /** Whether the bot keeps note of this message. */
  readonly isRecorded: (messageId: string) => boolean;
}

/**
 * A character's way into one channel: by the channel's webhook with the character's name and picture, and where there
 * can't be one as a plain message of the bot that begins with the name.
 */
export class DiscordOutlet implements Outlet {
  readonly #context: OutletContext;
  readonly #channelId: string;
  readonly #voice: Voice;
  #place: Place | undefined;
  #renewed = false;

  constructor(context: OutletContext, channelId: string, voice: Voice) {
    this.#context = context;
    this.#channelId = channelId;
    this.#voice = voice;
  }

  async prepare(): Promise<Prepared> {
    const place = await this.#findPlace();
    // Webhooks would let it speak all the same, but a moderator wants it to be silent.
    if (this.#isTimedOut())
      throw new DeliveryError("forbidden", "the bot has been timed out in this server");
    const webhook = await this.#webhook();
    if (webhook === null && !this.#maySpeak())
      throw new DeliveryError("forbidden", "the bot may not write in this channel");
    return {
      via: webhook === null ? "bot" : "webhook",
      paceKey:
        webhook === null ? place.channelId : `webhooks of ${place.webhookChannelId ?? "none"}`,
      header: webhook === null ? speakerHeader(this.#voice) : "",
      quotes: true,
    };
  }

  async send(
    content: string,
    controls: ReplyControls,
    nonce: string,
    files: readonly SentFile[] = [],
  ): Promise<PostedMessage> {
    const webhook = await this.#webhook();
    const words = { content, components: this.#row(controls) };
    return webhook === null
      ? this.#sendAsBot(words, nonce, files)
      : this.#execute(webhook, words, files);
  }

  async edit(
    message: PostedMessage,
    content: string | null,
    controls: ReplyControls,
  ): Promise<void> {
    const body: RESTPatchAPIChannelMessageJSONBody = {
      ...(content === null ? {} : { content }),
      components: this.#row(controls),
      allowed_mentions: noMentions,
    };
    if (message.webhookId === null) {
      await this.#change(() =>
        this.#rest.patch(Routes.channelMessage(this.#channelId, message.messageId), { body }),
      );
      return;
    }
    const webhook = await this.#webhook();
    if (webhook?.id !== message.webhookId)
      throw new UnreachableMessageError("the message belongs to a webhook that is no more");
    try {
      const route = Routes.webhookMessage(webhook.id, webhook.token, message.messageId);
      const query = await this.#query();
      await this.#change(() => this.#rest.patch(route, { body, query, auth: false }));
    } catch (thrown) {
      if (discordProblem(thrown).kind !== "webhook-gone") throw thrown;
      await this.#renew(webhook);
      throw new UnreachableMessageError("the webhook was deleted", { cause: thrown });
    }
  }

  async remove(message: PostedMessage): Promise<void> {
    const webhook = message.webhookId === null ? null : await this.#webhook();
    if (webhook !== null && webhook.id === message.webhookId) {
      await this.#rest.delete(Routes.webhookMessage(webhook.id, webhook.token, message.messageId), {
        query: await this.#query(),
        auth: false,
      });
      return;
    }
    if (message.webhookId !== null && !this.#mayDeleteOthersMessages())
      throw new UnreachableMessageError("only its webhook could delete the message");
    await this.#rest.delete(Routes.channelMessage(this.#channelId, message.messageId));
  }

  async unrecordedAfter(messageId: string | null): Promise<readonly PostedMessage[]> {
    const webhook = await this.#webhook();
    const query = new URLSearchParams({ limit: String(historyPage) });
    if (messageId !== null) query.set("after", messageId);
    const route = Routes.channelMessages(this.#channelId);
    const messages = (await this.#rest.get(route, { query })) as APIMessage[];
    return messages
      .filter((message) => this.#isOurs(message, webhook))
      .filter((message) => !this.#context.isRecorded(message.id))
      .map((message) => ({ messageId: message.id, webhookId: message.webhook_id ?? null }))
      .reverse();
  }

  waitingText({ ahead, estimatedWaitMs, paused }: QueuePlace): string {
    const { turns } = textsFor({ locale: this.#locale });
    const seconds = estimatedWaitMs === null ? null : Math.ceil(estimatedWaitMs / 1000);
    return turns.waiting({ place: ahead + 1, seconds, paused: paused === true });
  }

  noticeText(notice: Notice): string {
    return noticeText(notice, textsFor({ locale: this.#locale }));
  }

  async type(): Promise<void> {
    await this.#rest.post(Routes.channelTyping(this.#channelId));
  }

  #change<T>(change: () => Promise<T>): Promise<T> {
    return changeAwake(this.#context.client, this.#channelId, change);
  }

  #row(controls: ReplyControls) {
    return replyRow(controls, textsFor({ locale: this.#locale }).turns);
  }

  /** What everyone reads is in the server's language. */
  get #locale(): string {
    const channel = this.#context.client.channels.cache.get(this.#channelId);
    return channel === undefined || channel.isDMBased() ? "en" : channel.guild.preferredLocale;
  }

  get #rest(): REST {
    return this.#context.client.rest;
  }

  /** Asked of what the gateway told, since Discord counts refusals. */
  #mayDeleteOthersMessages(): boolean {
    const { client } = this.#context;
    const channel = client.channels.cache.get(this.#channelId);
    if (channel === undefined || channel.isDMBased() || client.user === null) return false;
    const permissions = channel.permissionsFor(client.user);
    return permissions?.has(PermissionFlagsBits.ManageMessages) ?? false;
  }

  /** Asked before anything is generated that could not be shown. */
  #maySpeak(): boolean {
    const { client } = this.#context;
    const channel = client.channels.cache.get(this.#channelId);
    if (channel === undefined || channel.isDMBased() || client.user === null) return true;
    const { ViewChannel, SendMessages, SendMessagesInThreads } = PermissionFlagsBits;
    const needed = [ViewChannel, channel.isThread() ? SendMessagesInThreads : SendMessages];
    return channel.permissionsFor(client.user)?.has(needed) ?? true;
  }

  #isTimedOut(): boolean {
    const channel = this.#context.client.channels.cache.get(this.#channelId);
    if (channel === undefined || channel.isDMBased()) return false;
    return channel.guild.members.me?.isCommunicationDisabled() ?? false;
  }

  async #findPlace(): Promise<Place> {
    this.#place ??= await findPlace(this.#context.client, this.#channelId);
    return this.#place;
  }

  async #webhook(): Promise<StoredWebhook | null> {
    const { webhookChannelId } = await this.#findPlace();
    return webhookChannelId === null ? null : this.#context.webhooks.of(webhookChannelId);
  }

  async #execute(
    webhook: StoredWebhook,
    words: Words,
    files: readonly SentFile[],
  ): Promise<PostedMessage> {
    const avatarUrl = await this.#context.avatars.urlOf(this.#voice.characterId);
    const body: RESTPostAPIWebhookWithTokenJSONBody = {
      ...words,
      username: webhookName(this.#voice.name),
      allowed_mentions: noMentions,
      ...(avatarUrl === null ? {} : { avatar_url: avatarUrl }),
    };
    try {
      const message = (await this.#rest.post(Routes.webhook(webhook.id, webhook.token), {
        body,
        files: [...files],
        query: await this.#query({ wait: "true" }),
        auth: false,
      })) as APIMessage;
      if (message.channel_id !== this.#channelId) return this.#withdrawStray(webhook, message.id);
      return { messageId: message.id, webhookId: webhook.id };
    } catch (thrown) {
      if (discordProblem(thrown).kind !== "webhook-gone") throw thrown;
      const next = await this.#renew(webhook);
      if (next === null) throw thrown;
      return this.#execute(next, words, files);
    }
  }

  /** Someone moved the webhook to another channel, where the message doesn't belong: the next try makes a new one. */
  async #withdrawStray(webhook: StoredWebhook, messageId: string): Promise<never> {
    await this.#rest.delete(Routes.webhookMessage(webhook.id, webhook.token, messageId), {
      auth: false,
    });
    const { webhookChannelId } = await this.#findPlace();
    if (webhookChannelId !== null) this.#context.webhooks.forget(webhookChannelId, webhook.id);
    throw new OperationalError("discord-webhook-moved", "the webhook serves another channel now", {
      retryable: true,
    });
  }

  /** Another webhook for one that is gone; null the second time, so that two who quarrel over it don't go on forever. */
  async #renew(webhook: StoredWebhook): Promise<StoredWebhook | null> {
    const { webhookChannelId } = await this.#findPlace();
    if (webhookChannelId !== null) this.#context.webhooks.forget(webhookChannelId, webhook.id);
    if (this.#renewed) return null;
    this.#renewed = true;
    return this.#webhook();
  }

  async #sendAsBot(
    words: Words,
    nonce: string,
    files: readonly SentFile[],
  ): Promise<PostedMessage> {
    const body: RESTPostAPIChannelMessageJSONBody = {
      ...words,
      allowed_mentions: noMentions,
      nonce,
      enforce_nonce: true,
    };
    const route = Routes.channelMessages(this.#channelId);
    const message = (await this.#rest.post(route, { body, files: [...files] })) as APIMessage;
    return { messageId: message.id, webhookId: null };
  }

  async #query(parameters: Readonly<Record<string, string>> = {}): Promise<URLSearchParams> {
    const { threadId } = await this.#findPlace();
    const query = new URLSearchParams(parameters);
    if (threadId !== null) query.set("thread_id", threadId);
    return query;
  }

  #isOurs(message: APIMessage, webhook: StoredWebhook | null): boolean {
    // Answers to commands, and hints, which are replies.
    if (message.interaction_metadata ?? message.message_reference) return false;
    if (message.webhook_id === undefined)
      return webhook === null && message.author.id === this.#context.client.user?.id;
    return (
      message.webhook_id === webhook?.id &&
      message.author.username === webhookName(this.#voice.name)
    );
  }
}
