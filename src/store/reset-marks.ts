import { and, eq } from "drizzle-orm";
import type { Queries } from "./database.ts";
import { conversation, resetMark } from "./schema/conversation-tables.ts";
import { lorebookState } from "./schema/lore-tables.ts";

/** Notes what a reset that has just been made can be taken back to: before lorebooks forget. */
export function markReset(queries: Queries, conversationId: string, before: number): void {
  const [now] = queries
    .select({ since: conversation.excludedBefore })
    .from(conversation)
    .where(eq(conversation.id, conversationId))
    .all();
  const [lore] = queries
    .select({ state: lorebookState.state })
    .from(lorebookState)
    .where(eq(lorebookState.conversationId, conversationId))
    .all();
  const set = { before, since: now?.since ?? before, loreState: lore?.state ?? null };
  queries
    .insert(resetMark)
    .values({ conversationId, ...set })
    .onConflictDoUpdate({ target: resetMark.conversationId, set })
    .run();
}

/** Takes a conversation's newest reset back. False when there is none any more. */
export function takeResetBack(queries: Queries, conversationId: string): boolean {
  const [mark] = queries
    .select()
    .from(resetMark)
    .where(eq(resetMark.conversationId, conversationId))
    .all();
  if (mark === undefined) return false;
  queries.delete(resetMark).where(eq(resetMark.conversationId, conversationId)).run();
  const { changes } = queries
    .update(conversation)
    .set({ excludedBefore: mark.before })
    .where(and(eq(conversation.id, conversationId), eq(conversation.excludedBefore, mark.since)))
    .run();
  if (changes === 0) return false;
  if (mark.loreState !== null)
    queries
      .insert(lorebookState)
      .values({ conversationId, state: mark.loreState })
      .onConflictDoNothing()
      .run();
  return true;
}
