import { and, asc, eq, isNull, or, type SQL, sql } from "drizzle-orm";
import type { Fact, FactStore } from "../../conversation/memory/fact-store.ts";
import type { Database, Queries } from "../database.ts";
import type { StoreOptions } from "../store-options.ts";
import { memoryFact } from "./memory-schema.ts";

const columns = {
  id: memoryFact.id,
  conversationId: memoryFact.conversationId,
  characterId: memoryFact.characterId,
  text: memoryFact.text,
  authorId: memoryFact.authorId,
  authorName: memoryFact.authorName,
  turnId: memoryFact.turnId,
};

/** Neither who pinned it nor whose turn it comes from has opted out. */
const notOptedOut = sql`not exists (select 1 from opt_out where user_id = ${memoryFact.authorId}
  or user_id = (select author_id from turn where id = ${memoryFact.turnId}))`;

/** Pinned facts in SQLite. */
export function createFactStore(database: Database, { newId, now }: StoreOptions): FactStore {
  return {
    pin: (fact) =>
      database.write((queries) => {
        const pinned: Fact = { ...fact, id: newId() };
        const at = now();
        queries
          .insert(memoryFact)
          .values({ ...pinned, createdAt: at, updatedAt: at })
          .run();
        return pinned;
      }),
    known: (conversationId, characterId) =>
      database.read((queries) =>
        factsWhere(queries, and(of(conversationId, characterId), notOptedOut)),
      ),
    facts: (conversationId, characterId) =>
      database.read((queries) => factsWhere(queries, of(conversationId, characterId))),
    fact: (id) =>
      database.read(
        (queries) => queries.select(columns).from(memoryFact).where(eq(memoryFact.id, id)).all()[0],
      ),
    edit: (id, text) =>
      database.write(
        (queries) =>
          queries
            .update(memoryFact)
            .set({ text, updatedAt: now() })
            .where(eq(memoryFact.id, id))
            .run().changes > 0,
      ),
    remove: (id) =>
      database.write(
        (queries) => queries.delete(memoryFact).where(eq(memoryFact.id, id)).run().changes > 0,
      ),
    clear: (conversationId, authorId) =>
      database.write(
        (queries) =>
          queries
            .delete(memoryFact)
            .where(
              and(
                eq(memoryFact.conversationId, conversationId),
                authorId === null ? undefined : eq(memoryFact.authorId, authorId),
              ),
            )
            .run().changes,
      ),
  };
}

/** Without a character: those of all. */
function of(conversationId: string, characterId: string | null): SQL | undefined {
  const ofCharacter =
    characterId === null
      ? undefined
      : or(isNull(memoryFact.characterId), eq(memoryFact.characterId, characterId));
  return and(eq(memoryFact.conversationId, conversationId), ofCharacter);
}

function factsWhere(queries: Queries, condition: SQL | undefined): readonly Fact[] {
  return (
    queries
      .select(columns)
      .from(memoryFact)
      .where(condition)
      // Those of one moment in the order in which they came.
      .orderBy(asc(memoryFact.createdAt), sql`rowid`)
      .all()
  );
}
