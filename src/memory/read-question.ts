import { type TimeRange, tellsTime, timeRangeOf } from "./time-words.ts";
import { baseForms } from "./words/base-forms.ts";
import { isStopWord } from "./words/stop-words.ts";
import { formsOf } from "./words/word-forms.ts";
import { kinOf } from "./words/word-kin.ts";
import { membersOfKind } from "./words/word-kinds.ts";
import { synonymsOf } from "./words/word-synonyms.ts";
import { wordsOf } from "./words/words-of.ts";

/** What one word of a question stands for. */
export interface Concept {
  /** The word, its other forms, and words that say the same. */
  readonly words: readonly string[];
  /** Words near it in meaning. */
  readonly kin: readonly string[];
  /** How much it counts, 1 for an ordinary word. */
  readonly weight: number;
}

/** What is looked for. */
export interface Question {
  readonly concepts: readonly Concept[];
  /** Names of speakers that it mentions, lower case. */
  readonly people: readonly string[];
  /** The time that it speaks of. */
  readonly time: TimeRange | undefined;
  /** It wants to know when something was. */
  readonly asksWhen: boolean;
}

export interface QuestionInput {
  readonly text: string;
  /** Names of everyone who has spoken. */
  readonly speakers: readonly string[];
  readonly nowMs: number;
  /** Added to UTC for the clock that people go by. */
  readonly offsetMs?: number | undefined;
}

/** More words than a question has are no question; the rarest among these decide anyway. */
const mostConcepts = 24;

/** Words that say what kind of answer is wanted rather than what it is about. */
const asking = new Set(
  "kind type sort way time date day month year example item many often long name called thing happen happened talk talked mention mentioned discuss discussed describe tell told say said remember recall think feel use used take took do plan new different various certain specific".split(
    " ",
  ),
);

const asksWhen =
  /\bwhen\b|\bhow long\b|\bwhat (?:date|day|month|year|time)\b|\bwhich (?:day|month|year)\b|\bhow (?:many (?:days|weeks|months|years))\b|\bwann\b|\bquand\b|\bseit wann\b/i;

/** Takes a question, or whatever was said last, apart into what memory can look for. */
export function readQuestion({ text, speakers, nowMs, offsetMs }: QuestionInput): Question {
  const spoken = wordsOf(text);
  const people = mentioned(spoken, speakers);
  const nameWords = new Set(people.flatMap((name) => wordsOf(name)));
  const time = timeRangeOf(text, nowMs, offsetMs);
  const content = [...new Set(spoken)].filter((word) => !isStopWord(word) && !nameWords.has(word));
  const about = content.length > 0 ? content : [...new Set(spoken)];
  return {
    concepts: about.slice(0, mostConcepts).map((word) => conceptOf(word, time !== undefined)),
    people,
    time,
    asksWhen: asksWhen.test(text),
  };
}

function conceptOf(word: string, timed: boolean): Concept {
  const bases = baseForms(word);
  const forms = new Set([word, ...bases.flatMap(formsOf), ...bases.flatMap(synonymsOf)]);
  const kin = new Set([...bases.flatMap(kinOf), ...bases.flatMap(membersOfKind)]);
  // A word of time that was understood as a range says little by itself.
  const isTime = timed && tellsTime(word);
  return {
    words: [...forms],
    kin: [...kin].filter((near) => !forms.has(near)),
    weight: isTime ? 0.3 : asking.has(word) ? 0.35 : 1,
  };
}

/** Whose names stand in the question, whole or by their first word. */
function mentioned(words: readonly string[], speakers: readonly string[]): readonly string[] {
  const spoken = new Set(words);
  return [...new Set(speakers.map((name) => name.toLowerCase()))].filter((name) => {
    const parts = wordsOf(name).filter((part) => part.length > 1 && !isStopWord(part));
    return parts.some((part) => spoken.has(part));
  });
}
