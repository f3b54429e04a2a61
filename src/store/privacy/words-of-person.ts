import { and, eq, sql } from "drizzle-orm";
import type { Queries } from "../database.ts";
import { swipe, turn } from "../schema/turn-tables.ts";

/** Ids of the conversations in which a person has said something, or has worded a reply. */
export function conversationsOf(queries: Queries, userId: string): readonly string[] {
  const said = queries.select({ id: turn.conversationId }).from(turn).where(isOf(userId)).all();
  const worded = queries
    .select({ id: turn.conversationId })
    .from(swipe)
    .innerJoin(turn, eq(turn.id, swipe.turnId))
    .where(isWordedBy(userId))
    .all();
  return [...new Set([...said, ...worded].map(({ id }) => id))];
}

/** That a text of the narrator or of a character was worded by a person, or edited by them: those are their words too. */
export function isWordedBy(userId: string) {
  return eq(swipe.editedBy, userId);
}

/** That a turn is what a person said. Literal, so that SQLite sees that the index of people's turns answers this. */
export function isOf(userId: string) {
  return and(eq(turn.authorId, userId), sql`${turn.kind} = 'user'`);
}
