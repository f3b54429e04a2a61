import { type RankedTurn } from "../../memory/rank-turns.ts";
import { readQuestion } from "../../memory/read-question.ts";
import { searchTurns } from "../../memory/search-turns.ts";
import { createMemoryCatalogue } from "../../store/memory/memory-catalogue.ts";
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
  const places = catalogue
    .conversations(conversation)
    .map((id) => ({ id, speakers: index.speakers(id), newestMs: catalogue.newestAt(id) ?? 0 }));
  for (const query of queries) {
    const ranked = places
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
