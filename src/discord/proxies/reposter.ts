import { type Client, PermissionFlagsBits } from "discord.js";
import { personaVoiceId } from "../../conversation/personas/persona.ts";
import type { OwedRepost, RepostStore } from "../../conversation/personas/repost-store.ts";
import type { Voice } from "../../conversation/ports.ts";
import { noControls } from "../../conversation/swipes/reply-controls.ts";
import type { Clock } from "../../lib/clock.ts";
import { coerceError } from "../../lib/errors.ts";
import type { Logger } from "../../lib/logger.ts";
import type { Outlet } from "../delivery/outlet.ts";
import { retrying } from "../retry.ts";

/** Discord's limit for a webhook's message; people with Nitro write longer ones. */
const longestContent = 2000;

export interface ReposterOptions {
  readonly client: Client;
  readonly reposts: RepostStore;
  readonly outletFor: (channelId: string, voice: Voice) => Outlet;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * Says people's messages again in their personas' names, and deletes the originals. Where that isn't possible the message
 * stays as it is: without the permission to delete it, with files, too long.
 */
export class Reposter {
  readonly #options: ReposterOptions;
  /** By the message that they are about. */
  readonly #running = new Map<string, Promise<void>>();

  constructor(options: ReposterOptions) {
    this.#options = options;
  }

  /** Resolves when the message stands there as it will stay; at once for one that owes no repost. Never rejects. */
  heard(messageId: string): Promise<void> {
    const running = this.#running.get(messageId);
    if (running !== undefined) return running;
    const owed = this.#options.reposts.of(messageId);
    return owed === undefined ? Promise.resolve() : this.#begin(owed, { resumed: false });
  }

  /** Goes on with what an earlier run of the bot didn't finish. */
  resume(): void {
    for (const owed of this.#options.reposts.all()) void this.#begin(owed, { resumed: true });
  }

  async idle(): Promise<void> {
    await Promise.all(this.#running.values());
  }

  #begin(owed: OwedRepost, how: { readonly resumed: boolean }): Promise<void> {
    const running = this.#repost(owed, how).catch((thrown: unknown) => {
      this.#options.logger.warn(
        { channelId: owed.channelId, error: coerceError(thrown) },
        "a message could not be said again in a persona's name",
      );
      this.#options.reposts.settle(owed.messageId);
    });
    this.#running.set(owed.messageId, running);
    void running.finally(() => this.#running.delete(owed.messageId));
    return running;
  }

  async #repost(owed: OwedRepost, { resumed }: { readonly resumed: boolean }): Promise<void> {
    const { client, reposts, outletFor, clock } = this.#options;
    const { messageId, channelId } = owed;
    const original = this.#mayDelete(channelId) ? await this.#original(owed) : undefined;
    const voice = { characterId: personaVoiceId(owed.personaId), name: owed.name };
    const outlet = outletFor(channelId, voice);
    if (original === undefined || (await outlet.prepare()).via !== "webhook") {
      reposts.settle(messageId);
      return;
    }
    // An earlier run may have sent it and not have come to note it.
    const [sent] = resumed ? await outlet.unrecordedAfter(messageId) : [];
    const posted = sent ?? (await outlet.send(original, noControls, messageId));
    if (posted.webhookId === null) return;
    // From here on the original shows nothing of the chat: its deletion deletes no turn.
    reposts.show(messageId, { messageId: posted.messageId, webhookId: posted.webhookId });
    const channel = client.channels.cache.get(channelId);
    if (channel?.isTextBased() && !channel.isDMBased())
      await retrying(() => channel.messages.delete(messageId), { clock, tries: 3 });
    reposts.settle(messageId);
  }

  /** What the message says; undefined when it can't be said again as a whole. */
  async #original({ channelId, messageId }: OwedRepost): Promise<string | undefined> {
    const { client, clock } = this.#options;
    const channel = client.channels.cache.get(channelId);
    if (!channel?.isTextBased()) return undefined;
    const message = await retrying(() => channel.messages.fetch(messageId), { clock, tries: 3 });
    const { content, attachments, stickers, messageSnapshots, poll } = message;
    const hasMore =
      attachments.size > 0 || stickers.size > 0 || messageSnapshots.size > 0 || poll !== null;
    return hasMore || content === "" || content.length > longestContent ? undefined : content;
  }

  #mayDelete(channelId: string): boolean {
    const { client } = this.#options;
    const channel = client.channels.cache.get(channelId);
    if (channel === undefined || channel.isDMBased() || client.user === null) return false;
    return channel.permissionsFor(client.user)?.has(PermissionFlagsBits.ManageMessages) ?? false;
  }
}
