import { type Client, Team } from "discord.js";

/** Discord ids of who owns the bot's application: one person, or the members of a team. */
export async function applicationOwners(client: Client<true>): Promise<readonly string[]> {
  const { owner } = await client.application.fetch();
  if (owner instanceof Team) return [...owner.members.keys()];
  return owner === null ? [] : [owner.id];
}
