import { and, desc, eq, gt, inArray, lt, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import type { Turn, TurnCounts } from "../conversation/ports.ts";
import type { Queries } from "./database.ts";
import { conversation } from "./schema/conversation-tables.ts";
import { discordMessage, swipe, turn } from "./schema/turn-tables.ts";
import { isOfNobodySilent } from "./silent-people.ts";

export function turnById(queries: Queries, id: string): Turn | undefined {
  return selectTurns(queries).where(eq(turn.id, id)).all()[0];
}

export function turnOfMessage(queries: Queries, messageId: string): Turn | undefined {
  return selectTurns(queries)
    .innerJoin(discordMessage, eq(discordMessage.turnId, turn.id))
    .where(eq(discordMessage.messageId, messageId))
    .all()[0];
}

export function owedTurns(queries: Queries): readonly Turn[] {
  const owed = queries.all<{ id: string }>(sql`
    select id from (
      -- Literals, not parameters: only then can SQLite see that the partial index of owed turns answers this.
      select arrival, id from turn where state in ('open', 'written', 'removing')
      union
      -- A cross join keeps this order: what is owed is little.
      select arrival, id from owed_swipe cross join turn on turn.id = owed_swipe.turn_id
    )
    order by arrival
  `);
  return owed.flatMap(({ id }) => turnById(queries, id) ?? []);
}

export function historyBefore(
  queries: Queries,
  conversationId: string,
  position: number,
  limit: number,
): readonly Turn[] {
  return selectTurns(queries)
    .where(isShown(conversationId, position))
    .orderBy(desc(turn.position))
    .limit(limit)
    .all();
}

export function turnCounts(queries: Queries, conversationId: string, position: number): TurnCounts {
  const [counts] = queries
    .select({
      user: sql<number>`count(*) filter (where ${turn.kind} = 'user')`,
      character: sql<number>`count(*) filter (where ${turn.kind} = 'character')`,
    })
    .from(turn)
    .where(isShown(conversationId, position))
    .all();
  return counts ?? { user: 0, character: 0 };
}

/** Turns before a position that a prompt may show. */
export function isShown(conversationId: string, position: number) {
  return and(
    eq(turn.conversationId, conversationId),
    lt(turn.position, position),
    gt(turn.position, excludedBefore(conversationId)),
    inArray(turn.state, ["written", "done"]),
    isHeard(),
  );
}

/** Who has opted out is in no prompt, nor is what was said to them: it tells what they said. */
export function isHeard() {
  return sql`not exists (select 1 from opt_out where user_id = ${turn.authorId}) and ${sql.raw(isOfNobodySilent)}`;
}

/** Whether a later turn of a character stands. */
export function isFollowed(queries: Queries, turnId: string): boolean {
  const later = alias(turn, "later");
  const found = queries
    .select({ id: later.id })
    .from(turn)
    .innerJoin(
      later,
      and(
        eq(later.conversationId, turn.conversationId),
        gt(later.position, turn.position),
        // Literals, so that SQLite sees that the partial index of what nobody typed answers this.
        sql`${later.kind} <> 'user'`,
        sql`${later.state} in ('written', 'done')`,
      ),
    )
    .where(eq(turn.id, turnId))
    .limit(1)
    .all();
  return found.length > 0;
}

export function excludedBefore(conversationId: string) {
  return sql<number>`(select ${conversation.excludedBefore} from ${conversation} where ${conversation.id} = ${conversationId})`;
}

export function selectTurns(queries: Queries) {
  return queries
    .select({
      id: turn.id,
      conversationId: turn.conversationId,
      position: turn.position,
      kind: turn.kind,
      authorId: turn.authorId,
      speakerName: turn.speakerName,
      personaId: sql<string | null>`nullif(${turn.personaId}, '')`,
      state: turn.state,
      text: sql<string>`coalesce(${swipe.text}, '')`,
      answersTurnId: turn.answersTurnId,
    })
    .from(turn)
    .leftJoin(swipe, and(eq(swipe.turnId, turn.id), eq(swipe.number, turn.activeSwipe)));
}
