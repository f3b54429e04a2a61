import Sqlite from "better-sqlite3";
import { isStopWord } from "../../src/memory/words/stop-words.ts";
import { wordsOf } from "../../src/memory/words/words-of.ts";
import type { MadeChat } from "./chat-set.ts";

/** What everybody has for nothing: FTS5 with Porter's stemmer, one row a turn, any word but stop words, by BM25. */
export function plainSearch(chat: MadeChat): (text: string, most: number) => readonly string[] {
  const database = new Sqlite(":memory:");
  database.exec(
    "create virtual table turns using fts5(id unindexed, text, tokenize = 'porter unicode61 remove_diacritics 2')",
  );
  const insert = database.prepare("insert into turns values (?, ?)");
  for (const { id, speaker, text } of chat.turns) insert.run(id, `${speaker}: ${text}`);
  const search = database
    .prepare<[string, number], string>(
      "select id from turns where turns match ? order by bm25(turns) limit ?",
    )
    .pluck();
  return (text, most) => {
    const words = wordsOf(text).filter((word) => !isStopWord(word));
    return words.length === 0
      ? []
      : search.all(words.map((word) => `"${word}"`).join(" OR "), most);
  };
}
