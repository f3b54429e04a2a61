import { and, eq, isNotNull, isNull, or, sql } from "drizzle-orm";
import type { Queries } from "../database.ts";
import { memoryFact } from "../memory/memory-schema.ts";
import { authorsNote, conversation } from "../schema/conversation-tables.ts";
import { swipe, turn } from "../schema/turn-tables.ts";

/** Ids of the conversations in which a person has said something, or has written something that prompts hold. */
export function conversationsOf(queries: Queries, userId: string): readonly string[] {
  const said = queries.select({ id: turn.conversationId }).from(turn).where(isOf(userId)).all();
  const worded = queries
    .select({ id: turn.conversationId })
    .from(swipe)
    .innerJoin(turn, eq(turn.id, swipe.turnId))
    .where(isWordedBy(userId))
    .all();
  const pinned = queries
    .select({ id: memoryFact.conversationId })
    .from(memoryFact)
    .where(eq(memoryFact.authorId, userId))
    .all();
  const all = [...said, ...worded, ...pinned].map(({ id }) => id);
  return [...new Set([...all, ...framedBy(queries, userId)])];
}

/** That a text of the narrator or of a character was worded by a person, or edited by them: those are their words too. */
export function isWordedBy(userId: string) {
  return eq(swipe.editedBy, userId);
}

/** That a turn is what a person said. Literal, so that SQLite sees that the index of people's turns answers this. */
export function isOf(userId: string) {
  return and(eq(turn.authorId, userId), sql`${turn.kind} = 'user'`);
}

/** Ids of the conversations whose scenario or author's note a person wrote. */
export function framedBy(queries: Queries, userId: string): readonly string[] {
  const scenarios = queries
    .select({ id: conversation.id })
    .from(conversation)
    .where(isScenarioOf(userId))
    .all();
  const notes = queries
    .select({ id: authorsNote.conversationId })
    .from(authorsNote)
    .where(eq(authorsNote.authorId, userId))
    .all();
  return [...new Set([...scenarios, ...notes].map(({ id }) => id))];
}

/** That what stands in the place of a card's scenario is a person's: what opened their post, or what they gave. */
export function isScenarioOf(userId: string) {
  const asHost = and(eq(conversation.hostId, userId), isNull(conversation.scenarioBy));
  return and(isNotNull(conversation.scenario), or(eq(conversation.scenarioBy, userId), asHost));
}
