import { DiscordAPIError, type REST } from "discord.js";
import {
  type APIEmoji,
  type RESTGetAPIApplicationEmojisResult,
  RESTJSONErrorCodes,
  type RESTPostAPIApplicationEmojiJSONBody,
  Routes,
} from "discord-api-types/v10";
import type { Avatar } from "../../conversation/ports.ts";
import type { Clock } from "../../lib/clock.ts";
import { coerceError } from "../../lib/errors.ts";
import type { Logger } from "../../lib/logger.ts";
import type { StateStore } from "../ports.ts";
import { EmojiLedger } from "./emoji-ledger.ts";

/** A reply doesn't wait longer than this for its picture. */
const patienceMs = 4000;
const namePrefix = "hs_";

/**
 * Pictures without a host of one's own: an avatar is uploaded once as an emoji of the application, whose address on
 * Discord's CDN is permanent. A changed picture has another hash and becomes another emoji.
 */
export class AvatarEmojis {
  readonly #rest: REST;
  readonly #applicationId: () => string;
  readonly #avatarOf: (characterId: string) => Promise<Avatar | null>;
  readonly #ledger: EmojiLedger;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #urls = new Map<string, Promise<string>>();
  readonly #complained = new Set<string>();
  #standing: Promise<Map<string, string>> | undefined;

  constructor(options: {
    readonly rest: REST;
    readonly applicationId: () => string;
    readonly avatarOf: (characterId: string) => Promise<Avatar | null>;
    readonly state: StateStore;
    readonly clock: Clock;
    readonly logger: Logger;
  }) {
    this.#rest = options.rest;
    this.#applicationId = options.applicationId;
    this.#avatarOf = options.avatarOf;
    this.#ledger = new EmojiLedger(options.state, options.clock);
    this.#clock = options.clock;
    this.#logger = options.logger;
  }

  /** Where Discord finds the character's picture; null when it has none or it can't be had now. Never rejects. */
  async urlOf(characterId: string): Promise<string | null> {
    const patience = new AbortController();
    try {
      return await Promise.race([
        this.#urlOf(characterId),
        this.#clock.sleep(patienceMs, patience.signal).then(() => null),
      ]);
    } catch (thrown) {
      if (!this.#complained.has(characterId)) {
        this.#complained.add(characterId);
        this.#logger.warn(
          { characterId, error: coerceError(thrown) },
          "the avatar could not be uploaded: the character appears without",
        );
      }
      return null;
    } finally {
      patience.abort();
    }
  }

  async #urlOf(characterId: string): Promise<string | null> {
    const avatar = await this.#avatarOf(characterId);
    if (avatar === null) return null;
    const name = namePrefix + avatar.hash.replace(/\W/g, "").slice(0, 32 - namePrefix.length);
    this.#ledger.touch(name);
    const known = this.#urls.get(name);
    if (known !== undefined) return known;

    const url = this.#emojiId(name, avatar).then((id) => this.#urlOfEmoji(id));
    this.#urls.set(name, url);
    url.catch(() => this.#urls.delete(name));
    return url;
  }

  async #emojiId(name: string, avatar: Avatar): Promise<string> {
    const standing = await this.#listed();
    const id = standing.get(name) ?? (await this.#upload(name, avatar, standing));
    standing.set(name, id);
    this.#ledger.set(name, id);
    return id;
  }

  async #upload(name: string, avatar: Avatar, standing: Map<string, string>): Promise<string> {
    try {
      return await this.#post(name, avatar);
    } catch (thrown) {
      if (!isFull(thrown)) throw thrown;
      await this.#removeLeastUsed(standing);
      return this.#post(name, avatar);
    }
  }

  async #post(name: string, avatar: Avatar): Promise<string> {
    const image = `data:image/png;base64,${Buffer.from(avatar.png).toString("base64")}` as const;
    const body: RESTPostAPIApplicationEmojiJSONBody = { name, image };
    const route = Routes.applicationEmojis(this.#applicationId());
    const emoji = (await this.#rest.post(route, { body })) as APIEmoji;
    if (emoji.id === null) throw new Error("Discord made an emoji without an id");
    return emoji.id;
  }

  /** Makes room among our own; other emojis of the application are not touched. */
  async #removeLeastUsed(standing: Map<string, string>): Promise<void> {
    const ours = [...standing.keys()].filter((name) => name.startsWith(namePrefix));
    const name = this.#ledger.leastUsed(ours);
    const id = name === undefined ? undefined : standing.get(name);
    if (name === undefined || id === undefined)
      throw new Error("the application has no room for another emoji, and none is ours");
    await this.#rest.delete(Routes.applicationEmoji(this.#applicationId(), id));
    standing.delete(name);
    this.#urls.delete(name);
    this.#ledger.delete(name);
  }

  /** Emojis by name, asked for once; when Discord can't say, what is remembered. */
  #listed(): Promise<Map<string, string>> {
    this.#standing ??= this.#list().catch((thrown: unknown) => {
      this.#standing = undefined;
      const remembered = this.#ledger.all();
      if (remembered.size === 0) throw thrown;
      return remembered;
    });
    return this.#standing;
  }

  async #list(): Promise<Map<string, string>> {
    const route = Routes.applicationEmojis(this.#applicationId());
    const { items } = (await this.#rest.get(route)) as RESTGetAPIApplicationEmojisResult;
    const named = new Map<string, string>();
    for (const { id, name } of items) if (id !== null && name !== null) named.set(name, id);
    return named;
  }

  #urlOfEmoji(id: string): string {
    return this.#rest.cdn.emoji(id, { extension: "png", size: 256 });
  }
}

function isFull(thrown: unknown): boolean {
  return (
    thrown instanceof DiscordAPIError &&
    thrown.code === RESTJSONErrorCodes.MaximumNumberOfEmojisReached
  );
}
