import type { Passage } from "../../memory/passage.ts";
import type { PassageIndex, PositionRange, WordHits } from "../../memory/passage-index.ts";
import type { Database } from "../database.ts";
import { matchOf } from "./match-of.ts";
import { nearestPassages } from "./nearest-passages.ts";
import { passageId, positionOf } from "./passage-ids.ts";

/** Conversations up to this length are searched as a whole. */
const wholeLength = 3000;
/** Of longer ones, so many of the newest turns tell how often a word is said. */
const sample = 1024;

/**
 * Memory's full-text search: FTS5 with ids that are clustered by conversation. FTS5 keeps a word's rows in the order of
 * their ids and can jump to one, so a range of ids is all that a search of one conversation reads, whatever else the
 * table holds. Its own `bm25()` would read every row of each word in all conversations: ranking is done by `memory/`.
 */
export function createPassageIndex(database: Database): PassageIndex {
  const space = (conversationId: string) =>
    database
      .statement<[string], number>(
        "select number from memory_space where conversation_id = ?",
        "pluck",
      )
      .get(conversationId);
  return {
    range: (conversationId) => database.read(() => rangeOf(database, space(conversationId))),
    speakers: (conversationId) =>
      database.read(() =>
        database
          .statement<[string], string>(
            `select name from memory_speaker where space = (
               select number from memory_space where conversation_id = ?
             )`,
            "pluck",
          )
          .all(conversationId),
      ),
    find: (conversationId, words, range, most) =>
      database.read(() => {
        const number = space(conversationId);
        return number === undefined
          ? { positions: [], documents: 0 }
          : find(database, number, words, range, most);
      }),
    passages: (conversationId, positions) =>
      database.read(() => {
        const number = space(conversationId);
        return number === undefined ? [] : passages(database, conversationId, number, positions);
      }),
    saidBetween: (conversationId, range, time, most) =>
      database.read(() => {
        const number = space(conversationId);
        return number === undefined ? [] : saidBetween(database, number, range, time, most);
      }),
    nearest: (conversationId, query, range, most) =>
      database.read(() => {
        const number = space(conversationId);
        return number === undefined ? [] : nearestPassages(database, number, query, range, most);
      }),
  };
}

function rangeOf(database: Database, number: number | undefined): PositionRange | undefined {
  if (number === undefined) return undefined;
  const bounds = [passageId(number, 0), passageId(number + 1, 0) - 1] as const;
  const end = (order: "asc" | "desc") =>
    database
      .statement<[number, number], number>(
        `select id from memory_passage where id between ? and ? order by id ${order} limit 1`,
        "pluck",
      )
      .get(...bounds);
  const first = end("asc");
  const last = end("desc");
  return first === undefined || last === undefined
    ? undefined
    : { first: positionOf(first), last: positionOf(last) };
}

function find(
  database: Database,
  number: number,
  words: readonly string[],
  range: PositionRange,
  most: number,
): WordHits {
  const match = matchOf(words);
  const length = range.last - range.first + 1;
  if (length <= wholeLength) return whole(hits(database, number, match, range, wholeLength));
  const newest = { first: range.last - sample + 1, last: range.last };
  const share = count(database, number, match, newest) / sample;
  const span = share === 0 ? length : Math.ceil((1.25 * most) / share);
  if (span < length) {
    const positions = hits(
      database,
      number,
      match,
      { first: range.last - span, last: range.last },
      2 * most,
    );
    return { positions, documents: Math.round(share * length) };
  }
  const positions = hits(database, number, match, range, 2 * most);
  return { positions, documents: Math.max(positions.length, Math.round(share * length)) };
}

function whole(positions: readonly number[]): WordHits {
  return { positions, documents: positions.length };
}

// SQLite gets numbers of JavaScript as floating point, and FTS5 ignores a bound that is no integer.
const inRange = "memory_words match ? and rowid between cast(? as integer) and cast(? as integer)";

function hits(
  database: Database,
  number: number,
  match: string,
  range: PositionRange,
  most: number,
): readonly number[] {
  // One text for all is several times as fast as a row for each.
  const list = database
    .statement<[number, string, number, number, number], string | null>(
      `select group_concat(position) from (
         select rowid - cast(? as integer) as position from memory_words where ${inRange} order by rowid limit ?
       )`,
      "pluck",
    )
    .get(
      passageId(number, 0),
      match,
      passageId(number, range.first),
      passageId(number, range.last),
      most,
    );
  return list ? list.split(",").map(Number) : [];
}

function count(database: Database, number: number, match: string, range: PositionRange): number {
  return (
    database
      .statement<[string, number, number], number>(
        `select count(*) from memory_words where ${inRange}`,
        "pluck",
      )
      .get(match, passageId(number, range.first), passageId(number, range.last)) ?? 0
  );
}

interface PassageRow {
  readonly id: number;
  readonly turnId: string;
  readonly authorId: string;
  readonly speakerName: string;
  readonly at: number;
  readonly wordCount: number;
  readonly asks: number;
  readonly tellsTime: number;
}

function passages(
  database: Database,
  conversationId: string,
  number: number,
  positions: readonly number[],
): readonly Passage[] {
  const ids = positions.map((position) => passageId(number, position));
  return database
    .statement<[string], PassageRow>(
      `select id, turn_id as turnId, author_id as authorId, speaker_name as speakerName, at, word_count as wordCount,
         asks, tells_time as tellsTime
       from memory_passage where id in (select value from json_each(?))`,
    )
    .all(JSON.stringify(ids))
    .map(({ id, asks, tellsTime, ...row }) => ({
      ...row,
      conversationId,
      position: positionOf(id),
      asks: asks === 1,
      tellsTime: tellsTime === 1,
    }));
}

function saidBetween(
  database: Database,
  number: number,
  range: PositionRange,
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
  most: number,
): readonly number[] {
  // Turns follow each other in time, so the end of the stretch is found by halving.
  const last = lastUntil(database, number, range, toMs);
  if (last === undefined) return [];
  return database
    .statement<[number, number, number, number], number>(
      `select id from memory_passage where id between ? and ? and at >= ? order by id desc limit ?`,
      "pluck",
    )
    .all(
      passageId(number, Math.max(range.first, last - 4 * most)),
      passageId(number, last),
      fromMs,
      most,
    )
    .map(positionOf)
    .toReversed();
}

/** The last position that was said at or before a time. */
function lastUntil(
  database: Database,
  number: number,
  range: PositionRange,
  timeMs: number,
): number | undefined {
  const before = database.statement<[number, number], { readonly id: number; readonly at: number }>(
    "select id, at from memory_passage where id between ? and ? order by id desc limit 1",
  );
  let low = range.first;
  let high = range.last;
  let found: number | undefined;
  while (low <= high) {
    const middle = Math.floor((low + high) / 2);
    const row = before.get(passageId(number, range.first), passageId(number, middle));
    if (row === undefined || row.at <= timeMs) {
      if (row !== undefined) found = positionOf(row.id);
      low = middle + 1;
    } else high = positionOf(row.id) - 1;
  }
  return found;
}
