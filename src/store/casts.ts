import { and, desc, eq, sql } from "drizzle-orm";
import type { CastChanges, CastStore } from "../conversation/cast/cast-store.ts";
import type { CastMember } from "../conversation/ports.ts";
import type { Database, Queries } from "./database.ts";
import { castMember } from "./schema/conversation-tables.ts";
import { turn } from "./schema/turn-tables.ts";
import type { StoreOptions } from "./store-options.ts";

/** Who plays where, in SQLite. */
export function createCastStore(database: Database, { now }: Pick<StoreOptions, "now">): CastStore {
  return {
    add: (conversationId, member) =>
      database.write((queries) => add(queries, conversationId, member, now())),
    remove: (conversationId, characterId) =>
      database.write((queries) => remove(queries, conversationId, characterId)),
    change: (conversationId, characterId, changes) =>
      database.write((queries) => change(queries, conversationId, characterId, changes)),
    lastSpokeAt: (conversationId) =>
      database.read((queries) => lastSpokeAt(queries, conversationId)),
  };
}

export const castColumns = {
  place: castMember.place,
  characterId: castMember.characterId,
  talkativeness: castMember.talkativeness,
  muted: castMember.muted,
};

export function inOrder(
  rows: readonly (CastMember & { readonly place: number })[],
): readonly CastMember[] {
  return rows
    .toSorted((a, b) => a.place - b.place)
    .map(({ characterId, talkativeness, muted }) => ({ characterId, talkativeness, muted }));
}

export function replaceCast(
  queries: Queries,
  conversationId: string,
  cast: readonly CastMember[],
  joinedAt: number,
): void {
  queries.delete(castMember).where(eq(castMember.conversationId, conversationId)).run();
  for (const [place, member] of cast.entries())
    queries
      .insert(castMember)
      .values({ conversationId, place, joinedAt, ...member })
      .run();
}

function add(
  queries: Queries,
  conversationId: string,
  member: CastMember,
  joinedAt: number,
): boolean {
  const place = sql<number>`(select coalesce(max(place), -1) + 1 from cast_member where conversation_id = ${conversationId})`;
  const { changes } = queries
    .insert(castMember)
    .values({ conversationId, place, joinedAt, ...member })
    .onConflictDoNothing({ target: [castMember.conversationId, castMember.characterId] })
    .run();
  return changes > 0;
}

function remove(queries: Queries, conversationId: string, characterId: string): boolean {
  const [others] = queries
    .select({ count: sql<number>`count(*)` })
    .from(castMember)
    .where(
      and(
        eq(castMember.conversationId, conversationId),
        sql`${castMember.characterId} <> ${characterId}`,
      ),
    )
    .all();
  if ((others?.count ?? 0) === 0) return false;
  const { changes } = queries.delete(castMember).where(isMember(conversationId, characterId)).run();
  return changes > 0;
}

function change(
  queries: Queries,
  conversationId: string,
  characterId: string,
  changes: CastChanges,
): boolean {
  const changed = queries
    .update(castMember)
    .set(changes)
    .where(isMember(conversationId, characterId))
    .run();
  return changed.changes > 0;
}

function lastSpokeAt(queries: Queries, conversationId: string): number | null {
  const [newest] = queries
    .select({ createdAt: turn.createdAt })
    .from(turn)
    // A literal, so that a partial index of turns that no person took can answer this.
    .where(and(eq(turn.conversationId, conversationId), sql`${turn.kind} <> 'user'`))
    .orderBy(desc(turn.position))
    .limit(1)
    .all();
  return newest?.createdAt ?? null;
}

function isMember(conversationId: string, characterId: string) {
  return and(
    eq(castMember.conversationId, conversationId),
    eq(castMember.characterId, characterId),
  );
}
