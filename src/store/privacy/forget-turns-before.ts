import { and, asc, eq, lte, or, sql } from "drizzle-orm";
import type { Queries } from "../database.ts";
import { swipePrompt, turn } from "../schema/turn-tables.ts";
import { deleteTurns } from "./delete-turns.ts";

/** Deletes at most `limit` of the oldest turns from before a moment. Returns how many went. */
export function forgetTurnsBefore(queries: Queries, at: number, limit: number): number {
  const oldest = queries
    .select({
      id: turn.id,
      conversationId: turn.conversationId,
      position: turn.position,
      createdAt: turn.createdAt,
      state: turn.state,
    })
    .from(turn)
    .orderBy(asc(turn.arrival))
    .limit(limit)
    .all();
  // What is owed is paid first; by then it is of today.
  const old = oldest.filter(({ createdAt, state }) => createdAt < at && state !== "open");
  // By conversation the newest of them: prompts that begin later hold none of these turns.
  const newest = new Map(old.map((each) => [each.conversationId, each]));
  for (const { id, conversationId, position } of newest.values())
    queries
      .delete(swipePrompt)
      .where(
        and(
          eq(swipePrompt.conversationId, conversationId),
          or(
            lte(swipePrompt.position, position),
            sql`instr(${swipePrompt.prompt}, ${`"history:${id}"`}) > 0`,
          ),
        ),
      )
      .run();
  deleteTurns(
    queries,
    old.map(({ id }) => id),
  );
  return old.length;
}
