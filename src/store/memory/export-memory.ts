import type { Database } from "../database.ts";
import { passageId } from "./passage-ids.ts";

/** One thing that is remembered of a conversation. */
export type ExportedMemory =
  | {
      readonly kind: "turn";
      readonly conversation: string;
      readonly turn: string;
      readonly speaker: string;
      readonly at: string;
      readonly text: string;
    }
  | {
      readonly kind: "summary";
      readonly conversation: string;
      /** Positions of the turns that it stands for, both included. */
      readonly turns: readonly [number, number];
      readonly text: string;
    }
  | {
      readonly kind: "fact";
      readonly conversation: string;
      /** Null: of all characters there. */
      readonly character: string | null;
      readonly pinnedBy: string;
      readonly turn: string | null;
      readonly text: string;
    };

/** Pages, so that no conversation is too long to be held in memory. */
const page = 1000;

/** What is remembered of one conversation: facts, summaries, turns, each in order. */
export function* exportMemory(database: Database, conversation: string): Generator<ExportedMemory> {
  const facts = database.read(() =>
    database
      .statement<
        [string],
        { character: string | null; pinnedBy: string; turn: string | null; text: string }
      >(
        `select character_id as character, author_name as pinnedBy, turn_id as turn, text from memory_fact
         where conversation_id = ? order by created_at, rowid`,
      )
      .all(conversation),
  );
  for (const fact of facts) yield { kind: "fact", conversation, ...fact };
  const summaries = database.read(() =>
    database
      .statement<[string], { first: number; last: number; text: string }>(
        `select first_position as first, last_position as last, text from memory_summary
         where conversation_id = ? order by level, first_position`,
      )
      .all(conversation),
  );
  for (const { first, last, text } of summaries)
    yield { kind: "summary", conversation, turns: [first, last], text };
  yield* turns(database, conversation);
}

function* turns(database: Database, conversation: string): Generator<ExportedMemory> {
  const number = database.read(() =>
    database
      .statement<[string], number>(
        "select number from memory_space where conversation_id = ?",
        "pluck",
      )
      .get(conversation),
  );
  if (number === undefined) return;
  let after = passageId(number, 0) - 1;
  for (;;) {
    const rows = database.read(() =>
      database
        .statement<
          [number, number, number],
          { id: number; turn: string; speaker: string; at: number; text: string }
        >(
          `select memory_passage.id, coalesce(turn_source.source_id, turn.id) as turn, memory_passage.speaker_name as speaker,
             memory_passage.at, swipe.text
           from memory_passage join turn on turn.id = memory_passage.turn_id
           join swipe on swipe.turn_id = turn.id and swipe.number = turn.active_swipe
           left join turn_source on turn_source.turn_id = turn.id
           where memory_passage.id > ? and memory_passage.id < ? order by memory_passage.id limit ?`,
        )
        .all(after, passageId(number + 1, 0), page),
    );
    for (const { id, at, ...row } of rows) {
      after = id;
      yield { kind: "turn", conversation, ...row, at: new Date(at).toISOString() };
    }
    if (rows.length < page) return;
  }
}
