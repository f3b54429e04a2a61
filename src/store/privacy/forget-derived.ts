import { and, eq, gte, inArray, min, sql } from "drizzle-orm";
import type { Queries } from "../database.ts";
import { memoryFact, memorySummary } from "../memory/memory-schema.ts";
import { authorsNote, conversation } from "../schema/conversation-tables.ts";
import { swipe, swipePrompt, turn } from "../schema/turn-tables.ts";
import { parts } from "./id-lists.ts";
import { conversationsOf, framedBy, isOf, isScenarioOf, isWordedBy } from "./words-of-person.ts";

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

/** What they wrote for prompts besides what they said, and the prompts that held it. */
export function forgetWritings(queries: Queries, userId: string): void {
  forgetRemembered(queries, userId);
  forgetFrames(queries, userId);
  queries.delete(memoryFact).where(eq(memoryFact.authorId, userId)).run();
}

/** The scenarios and author's notes that they wrote, and the prompts of those chats: each held them. */
export function forgetFrames(queries: Queries, userId: string): void {
  for (const part of parts(framedBy(queries, userId)))
    queries.delete(swipePrompt).where(inArray(swipePrompt.conversationId, part)).run();
  queries
    .update(conversation)
    .set({ scenario: null, scenarioBy: null })
    .where(isScenarioOf(userId))
    .run();
  queries.delete(authorsNote).where(eq(authorsNote.authorId, userId)).run();
}
