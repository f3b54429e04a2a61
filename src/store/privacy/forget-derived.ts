import { and, asc, eq, gte, inArray, sql } from "drizzle-orm";
import type { Queries } from "../database.ts";
import { memorySummary } from "../memory/memory-schema.ts";
import { conversation } from "../schema/conversation-tables.ts";
import { swipePrompt, turn } from "../schema/turn-tables.ts";
import { conversationsOf, isOf } from "./words-of-person.ts";

/** Stored prompts since the first thing that they said in a conversation: each may hold their words. */
export function forgetPrompts(queries: Queries, conversationId: string, userId: string): void {
  const [first] = queries
    .select({ position: turn.position })
    .from(turn)
    .where(and(eq(turn.conversationId, conversationId), isOf(userId)))
    .orderBy(asc(turn.position))
    .limit(1)
    .all();
  if (first === undefined) return;
  queries
    .delete(swipePrompt)
    .where(
      and(
        eq(swipePrompt.conversationId, conversationId),
        gte(swipePrompt.position, first.position),
      ),
    )
    .run();
}

/** Summaries that stand for something they said: those are written anew without them. */
export function forgetSummaries(queries: Queries, userId: string): void {
  const spoken = sql`select 1 from turn where turn.conversation_id = ${memorySummary.conversationId}
    and turn.author_id = ${userId} and turn.kind = 'user'
    and turn.position between ${memorySummary.firstPosition} and ${memorySummary.lastPosition}`;
  queries
    .delete(memorySummary)
    .where(
      and(
        inArray(memorySummary.conversationId, conversationsOf(queries, userId)),
        sql`exists (${spoken})`,
      ),
    )
    .run();
}

/**
 * Prompts that hold what they pinned, or what was recalled of theirs, wherever: channels may share their memory, and a
 * fact that is gone still stands in the prompts of its time.
 */
export function forgetRemembered(queries: Queries, userId: string): void {
  queries
    .delete(swipePrompt)
    .where(
      sql`instr(${swipePrompt.prompt}, ${userId}) > 0 and exists (
        select 1 from json_each(${swipePrompt.prompt}, '$.memory') as line
        where json_extract(line.value, '$.authorId') = ${userId}
      )`,
    )
    .run();
}

/** What stands in the place of a card's scenario is the host's: what opened their post, or what they gave. */
export function forgetScenarios(queries: Queries, userId: string): void {
  queries.update(conversation).set({ scenario: null }).where(eq(conversation.hostId, userId)).run();
}
