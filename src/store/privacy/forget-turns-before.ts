import { and, eq, lte, ne, or, sql } from "drizzle-orm";
import type { Queries } from "../database.ts";
import { swipePrompt, turn } from "../schema/turn-tables.ts";
import { deleteTurns } from "./delete-turns.ts";

/** Since when a turn is kept. Literal, so that SQLite sees that an index answers this. */
const storedAt = sql`case when stored_at is null then created_at else stored_at end`;

/** Deletes at most `limit` of the turns that have been kept since before a moment, the oldest first. Returns how many went. */
export function forgetTurnsBefore(queries: Queries, at: number, limit: number): number {
  const old = queries
    .select({
      id: turn.id,
      conversationId: turn.conversationId,
      position: turn.position,
    })
    .from(turn)
    // What is owed is paid first; by then it is of today.
    .where(and(sql`${storedAt} < ${at}`, ne(turn.state, "open")))
    .orderBy(storedAt)
    .limit(limit)
    .all();
  // By conversation the newest of them: prompts that begin later hold none of these turns.
  const inOrder = old.toSorted((one, other) => one.position - other.position);
  const newest = new Map(inOrder.map((each) => [each.conversationId, each]));
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
