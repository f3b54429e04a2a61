import {
  type Attachment,
  type Client,
  type Message,
  MessageReferenceType,
  PermissionFlagsBits,
} from "discord.js";
import type { Voice } from "../../conversation/delivery.ts";
import { personaVoiceId } from "../../conversation/personas/persona.ts";
import type { OwedRepost, RepostStore } from "../../conversation/personas/repost-store.ts";
import { noControls } from "../../conversation/swipes/reply-controls.ts";
import type { Clock } from "../../lib/clock.ts";
import { coerceError } from "../../lib/errors.ts";
import type { Logger } from "../../lib/logger.ts";
import type { DownloadAttachment } from "../commands/download-attachment.ts";
import type { Outlet, SentFile } from "../delivery/outlet.ts";
import { retrying } from "../retry.ts";
import { replyLine } from "./reply-line.ts";

/** Discord's limit for a webhook's message; people with Nitro write longer ones. */
export const longestContent = 2000;
/** Of all files of a message: Discord takes 10 MiB everywhere, and other parts of the request need room. */
const mostFileBytes = 9 * 1024 * 1024;

export interface ReposterOptions {
  readonly client: Client;
  readonly reposts: RepostStore;
  readonly outletFor: (channelId: string, voice: Voice) => Outlet;
  readonly download: DownloadAttachment;
  readonly clock: Clock;
  readonly logger: Logger;
}

interface Words {
  readonly content: string;
  readonly files: readonly SentFile[];
}

/**
 * Says people's messages again in their personas' names, with their files, and deletes the originals; what a message replied to
 * is linked above it, since webhooks can't reply. Where that isn't possible the message stays as it is: without the permission
 * to delete it, with stickers or a poll, with files that are too large, too long.
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
    const { content, files } = original;
    const posted = sent ?? (await outlet.send(content, noControls, messageId, files));
    if (posted.webhookId === null) return;
    // From here on the original shows nothing of the chat: its deletion deletes no turn.
    reposts.show(messageId, { messageId: posted.messageId, webhookId: posted.webhookId });
    const channel = client.channels.cache.get(channelId);
    if (channel?.isTextBased() && !channel.isDMBased())
      await retrying(() => channel.messages.delete(messageId), { clock, tries: 3 });
    reposts.settle(messageId);
  }

  /** What the message says; undefined when it can't be said again as a whole. */
  async #original({ channelId, messageId }: OwedRepost): Promise<Words | undefined> {
    const { client, clock } = this.#options;
    const channel = client.channels.cache.get(channelId);
    if (!channel?.isTextBased()) return undefined;
    const message = await retrying(() => channel.messages.fetch(messageId), { clock, tries: 3 });
    const { stickers, messageSnapshots, poll, attachments } = message;
    if (stickers.size > 0 || messageSnapshots.size > 0 || poll !== null) return undefined;
    const content = `${lineAbove(message)}${message.content}`;
    const isEmpty = message.content === "" && attachments.size === 0;
    if (isEmpty || content.length > longestContent) return undefined;
    const files = await this.#files([...attachments.values()]);
    return files && { content, files };
  }

  /** The files of a message; undefined when they can't be sent again as they are. */
  async #files(attachments: readonly Attachment[]): Promise<readonly SentFile[] | undefined> {
    const { download, logger } = this.#options;
    const size = attachments.reduce((sum, each) => sum + each.size, 0);
    // A voice message is none any more when it is sent as a file.
    if (size > mostFileBytes || attachments.some(({ waveform }) => waveform !== null))
      return undefined;
    try {
      const files: SentFile[] = [];
      for (const { name, url, size: announced, spoiler } of attachments) {
        const { bytes } = await download({ name, url, size: announced }, mostFileBytes);
        const marked = spoiler && !name.startsWith("SPOILER_") ? `SPOILER_${name}` : name;
        files.push({ name: marked, data: Buffer.from(bytes) });
      }
      return files;
    } catch (thrown) {
      logger.debug({ error: coerceError(thrown) }, "the files of a message could not be fetched");
      return undefined;
    }
  }

  #mayDelete(channelId: string): boolean {
    const { client } = this.#options;
    const channel = client.channels.cache.get(channelId);
    if (channel === undefined || channel.isDMBased() || client.user === null) return false;
    return channel.permissionsFor(client.user)?.has(PermissionFlagsBits.ManageMessages) ?? false;
  }
}

/** Where the message leads that this one replies to. */
function lineAbove({ reference, guildId }: Message): string {
  if (reference?.type !== MessageReferenceType.Default || reference.messageId === undefined)
    return "";
  const link = `https://discord.com/channels/${guildId ?? "@me"}/${reference.channelId}/${reference.messageId}`;
  return replyLine(link);
}
