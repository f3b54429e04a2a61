import { and, asc, eq, inArray, isNotNull, sql } from "drizzle-orm";
import type {
  LorebookPlace,
  LorebookScope,
  LorebookStore,
  LorebookSummary,
  NewLorebook,
  StoredLorebook,
} from "../conversation/lore/lorebook-store.ts";
import type { Database, Queries } from "./database.ts";
import { lorebook, lorebookAttachment } from "./schema/lore-tables.ts";
import { swipePrompt } from "./schema/turn-tables.ts";
import type { StoreOptions } from "./store-options.ts";

/** The lorebooks that people brought, in SQLite. */
export function createLorebookStore(database: Database, options: StoreOptions): LorebookStore {
  return {
    add: (book) => database.write((queries) => add(queries, options, book)),
    replace: (id, content) =>
      database.write((queries) => replace(queries, options.now(), id, content)),
    rename: (id, name) => database.write((queries) => rename(queries, options.now(), id, name)),
    remove: (id) => database.write((queries) => remove(queries, id)),
    get: (id) => database.read((queries) => get(queries, id)),
    visible: (place) => database.read((queries) => visible(queries, place)),
    attach: (conversationId, id) =>
      database.write((queries) => attach(queries, conversationId, id)),
    detach: (conversationId, id) =>
      database.write((queries) => detach(queries, conversationId, id)),
    attached: (conversationId) => database.read((queries) => attached(queries, conversationId)),
  };
}

const summaryColumns = {
  id: lorebook.id,
  name: lorebook.name,
  ownerId: lorebook.ownerId,
  guildId: lorebook.guildId,
  conversationId: lorebook.conversationId,
  revision: lorebook.revision,
  // Of the row's header: the content itself isn't read.
  bytes: sql<number>`octet_length(${lorebook.content})`,
};

interface SummaryRow {
  readonly id: string;
  readonly name: string;
  readonly ownerId: string;
  readonly guildId: string | null;
  readonly conversationId: string | null;
  readonly revision: number;
  readonly bytes: number;
}

function add(
  queries: Queries,
  { newId, now }: StoreOptions,
  { name, ownerId, scope, content }: NewLorebook,
): LorebookSummary {
  const id = newId();
  const createdAt = now();
  queries
    .insert(lorebook)
    .values({
      id,
      name,
      ownerId,
      guildId: scope.kind === "guild" ? scope.guildId : null,
      conversationId: scope.kind === "conversation" ? scope.conversationId : null,
      content,
      createdAt,
      updatedAt: createdAt,
    })
    .run();
  return { id, name, ownerId, scope, revision: 1, bytes: Buffer.byteLength(content) };
}

function replace(
  queries: Queries,
  updatedAt: number,
  id: string,
  content: string,
): LorebookSummary | undefined {
  takeFromPrompts(queries, id);
  const [changed] = queries
    .update(lorebook)
    .set({ content, updatedAt, revision: sql`${lorebook.revision} + 1` })
    .where(eq(lorebook.id, id))
    .returning(summaryColumns)
    .all();
  return changed && summary(changed);
}

function remove(queries: Queries, id: string): boolean {
  takeFromPrompts(queries, id);
  return queries.delete(lorebook).where(eq(lorebook.id, id)).run().changes > 0;
}

function rename(queries: Queries, updatedAt: number, id: string, name: string): boolean {
  const { changes } = queries
    .update(lorebook)
    .set({ name, updatedAt })
    .where(eq(lorebook.id, id))
    .run();
  return changes > 0;
}

function get(queries: Queries, id: string): StoredLorebook | undefined {
  const [found] = queries
    .select({ ...summaryColumns, content: lorebook.content })
    .from(lorebook)
    .where(eq(lorebook.id, id))
    .all();
  return found && { ...summary(found), content: found.content };
}

function visible(
  queries: Queries,
  { guildId, conversationId }: LorebookPlace,
): readonly LorebookSummary[] {
  const ofGuild =
    guildId === null
      ? []
      : queries.select(summaryColumns).from(lorebook).where(eq(lorebook.guildId, guildId)).all();
  const ofConversation =
    conversationId === null
      ? []
      : queries
          .select(summaryColumns)
          .from(lorebook)
          .where(eq(lorebook.conversationId, conversationId))
          .all();
  return [...ofConversation, ...ofGuild]
    .map(summary)
    .toSorted((a, b) => a.name.localeCompare(b.name) || a.id.localeCompare(b.id));
}

function attach(queries: Queries, conversationId: string, lorebookId: string): boolean {
  const [last] = queries
    .select({ place: sql<number | null>`max(${lorebookAttachment.place})` })
    .from(lorebookAttachment)
    .where(eq(lorebookAttachment.conversationId, conversationId))
    .all();
  const { changes } = queries
    .insert(lorebookAttachment)
    .values({ conversationId, lorebookId, place: (last?.place ?? 0) + 1 })
    .onConflictDoNothing({
      target: [lorebookAttachment.conversationId, lorebookAttachment.lorebookId],
    })
    .run();
  return changes > 0;
}

function detach(queries: Queries, conversationId: string, lorebookId: string): boolean {
  takeFromPrompts(queries, lorebookId, conversationId);
  const { changes } = queries
    .delete(lorebookAttachment)
    .where(
      and(
        eq(lorebookAttachment.conversationId, conversationId),
        eq(lorebookAttachment.lorebookId, lorebookId),
      ),
    )
    .run();
  return changes > 0;
}

/**
 * Lore stands in prompts until its part of the history goes; what a book doesn't say any more must not. Which line came
 * from which book isn't kept, so what is still called up comes in anew.
 */
function takeFromPrompts(queries: Queries, lorebookId: string, conversationId?: string): void {
  const using = queries
    .select({ id: lorebookAttachment.conversationId })
    .from(lorebookAttachment)
    .where(eq(lorebookAttachment.lorebookId, lorebookId));
  queries
    .update(swipePrompt)
    .set({ standingLore: null })
    .where(
      and(
        conversationId === undefined
          ? inArray(swipePrompt.conversationId, using)
          : eq(swipePrompt.conversationId, conversationId),
        isNotNull(swipePrompt.standingLore),
      ),
    )
    .run();
}

function attached(queries: Queries, conversationId: string): readonly LorebookSummary[] {
  return queries
    .select(summaryColumns)
    .from(lorebookAttachment)
    .innerJoin(lorebook, eq(lorebook.id, lorebookAttachment.lorebookId))
    .where(eq(lorebookAttachment.conversationId, conversationId))
    .orderBy(asc(lorebookAttachment.place))
    .all()
    .map(summary);
}

function summary({ guildId, conversationId, ...rest }: SummaryRow): LorebookSummary {
  return { ...rest, scope: scopeOf(guildId, conversationId) };
}

function scopeOf(guildId: string | null, conversationId: string | null): LorebookScope {
  if (conversationId !== null) return { kind: "conversation", conversationId };
  if (guildId !== null) return { kind: "guild", guildId };
  throw new Error("A lorebook belongs to nobody");
}
