import type { Client, Message } from "discord.js";
import type { HeardMessage } from "../../conversation/ports.ts";
import type { Clock } from "../../lib/clock.ts";
import { retrying } from "../retry.ts";
import { heardMessage } from "./heard-message.ts";
import { botIdentity, isSaid, readMessage } from "./read-message.ts";

const pageSize = 100;
const tries = 4;

export interface MissedMessagesOptions {
  readonly client: Client<true>;
  readonly clock: Clock;
  readonly channelId: string;
  readonly afterId: string;
  /** Most messages; the newest are kept. */
  readonly limit: number;
  readonly signal: AbortSignal;
}

/** What was said in a channel after a message, oldest first. Throws what the requests throw. */
export async function missedMessages(
  options: MissedMessagesOptions,
): Promise<readonly HeardMessage[]> {
  const { client, clock, channelId, limit, signal } = options;
  const request = { clock, tries, signal };
  const channel = await retrying(() => client.channels.fetch(channelId), request);
  if (channel === null || !channel.isTextBased()) return [];

  const missed: Message[] = [];
  for (let after = options.afterId; ; ) {
    const page = await retrying(
      () => channel.messages.fetch({ after, limit: pageSize, cache: false }),
      request,
    );
    const oldestFirst = [...page.values()].sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1));
    missed.push(...oldestFirst);
    const last = oldestFirst.at(-1);
    if (last === undefined || page.size < pageSize) break;
    after = last.id;
  }
  const said = missed.filter(isSaid).slice(-limit);
  await knowMembers(said);
  const guild = "guild" in channel ? channel.guild : null;
  return said.map((message) =>
    heardMessage(readMessage(message), botIdentity(client.user.id, guild)),
  );
}

/** History, unlike the gateway, says nothing of server nicknames: asks for those of people who aren't known yet. */
async function knowMembers(messages: readonly Message[]): Promise<void> {
  const strangers = new Map(
    messages
      .filter(
        ({ author, webhookId, member }) => !author.bot && webhookId === null && member === null,
      )
      .map((message) => [message.author.id, message.guild]),
  );
  await Promise.all(
    [...strangers].map(async ([userId, guild]) => {
      // Someone who left has no nickname any more.
      await guild?.members.fetch(userId).catch(() => undefined);
    }),
  );
}
