import { and, eq, gte, inArray, min, sql } from "drizzle-orm";
import type { Queries } from "../database.ts";
import { memorySummary } from "../memory/memory-schema.ts";
import { conversation } from "../schema/conversation-tables.ts";
import { swipe, swipePrompt, turn } from "../schema/turn-tables.ts";
import { conversationsOf, isOf, isWordedBy } from "./words-of-person.ts";

/** Stored prompts since the first thing that they said in a conversation: each may hold their words. */
export function forgetPrompts(queries: Queries, conversationId: string, userId: string): void {
  const here = eq(turn.conversationId, conversationId);
  const firstSaid = queries
    .select({ position: min(turn.position) })
    .from(turn)
    .where(and(here, isOf(userId)))
    .get();
  const firstWorded = queries
    .select({ position: min(turn.position) })
    .from(swipe)
    .innerJoin(turn, eq(turn.id, swipe.turnId))
    .where(and(here, isWordedBy(userId)))
    .get();
  const positions = [firstSaid, firstWorded].flatMap((first) => first?.position ?? []);
  if (positions.length === 0) return;
  queries
    .delete(swipePrompt)
    .where(
      and(
        eq(swipePrompt.conversationId, conversationId),
        gte(swipePrompt.position, Math.min(...positions)),
      ),
    )
    .run();
}

/** Summaries that stand for something they said: those are written anew without them. */
export function forgetSummaries(queries: Queries, userId: string): void {
  const spoken = sql`select 1 from turn where turn.conversation_id = ${memorySummary.conversationId}
    and turn.position between ${memorySummary.firstPosition} and ${memorySummary.lastPosition}
    and (turn.author_id = ${userId} and turn.kind = 'user'
      or exists (select 1 from swipe where swipe.turn_id = turn.id and swipe.edited_by = ${userId}))`;
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
