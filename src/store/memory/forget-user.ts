import type { Database } from "../database.ts";

/**
 * Takes everything that memory has of a user away, in one transaction: passages with their words and vectors, facts that
 * they pinned or that come from what they said, summaries of stretches in which they spoke (which are then written anew,
 * without them), and their names. To be called within, or before, the transaction that deletes or empties their turns.
 */
export function forgetUserInMemory(database: Database, userId: string): void {
  database.write(() => {
    database
      .statement<[string]>(
        `delete from memory_summary where exists (
           select 1 from turn where turn.author_id = ? and turn.conversation_id = memory_summary.conversation_id
             and turn.position between memory_summary.first_position and memory_summary.last_position
         )`,
      )
      .run(userId);
    database
      .statement<[string, string]>(
        "delete from memory_fact where author_id = ? or turn_id in (select id from turn where author_id = ?)",
      )
      .run(userId, userId);
    database.statement<[string]>("delete from memory_passage where author_id = ?").run(userId);
    database
      .statement<[]>(
        `delete from memory_speaker where not exists (
           select 1 from memory_passage where speaker_name = memory_speaker.name
             and memory_passage.id between memory_speaker.space * 16777216 and memory_speaker.space * 16777216 + 16777215
         )`,
      )
      .run();
  });
}
