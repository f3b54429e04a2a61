import type { Question } from "../../memory/read-question.ts";
import { wordsOf } from "../../memory/words/words-of.ts";
import type { Database } from "../database.ts";
import { matchOf } from "./match-of.ts";
import { passageId } from "./passage-ids.ts";

/** Of a word that is said more often, it matters little where. */
const mostMentions = 5000;
/** A person whom the question names speaks there. */
const worthOfSpeaker = 2;

/**
 * The conversations where most of a question's words are said, best first: what a search of very many conversations can
 * be kept to. What it costs grows neither with their number nor with their length.
 */
export function promisingConversations(
  database: Database,
  question: Question,
  most: number,
): readonly string[] {
  return database.read(() => {
    const worth = new Map<number, number>();
    const add = (space: number, more: number) => worth.set(space, (worth.get(space) ?? 0) + more);
    const concepts = question.concepts.map((concept) => ({
      concept,
      spaces: spacesOf(database, concept.words),
    }));
    const telling = concepts.filter(({ spaces }) => spaces.mentions < mostMentions);
    for (const { concept, spaces } of telling.length > 0 ? telling : concepts)
      for (const space of spaces.numbers)
        add(space, concept.weight * Math.log(1 + mostMentions / (1 + spaces.mentions)));
    for (const space of spacesOfSpeakers(
      database,
      new Set(question.concepts.flatMap(({ words }) => words)),
    ))
      add(space, worthOfSpeaker);
    const best = [...worth]
      .toSorted(([a, worthOfA], [b, worthOfB]) => worthOfB - worthOfA || b - a)
      .slice(0, most)
      .map(([space]) => space);
    const idOf = database.statement<[number], string>(
      "select conversation_id from memory_space where number = ?",
      "pluck",
    );
    return best.flatMap((space) => idOf.get(space) ?? []);
  });
}

interface Spaces {
  readonly numbers: readonly number[];
  /** Turns, `mostMentions` at most. */
  readonly mentions: number;
}

function spacesOf(database: Database, words: readonly string[]): Spaces {
  const rows = database
    .statement<[number, string, number], { readonly space: number; readonly mentions: number }>(
      `select rowid / cast(? as integer) as space, count(*) as mentions from (
         select rowid from memory_words where memory_words match ? order by rowid desc limit ?
       ) group by space`,
    )
    .all(passageId(1, 0), matchOf(words), mostMentions);
  return {
    numbers: rows.map(({ space }) => space),
    mentions: rows.reduce((sum, { mentions }) => sum + mentions, 0),
  };
}

function spacesOfSpeakers(database: Database, words: ReadonlySet<string>): readonly number[] {
  return database
    .statement<[], { readonly space: number; readonly name: string }>(
      "select space, name from memory_speaker",
    )
    .all()
    .filter(({ name }) => wordsOf(name).some((word) => words.has(word)))
    .map(({ space }) => space);
}
