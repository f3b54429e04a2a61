import { Client, type ClientOptions, GatewayIntentBits, Partials } from "discord.js";
import type { Simulator } from "../../src/simulator/simulator.ts";

/** discord.js as it is in production, apart from the addresses and the waits between identifies. */
export function createDiscordClient(
  simulator: Simulator,
  options: Partial<ClientOptions> = {},
): Client {
  return new Client({
    intents: [
      GatewayIntentBits.Guilds,
      GatewayIntentBits.GuildMessages,
      GatewayIntentBits.GuildMessageReactions,
      GatewayIntentBits.GuildMessageTyping,
      GatewayIntentBits.DirectMessages,
      GatewayIntentBits.MessageContent,
    ],
    partials: [Partials.Channel, Partials.Message],
    allowedMentions: { parse: [] },
    ...options,
    rest: { api: simulator.apiBase, cdn: simulator.cdnBase, ...options.rest },
    // Five seconds lie between two identifies at Discord; a test needn't wait for them.
    ws: {
      buildIdentifyThrottler: async () => ({ waitForIdentify: async () => {} }),
      ...options.ws,
    },
  });
}

/** Logs in and resolves when discord.js calls itself ready. */
export async function connect(client: Client, simulator: Simulator): Promise<Client<true>> {
  const ready = new Promise<Client<true>>((resolve) => client.once("clientReady", resolve));
  await client.login(simulator.token);
  return await ready;
}
