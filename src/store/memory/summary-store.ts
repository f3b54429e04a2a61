import { asc, eq } from "drizzle-orm";
import type {
  Summary,
  SummaryStore,
  SummaryTurn,
} from "../../conversation/memory/summary-store.ts";
import type { Database } from "../database.ts";
import { isOfNobodySilent } from "../silent-people.ts";
import type { StoreOptions } from "../store-options.ts";
import { memorySummary } from "./memory-schema.ts";

/** Summaries in SQLite; the triggers of memory take those away that an edit or a deletion has made untrue. */
export function createSummaryStore(database: Database, { newId, now }: StoreOptions): SummaryStore {
  return {
    summaries: (conversationId) =>
      database.read((queries) => {
        const all: readonly Summary[] = queries
          .select({
            id: memorySummary.id,
            conversationId: memorySummary.conversationId,
            level: memorySummary.level,
            firstPosition: memorySummary.firstPosition,
            lastPosition: memorySummary.lastPosition,
            text: memorySummary.text,
            model: memorySummary.model,
          })
          .from(memorySummary)
          .where(eq(memorySummary.conversationId, conversationId))
          .orderBy(asc(memorySummary.firstPosition), asc(memorySummary.level))
          .all();
        return all.filter((one) => !all.some((wider) => standsFor(wider, one)));
      }),
    turns: (conversationId, range, limit) =>
      database.read(() => turnsOf(database, conversationId, range, limit)),
    add: (summary, from) =>
      database.write((queries) => {
        const { conversationId, firstPosition: first, lastPosition: last } = summary;
        const range = { first, last };
        const current =
          summary.level === 0
            ? turnsOf(database, conversationId, range, from.length + 1)
            : summariesIn(database, conversationId, summary.level - 1, range);
        if (JSON.stringify(current) !== JSON.stringify(from)) return false;
        queries
          .insert(memorySummary)
          .values({ ...summary, id: newId(), createdAt: now() })
          .onConflictDoUpdate({
            target: [
              memorySummary.conversationId,
              memorySummary.level,
              memorySummary.firstPosition,
            ],
            set: { text: summary.text, lastPosition: last, model: summary.model },
          })
          .run();
        return true;
      }),
    clear: (conversationId) =>
      database.write(
        (queries) =>
          queries
            .delete(memorySummary)
            .where(eq(memorySummary.conversationId, conversationId))
            .run().changes,
      ),
  };
}

function standsFor(wider: Summary, one: Summary): boolean {
  return (
    wider.level > one.level &&
    wider.firstPosition <= one.firstPosition &&
    wider.lastPosition >= one.lastPosition
  );
}

/** What a summary of summaries is made from, as {@link turnsOf} tells turns. */
function summariesIn(
  database: Database,
  conversationId: string,
  level: number,
  { first, last }: { readonly first: number; readonly last: number },
): readonly SummaryTurn[] {
  return database
    .statement<[string, number, number, number], SummaryTurn>(
      `select first_position as position, 'Summary' as speakerName, text from memory_summary
       where conversation_id = ? and level = ? and first_position >= ? and last_position <= ?
       order by first_position`,
    )
    .all(conversationId, level, first, last);
}

function turnsOf(
  database: Database,
  conversationId: string,
  { first, last }: { readonly first: number; readonly last: number },
  limit: number,
): readonly SummaryTurn[] {
  return database
    .statement<[string, number, number, number], SummaryTurn>(
      `select turn.position, turn.speaker_name as speakerName, swipe.text
       from turn join swipe on swipe.turn_id = turn.id and swipe.number = turn.active_swipe
       where turn.conversation_id = ? and turn.position between ? and ? and turn.state in ('written', 'done')
         and swipe.text <> '' and turn.author_id not in (select user_id from opt_out)
         and ${isOfNobodySilent}
       order by turn.position limit ?`,
    )
    .all(conversationId, first, last, limit);
}
