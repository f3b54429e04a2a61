import { type Client, DiscordAPIError } from "discord.js";
import { RESTJSONErrorCodes } from "discord-api-types/v10";
import type { Clock } from "../../lib/clock.ts";

/** Bots seldom come and go. */
const freshMs = 3_600_000;

/** Asks now and then whether one of these bots is in a server; one that can't be asked counts as absent. */
export function proxyPresence(
  client: Client,
  proxyBots: ReadonlySet<string>,
  clock: Pick<Clock, "now">,
): (guildId: string) => Promise<boolean> {
  const known = new Map<string, { readonly at: number; readonly present: Promise<boolean> }>();
  const ask = async (guildId: string): Promise<boolean> => {
    const members = client.guilds.cache.get(guildId)?.members;
    if (members === undefined) return false;
    for (const id of proxyBots) if (members.cache.has(id)) return true;
    const found = await Promise.all(
      [...proxyBots].map((id) => members.fetch(id).then(() => true, isAbsent)),
    );
    return found.includes(true);
  };
  return (guildId) => {
    const last = known.get(guildId);
    if (last !== undefined && clock.now() - last.at < freshMs) return last.present;
    const present = ask(guildId).catch(() => false);
    known.set(guildId, { at: clock.now(), present });
    return present;
  };
}

/** Any other refusal says nothing of the bot. */
function isAbsent(thrown: unknown): false {
  if (thrown instanceof DiscordAPIError && thrown.code === RESTJSONErrorCodes.UnknownMember)
    return false;
  throw thrown;
}
