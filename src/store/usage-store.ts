import { and, asc, eq, gt, lte, sql } from "drizzle-orm";
import { dayMs } from "../conversation/limits/daily-tokens.ts";
import type { UsageStore } from "../conversation/limits/usage-store.ts";
import type { Swipe } from "../conversation/ports.ts";
import type { OwedSwipe } from "../conversation/swipes/owed-swipe.ts";
import type { Database, Queries } from "./database.ts";
import { conversation } from "./schema/conversation-tables.ts";
import { usage } from "./schema/people-tables.ts";
import { turn } from "./schema/turn-tables.ts";

const hourMs = 60 * 60_000;

/** How much was written for people lately, in SQLite. */
export function createUsageStore(database: Database): UsageStore {
  return {
    of: (userId, guildId, since) =>
      database.read((queries) =>
        queries
          .select({ hour: usage.hour, tokens: usage.tokens })
          .from(usage)
          .where(
            and(eq(usage.userId, userId), eq(usage.guildId, guildId ?? ""), gt(usage.hour, since)),
          )
          .orderBy(asc(usage.hour))
          .all(),
      ),
  };
}

/**
 * Counts a reply for who asked for it, in a chat or by a button, and forgets what is older than a day. What a character was
 * called for by another, or said by itself, counts for nobody.
 */
export function countReply(
  queries: Queries,
  now: number,
  { turnId, askedBy }: OwedSwipe,
  { report }: Swipe,
): void {
  const asked = queries
    .select({ guildId: conversation.guildId, answers: turn.answersTurnId })
    .from(turn)
    .innerJoin(conversation, eq(conversation.id, turn.conversationId))
    .where(eq(turn.id, turnId))
    .all()[0];
  const userId = askedBy ?? authorOf(queries, asked?.answers ?? null);
  if (report === null || asked === undefined || userId === null) return;
  const { generatedTokens: tokens } = report;
  queries
    .delete(usage)
    .where(lte(usage.hour, now - dayMs))
    .run();
  queries
    .insert(usage)
    .values({ userId, guildId: asked.guildId ?? "", hour: now - (now % hourMs), tokens })
    .onConflictDoUpdate({
      target: [usage.userId, usage.guildId, usage.hour],
      set: { tokens: sql`${usage.tokens} + ${tokens}` },
    })
    .run();
}

/** The person who said a turn; null for a character's. */
function authorOf(queries: Queries, turnId: string | null): string | null {
  if (turnId === null) return null;
  const said = queries
    .select({ authorId: turn.authorId })
    .from(turn)
    .where(and(eq(turn.id, turnId), eq(turn.kind, "user")))
    .all();
  return said[0]?.authorId ?? null;
}
