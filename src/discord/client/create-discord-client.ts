import {
  Client,
  type ClientOptions,
  DefaultRestOptions,
  GatewayIntentBits,
  Options,
  Partials,
  type RateLimitData,
} from "discord.js";
import { systemClock } from "../../lib/clock.ts";
import type { Logger } from "../../lib/logger.ts";
import { keepWaits } from "./keep-waits.ts";
import { spareLostWebhooks } from "./spare-lost-webhooks.ts";
import { tellRefusals } from "./tell-refusals.ts";

export interface DiscordClientOptions {
  /** Another address of the REST API, for instance the simulator's. */
  readonly apiBase?: string | undefined;
  /** Another address of the CDN. */
  readonly cdnBase?: string | undefined;
  /** Another rule for how soon sessions may start after one another; Discord's own when left out. */
  readonly buildIdentifyThrottler?: NonNullable<ClientOptions["ws"]>["buildIdentifyThrottler"];
  readonly logger: Logger;
}

/** discord.js, set up as Hearthside needs it and not connected yet. */
export function createDiscordClient(options: DiscordClientOptions): Client {
  const { apiBase, cdnBase, buildIdentifyThrottler, logger } = options;
  const client: Client = new Client({
    intents: [
      GatewayIntentBits.Guilds,
      GatewayIntentBits.GuildMessages,
      GatewayIntentBits.GuildMessageReactions,
      GatewayIntentBits.DirectMessages,
      GatewayIntentBits.MessageContent,
    ],
    // Direct messages and old messages come in parts only.
    partials: [Partials.Channel, Partials.Message, Partials.Reaction],
    // The store keeps what is needed of messages.
    makeCache: Options.cacheWithLimits({ ...Options.DefaultMakeCacheSettings, MessageManager: 0 }),
    allowedMentions: { parse: [] },
    enforceNonce: true,
    ws: buildIdentifyThrottler === undefined ? {} : { buildIdentifyThrottler },
    rest: {
      ...(apiBase === undefined ? {} : { api: apiBase }),
      ...(cdnBase === undefined ? {} : { cdn: cdnBase }),
      rejectOnRateLimit: isMessageEdit,
      makeRequest: spareLostWebhooks(
        keepWaits(tellRefusals(DefaultRestOptions.makeRequest), systemClock),
        () => client.application?.id,
      ),
      // Ours wait in between and know which requests may be made twice: see `retrying`.
      retries: 0,
    },
  });
  client.on("error", (error) => logger.error({ error }, "discord.js reported an error"));
  client.on("warn", (warning) => logger.warn({ warning }, "discord.js warns"));
  client.on("shardError", (error) => logger.warn({ error }, "the gateway connection failed"));
  client.on("shardReconnecting", () => logger.info({}, "reconnecting to the gateway"));
  client.on("shardResume", (_, replayed) => logger.info({ replayed }, "gateway session resumed"));
  return client;
}

/** Edits that have to wait are given back to the delivery, which has newer text by then. */
function isMessageEdit({ method, route }: RateLimitData): boolean {
  return (
    method.toUpperCase() === "PATCH" &&
    (route === "/channels/:id/messages/:id" || route === "/webhooks/:id/:token/messages/:id")
  );
}
