import { indexedText } from "../../memory/indexed-text.ts";
import type { Database } from "../database.ts";
import { passageId } from "./passage-ids.ts";

interface BacklogRow {
  readonly turnId: string;
  readonly conversationId: string | null;
  readonly position: number | null;
  readonly state: string | null;
  readonly authorId: string | null;
  readonly speakerName: string | null;
  readonly createdAt: number | null;
  readonly text: string | null;
}

/**
 * Takes the oldest turns of the backlog into memory, or out of it, in one transaction with striking them off: killed at
 * any point, the next call goes on from there. Returns how many turns it dealt with.
 */
export function takeInTurns(database: Database, most: number): number {
  return database.write(() => {
    const rows = database
      .statement<[number], BacklogRow>(
        `select memory_backlog.turn_id as turnId, turn.conversation_id as conversationId, turn.position,
           turn.state, turn.author_id as authorId, turn.speaker_name as speakerName, turn.created_at as createdAt,
           swipe.text
         from memory_backlog
         left join turn on turn.id = memory_backlog.turn_id
         left join swipe on swipe.turn_id = turn.id and swipe.number = turn.active_swipe
         order by memory_backlog.rowid limit ?`,
      )
      .all(most);
    for (const row of rows) takeIn(database, row);
    return rows.length;
  });
}

function takeIn(database: Database, row: BacklogRow): void {
  const { turnId, conversationId, position, authorId, speakerName, createdAt, text } = row;
  const shown = row.state === "written" || row.state === "done";
  const indexed = shown && text !== null ? indexedText(text) : undefined;
  if (
    indexed === undefined ||
    indexed.wordCount === 0 ||
    conversationId === null ||
    position === null ||
    authorId === null ||
    speakerName === null
  )
    database.statement<[string]>("delete from memory_passage where turn_id = ?").run(turnId);
  else {
    const space = spaceOf(database, conversationId);
    database
      .statement<[number, string]>(
        "insert or ignore into memory_speaker (space, name) values (?, ?)",
      )
      .run(space, speakerName);
    database
      .statement<[number, string, string, string, number, string, number, number, number]>(
        // A text that changed loses its vector; the trigger sees to the words.
        `insert into memory_passage (id, turn_id, author_id, speaker_name, at, words, word_count, asks, tells_time, embedding)
         values (?, ?, ?, ?, ?, ?, ?, ?, ?, 0)
         on conflict (id) do update set author_id = excluded.author_id, speaker_name = excluded.speaker_name,
           words = excluded.words, word_count = excluded.word_count, asks = excluded.asks,
           tells_time = excluded.tells_time,
           embedding = case when words = excluded.words then embedding else 0 end`,
      )
      .run(
        passageId(space, position),
        turnId,
        authorId,
        speakerName,
        createdAt ?? 0,
        indexed.words,
        indexed.wordCount,
        Number(indexed.asks),
        Number(indexed.tellsTime),
      );
  }
  database.statement<[string]>("delete from memory_backlog where turn_id = ?").run(turnId);
}

function spaceOf(database: Database, conversationId: string): number {
  const number = () =>
    database
      .statement<[string], number>(
        "select number from memory_space where conversation_id = ?",
        "pluck",
      )
      .get(conversationId);
  const known = number();
  if (known !== undefined) return known;
  database
    .statement<[string]>("insert into memory_space (conversation_id) values (?)")
    .run(conversationId);
  return number() ?? Number.NaN;
}
