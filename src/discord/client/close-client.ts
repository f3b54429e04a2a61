import type { Client } from "discord.js";

/** Leaves Discord. discord.js reports this too as a connection that it is about to make again, which it isn't. */
export async function closeClient(client: Client): Promise<void> {
  client.removeAllListeners("shardReconnecting");
  await client.destroy();
}
