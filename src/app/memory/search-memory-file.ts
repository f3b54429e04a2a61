import { type RankedTurn } from "../../memory/rank-turns.ts";
import { readQuestion } from "../../memory/read-question.ts";
import { searchTurns } from "../../memory/search-turns.ts";
import { createMemoryCatalogue } from "../../store/memory/memory-catalogue.ts";
import { promisingConversations } from "../../store/memory/promising-conversations.ts";
import { createPassageIndex } from "../../store/memory/sqlite-passage-index.ts";
import { openMemoryFile } from "./open-memory-file.ts";

export interface MemoryQuery {
  readonly id: string;
  readonly text: string;
  /** What `yesterday` is relative to; left out, the newest turn. */
  readonly nowMs?: number | undefined;
}

export interface MemoryAnswer {
  readonly id: string;
  readonly hits: readonly MemoryHit[];
}

export interface MemoryHit {
  /** The turn's id in the file that it was imported from, else its own. */
  readonly turn: string;
  readonly score: number;
  readonly speaker: string;
  /** ISO 8601. */
  readonly at: string;
  readonly text: string;
}

const mostSearched = 30;

/** Answers questions from the memory of a database, each from all of its conversations or from one. */
export function* searchMemoryFile({
  databaseFile,
  conversation,
  queries,
  most,
}: {
  readonly databaseFile: string;
  /** Id of a conversation or name of an imported chat; left out: all. */
  readonly conversation?: string | undefined;
  readonly queries: Iterable<MemoryQuery>;
  readonly most: number;
}): Generator<MemoryAnswer> {
  using database = openMemoryFile(databaseFile, "look");
  const index = createPassageIndex(database);
  const catalogue = createMemoryCatalogue(database);
  const conversations = catalogue.conversations(conversation);
  const placeOf = memoized((id: string) => ({
    id,
    speakers: index.speakers(id),
    newestMs: catalogue.newestAt(id) ?? 0,
  }));
  /** Each search of many conversations is one of the few that speak of it. */
  const placesFor = ({ text, nowMs = 0 }: MemoryQuery) =>
    conversations.length <= mostSearched
      ? conversations
      : promisingConversations(database, readQuestion({ text, speakers: [], nowMs }), mostSearched);
  for (const query of queries) {
    const ranked = placesFor(query)
      .map(placeOf)
      .flatMap(({ id, speakers, newestMs }): readonly RankedTurn[] =>
        searchTurns(index, {
          conversationId: id,
          question: readQuestion({
            text: query.text,
            speakers,
            nowMs: query.nowMs ?? newestMs,
          }),
          most,
        }),
      )
      .toSorted((a, b) => b.score - a.score)
      .slice(0, most);
    const known = catalogue.tell(ranked.map(({ passage }) => passage.turnId));
    yield {
      id: query.id,
      hits: ranked.map(({ passage, score }) => ({
        turn: known.get(passage.turnId)?.sourceId ?? passage.turnId,
        score: Number(score.toFixed(4)),
        speaker: passage.speakerName,
        at: new Date(passage.at).toISOString(),
        text: known.get(passage.turnId)?.text ?? "",
      })),
    };
  }
}

function memoized<Value>(make: (key: string) => Value): (key: string) => Value {
  const made = new Map<string, Value>();
  return (key) => {
    const known = made.get(key) ?? make(key);
    made.set(key, known);
    return known;
  };
}
