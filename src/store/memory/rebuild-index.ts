import type { Database } from "../database.ts";

/**
 * Throws passages and vectors away and puts every turn on the backlog, in one transaction. What was built from turns by a
 * model or a person, summaries and facts, stays.
 */
export function rebuildIndex(database: Database): void {
  database.write(() => {
    database.statement("delete from memory_vector").run();
    database.statement("delete from memory_passage").run();
    database.statement("delete from memory_speaker").run();
    database.statement("delete from memory_backlog").run();
    database.statement("insert into memory_words (memory_words) values ('rebuild')").run();
    database
      .statement("insert into memory_backlog (turn_id) select id from turn order by arrival")
      .run();
  });
}
