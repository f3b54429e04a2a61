import { and, desc, eq, lte, sql } from "drizzle-orm";
import type { HearReason } from "../conversation/hearing/hear-reason.ts";
import { keptReasons, type ReasonStore } from "../conversation/hearing/reason-store.ts";
import type { Database, Queries } from "./database.ts";
import { heardReason } from "./schema/conversation-tables.ts";

/** Why messages were answered or not, in SQLite. */
export function createReasonStore(database: Database): ReasonStore {
  return {
    keep: (reason) => database.write((queries) => keep(queries, reason)),
    reasonOf: (messageId) =>
      database.read(
        (queries) =>
          queries
            .select({ reason: heardReason.reason })
            .from(heardReason)
            .where(eq(heardReason.messageId, messageId))
            .all()[0]?.reason,
      ),
    newest: (channelId) => database.read((queries) => newest(queries, channelId)?.reason),
  };
}

function keep(queries: Queries, reason: HearReason): void {
  const { messageId, channelId } = reason;
  const number = (newest(queries, channelId)?.number ?? 0) + 1;
  const { changes } = queries
    .insert(heardReason)
    .values({ messageId, channelId, number, reason })
    .onConflictDoNothing({ target: heardReason.messageId })
    .run();
  if (changes === 0) return;
  queries
    .delete(heardReason)
    .where(
      and(
        eq(heardReason.channelId, channelId),
        lte(heardReason.number, sql`${number - keptReasons}`),
      ),
    )
    .run();
}

function newest(queries: Queries, channelId: string) {
  return queries
    .select({ number: heardReason.number, reason: heardReason.reason })
    .from(heardReason)
    .where(eq(heardReason.channelId, channelId))
    .orderBy(desc(heardReason.number))
    .limit(1)
    .all()[0];
}
