import { DiscordAPIError, type REST } from "discord.js";
import {
  type APIWebhook,
  RESTJSONErrorCodes,
  type RESTPostAPIChannelWebhookJSONBody,
  Routes,
} from "discord-api-types/v10";
import type { Clock } from "../../lib/clock.ts";
import type { Logger } from "../../lib/logger.ts";
import { discordProblem } from "../discord-problem.ts";
import type { StoredWebhook, WebhookStore } from "../ports.ts";

/** Why a channel has no webhook: the permission is missing, or the channel has its fifteen. */
export type WebhookTrouble = "permission" | "limit";

/** The webhook's own name; every message brings its character's. */
const ownName = "Hearthside";
/** How long Discord's refusal is believed before it is asked again. */
const refusalMs = 5 * 60_000;

interface Trouble {
  readonly why: WebhookTrouble;
  /** Until then, Discord isn't asked again. */
  readonly until: number;
}

/**
 * One webhook for each channel, shared by all characters. The promise is what is cached, so that two replies at once
 * make one webhook; a failed one is forgotten.
 */
export class ChannelWebhooks {
  readonly #rest: REST;
  readonly #applicationId: () => string;
  readonly #mayManage: (channelId: string) => boolean;
  readonly #store: WebhookStore;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #known = new Map<string, Promise<StoredWebhook | null>>();
  readonly #troubles = new Map<string, Trouble>();

  constructor(options: {
    readonly rest: REST;
    /** Known once the bot is connected. */
    readonly applicationId: () => string;
    /** Whether the bot may manage the channel's webhooks, as far as it knows. */
    readonly mayManage: (channelId: string) => boolean;
    readonly store: WebhookStore;
    readonly clock: Clock;
    readonly logger: Logger;
  }) {
    this.#rest = options.rest;
    this.#applicationId = options.applicationId;
    this.#mayManage = options.mayManage;
    this.#store = options.store;
    this.#clock = options.clock;
    this.#logger = options.logger;
  }

  /** The channel's webhook, made when there is none; null where there can be none. Not for threads: their parent. */
  of(channelId: string): Promise<StoredWebhook | null> {
    const known = this.#known.get(channelId);
    if (known !== undefined) return known;
    const trouble = this.#troubles.get(channelId);
    if (trouble !== undefined && trouble.until > this.#clock.now()) return Promise.resolve(null);

    const promise = this.#obtain(channelId);
    this.#known.set(channelId, promise);
    const drop = () => {
      if (this.#known.get(channelId) === promise) this.#known.delete(channelId);
    };
    promise.then((webhook) => {
      if (webhook === null) drop();
      else this.#troubles.delete(channelId);
    }, drop);
    return promise;
  }

  /** A webhook was deleted or refused: the next `of` gets another. Nothing happens when it already did. */
  forget(channelId: string, webhookId: string): void {
    if (this.#store.get(channelId)?.id !== webhookId) return;
    this.#store.delete(channelId);
    this.#known.delete(channelId);
  }

  /** Why the last `of` found that there can't be a webhook; null when there can. */
  trouble(channelId: string): WebhookTrouble | null {
    if (!this.#mayManage(channelId) && this.#store.get(channelId) === undefined)
      return "permission";
    return this.#troubles.get(channelId)?.why ?? null;
  }

  async #obtain(channelId: string): Promise<StoredWebhook | null> {
    const stored = this.#store.get(channelId);
    if (stored !== undefined) return stored;
    // Costs no request, so it is looked at each time.
    if (!this.#mayManage(channelId)) return this.#goWithout(channelId, "permission", 0);
    try {
      const { id, token } = (await this.#findOwn(channelId)) ?? (await this.#create(channelId));
      if (token === undefined) throw new Error("Discord sent a webhook of ours without its token");
      this.#store.set(channelId, { id, token });
      return { id, token };
    } catch (thrown) {
      if (
        thrown instanceof DiscordAPIError &&
        (thrown.code === RESTJSONErrorCodes.MaximumNumberOfWebhooksReached ||
          thrown.code === RESTJSONErrorCodes.MaximumNumberOfWebhooksPerGuildReached)
      )
        return this.#goWithout(channelId, "limit", refusalMs);
      if (discordProblem(thrown).kind === "forbidden")
        return this.#goWithout(channelId, "permission", refusalMs);
      throw thrown;
    }
  }

  async #findOwn(channelId: string): Promise<APIWebhook | undefined> {
    const webhooks = (await this.#rest.get(Routes.channelWebhooks(channelId))) as APIWebhook[];
    return webhooks.find(
      (webhook) => webhook.application_id === this.#applicationId() && webhook.token !== undefined,
    );
  }

  async #create(channelId: string): Promise<APIWebhook> {
    const body: RESTPostAPIChannelWebhookJSONBody = { name: ownName };
    return (await this.#rest.post(Routes.channelWebhooks(channelId), { body })) as APIWebhook;
  }

  #goWithout(channelId: string, why: WebhookTrouble, forMs: number): null {
    if (this.#troubles.get(channelId)?.why !== why)
      this.#logger.warn(
        { channelId, why },
        "there can be no webhook in this channel: characters speak as plain messages of the bot",
      );
    this.#troubles.set(channelId, { why, until: this.#clock.now() + forMs });
    return null;
  }
}
