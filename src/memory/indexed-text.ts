import { tellsTime } from "./time-words.ts";
import { wordsOf } from "./words/words-of.ts";

/** What is kept of a turn's text to find it again. */
export interface IndexedText {
  /** For the full-text index, which knows nothing but words between spaces. */
  readonly words: string;
  readonly wordCount: number;
  readonly asks: boolean;
  readonly tellsTime: boolean;
}

/** Longer turns are found by what they begin with. */
const mostWords = 4000;

export function indexedText(text: string): IndexedText {
  const words = wordsOf(text).slice(0, mostWords);
  return {
    words: words.join(" "),
    wordCount: words.length,
    // The end of a turn is what the next one answers.
    asks: /[?？]["'”’)*\s]*$/u.test(text.trimEnd()),
    tellsTime: tellsTime(text),
  };
}
