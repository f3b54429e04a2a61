import { and, eq, isNull, sql } from "drizzle-orm";
import type { Turn } from "../conversation/ports.ts";
import type { Queries } from "./database.ts";
import { turn } from "./schema/turn-tables.ts";
import { selectTurns } from "./turn-queries.ts";

/** What was said before so many turns isn't looked at. */
const turnsLookedAt = 60;

/** Discord's ids rise with time; they are text here, and not all of one length. */
export function messagesAfter(queries: Queries, messageId: string, exceptTurnId: string): number {
  const [found] = queries.all<{ count: number }>(sql`
    select count(*) as count
    from turn as own
    join conversation on conversation.id = own.conversation_id
    join turn on turn.conversation_id = own.conversation_id
      and turn.position > conversation.last_position - ${turnsLookedAt}
    join discord_message as message on message.turn_id = turn.id
    where own.id = ${exceptTurnId} and turn.id <> own.id
      and cast(message.message_id as integer) > cast(${messageId} as integer)
  `);
  return found?.count ?? 0;
}

export function quotes(queries: Queries, turnId: string): boolean | null {
  const [found] = queries
    .select({ quotes: turn.quotes })
    .from(turn)
    .where(eq(turn.id, turnId))
    .all();
  return found?.quotes ?? null;
}

export function decideQuote(queries: Queries, turnId: string, quoting: boolean): void {
  queries
    .update(turn)
    .set({ quotes: quoting })
    .where(and(eq(turn.id, turnId), isNull(turn.quotes)))
    .run();
}

export function quotingTurn(queries: Queries, answeredTurnId: string): Turn | undefined {
  return selectTurns(queries)
    .where(and(eq(turn.answersTurnId, answeredTurnId), eq(turn.quotes, true)))
    .all()[0];
}
