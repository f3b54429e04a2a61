import type Sqlite from "better-sqlite3";

/**
 * How memory follows the turns, whoever changes them: within the same transaction a changed turn is put on the backlog,
 * and what was derived from a turn that is gone or reads otherwise now is taken away. They are made when the database is
 * opened and not in a migration, because a migration that rebuilds a table loses its triggers.
 */
const triggers: Readonly<Record<string, string>> = {
  memory_turn_changed: `after update of state, active_swipe, author_id, speaker_name on turn
    when old.active_swipe is not new.active_swipe or old.author_id is not new.author_id
      or old.speaker_name is not new.speaker_name
      or (old.state in ('written', 'done')) is not (new.state in ('written', 'done'))
    begin insert or ignore into memory_backlog (turn_id) values (new.id); end`,
  memory_text_changed: `after update of text on swipe when old.text is not new.text
    begin
      insert or ignore into memory_backlog (turn_id) values (new.turn_id);
      delete from memory_summary where exists (
        select 1 from turn where turn.id = new.turn_id and turn.conversation_id = memory_summary.conversation_id
          and turn.position between memory_summary.first_position and memory_summary.last_position
      ) and memory_summary.conversation_id = (select conversation_id from turn where id = new.turn_id);
    end`,
  memory_turn_unsaid: `after update of state, active_swipe, author_id, speaker_name on turn
    when old.active_swipe is not null and (old.active_swipe is not new.active_swipe
      or old.author_id is not new.author_id or old.speaker_name is not new.speaker_name
      or (old.state in ('written', 'done') and new.state not in ('written', 'done')))
    begin
      delete from memory_summary where conversation_id = old.conversation_id
        and old.position between first_position and last_position;
    end`,
  memory_turn_deleted: `after delete on turn
    begin
      delete from memory_backlog where turn_id = old.id;
      delete from memory_passage where turn_id = old.id;
      delete from memory_summary where conversation_id = old.conversation_id
        and old.position between first_position and last_position;
    end`,
  memory_passage_added: `after insert on memory_passage
    begin insert into memory_words (rowid, words) values (new.id, new.words); end`,
  memory_passage_changed: `after update of words on memory_passage when old.words is not new.words
    begin
      insert into memory_words (memory_words, rowid, words) values ('delete', old.id, old.words);
      insert into memory_words (rowid, words) values (new.id, new.words);
    end`,
  memory_passage_gone: `after delete on memory_passage
    begin
      insert into memory_words (memory_words, rowid, words) values ('delete', old.id, old.words);
      delete from memory_vector where passage_id = old.id;
    end`,
};

/** Takes them away where migrations are due: one that renames a table stumbles over triggers that speak of it. */
export function dropMemoryTriggers(client: Sqlite.Database, migrations: readonly unknown[]): void {
  if (client.pragma("user_version", { simple: true }) === migrations.length) return;
  for (const name of Object.keys(triggers)) client.exec(`drop trigger if exists ${name}`);
}

/** Does nothing in a database that has no memory yet: tests open databases of the past. */
export function installMemoryTriggers(client: Sqlite.Database): void {
  const hasMemory = client.prepare("select 1 from sqlite_schema where name = 'memory_words'").get();
  if (hasMemory === undefined) return;
  const existing = client.prepare<[string], string>(
    "select sql from sqlite_schema where type = 'trigger' and name = ?",
  );
  existing.pluck();
  for (const [name, body] of Object.entries(triggers)) {
    const sql = `CREATE TRIGGER ${name} ${body}`;
    if (existing.get(name) === sql) continue;
    client.exec(`drop trigger if exists ${name}; ${sql}`);
  }
}
