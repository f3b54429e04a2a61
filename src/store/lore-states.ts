import { and, eq, sql } from "drizzle-orm";
import { type LoreState, readLoreState } from "../roleplay/lorebook/timed-effects.ts";
import type { Queries } from "./database.ts";
import { conversation } from "./schema/conversation-tables.ts";
import { lorebookState } from "./schema/lore-tables.ts";
import { turn } from "./schema/turn-tables.ts";

export function loreState(queries: Queries, conversationId: string): LoreState {
  const [found] = queries
    .select({ state: lorebookState.state })
    .from(lorebookState)
    .where(eq(lorebookState.conversationId, conversationId))
    .all();
  return readLoreState(found?.state);
}

/** Remembers what a reply left behind, unless a reset came while it was written. */
export function setLoreState(queries: Queries, turnId: string, state: LoreState): void {
  const [owner] = queries
    .select({ conversationId: turn.conversationId })
    .from(turn)
    .innerJoin(conversation, eq(conversation.id, turn.conversationId))
    .where(and(eq(turn.id, turnId), sql`${turn.position} > ${conversation.excludedBefore}`))
    .all();
  if (owner === undefined) return;
  queries
    .insert(lorebookState)
    .values({ ...owner, state })
    .onConflictDoUpdate({ target: lorebookState.conversationId, set: { state } })
    .run();
}

export function forgetLore(queries: Queries, conversationId: string): void {
  queries.delete(lorebookState).where(eq(lorebookState.conversationId, conversationId)).run();
}
