import { and, eq, ne, notInArray, sql } from "drizzle-orm";
import type { OwedSwipe, SwipeOrder } from "../conversation/swipes/owed-swipe.ts";
import type { Queries } from "./database.ts";
import { owedSwipe, turn } from "./schema/turn-tables.ts";
import type { StoreOptions } from "./store-options.ts";

/** The first text of a turn; its job has the turn's id. */
export function oweReply(queries: Queries, turnId: string, askedBy: string | null = null): void {
  queries.insert(owedSwipe).values({ turnId, jobId: turnId, kind: "reply", askedBy }).run();
}

/** Lets the text that a turn owes be asked for anew. */
export function renewJob(queries: Queries, { newId }: StoreOptions, turnId: string): void {
  queries.update(owedSwipe).set({ jobId: newId() }).where(eq(owedSwipe.turnId, turnId)).run();
}

/** Returns what was owed before; undefined, and nothing changes, when that was nothing. */
export function renewOwed(
  queries: Queries,
  options: StoreOptions,
  turnId: string,
): OwedSwipe | undefined {
  const former = owedBy(queries, turnId);
  if (former !== undefined) renewJob(queries, options, turnId);
  return former;
}

export function owedBy(queries: Queries, turnId: string): OwedSwipe | undefined {
  return queries.select().from(owedSwipe).where(eq(owedSwipe.turnId, turnId)).all()[0];
}

export function owe(
  queries: Queries,
  { newId }: StoreOptions,
  order: SwipeOrder,
): OwedSwipe | undefined {
  const { turnId, revision, kind, note, keptLength, askedBy } = order;
  if (owedBy(queries, turnId) !== undefined) return undefined;
  const { changes } = queries
    .update(turn)
    .set({
      revision: revision + 1,
      state: sql`case when ${turn.state} = 'failed' then 'open' else ${turn.state} end`,
    })
    .where(
      and(
        eq(turn.id, turnId),
        ne(turn.kind, "user"),
        eq(turn.revision, revision),
        notInArray(turn.state, ["removing", "removed"]),
      ),
    )
    .run();
  if (changes === 0) return undefined;
  const owed = { turnId, jobId: newId(), kind, note, keptLength, askedBy, stopped: false };
  queries.insert(owedSwipe).values(owed).run();
  return owed;
}

export function stopOwed(queries: Queries, turnId: string): OwedSwipe | undefined {
  return queries
    .update(owedSwipe)
    .set({ stopped: true })
    .where(eq(owedSwipe.turnId, turnId))
    .returning()
    .all()[0];
}

/** Forgets what a turn owes; undefined when it owes nothing. */
export function settleOwed(queries: Queries, turnId: string): OwedSwipe | undefined {
  return queries.delete(owedSwipe).where(eq(owedSwipe.turnId, turnId)).returning().all()[0];
}
