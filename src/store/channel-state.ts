import { eq, sql } from "drizzle-orm";
import type { Queries } from "./database.ts";
import { channelState } from "./schema/conversation-tables.ts";

export function lastSeen(queries: Queries, channelId: string): string | undefined {
  return queries
    .select({ messageId: channelState.lastSeenMessageId })
    .from(channelState)
    .where(eq(channelState.channelId, channelId))
    .all()[0]?.messageId;
}

/** Keeps the newer of the stored id and this one, so that events out of order don't turn it back. */
export function setLastSeen(queries: Queries, channelId: string, messageId: string): void {
  queries
    .insert(channelState)
    .values({ channelId, lastSeenMessageId: messageId })
    .onConflictDoUpdate({
      target: channelState.channelId,
      set: { lastSeenMessageId: messageId },
      // Snowflakes are decimal numbers without leading zeros, too large for a float: the longer one is newer.
      setWhere: sql`(length(${messageId}), ${messageId}) > (length(${channelState.lastSeenMessageId}), ${channelState.lastSeenMessageId})`,
    })
    .run();
}
