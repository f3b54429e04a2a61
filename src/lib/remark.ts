/**
 * Something to tell people, by a code and what it names, so that it can be said in any language: a catalogue has the
 * sentence for each code, with `{name}` where a value stands. A value can be a remark itself.
 */
export interface Remark {
  readonly code: string;
  readonly values: RemarkValues;
  /** What it says in English, for what no catalogue of English has. */
  readonly english?: string;
}

export type RemarkValues = Readonly<Record<string, string | number | Remark>>;

export type RemarkTexts = Readonly<Record<string, string>>;

/** The remark in the words of a catalogue; in English where that lacks the sentence, or the remark a value for it. */
export function remarkText({ code, values, english = code }: Remark, texts: RemarkTexts): string {
  const text = Object.hasOwn(texts, code) ? texts[code] : undefined;
  const isComplete = text !== undefined && placeholders(text).every((name) => name in values);
  return isComplete ? filledIn(text, values, texts) : english;
}

/** A sentence with its values, and those that are remarks in the words of the same catalogue. */
export function filledIn(text: string, values: RemarkValues, texts: RemarkTexts): string {
  return text.replace(placeholder, (_, name: string) => {
    const value = values[name];
    return typeof value === "object" ? remarkText(value, texts) : String(value);
  });
}

/** The values that a sentence names: `{like}` this. */
export function placeholders(text: string): readonly string[] {
  return [...text.matchAll(placeholder)].map(([, name = ""]) => name);
}

const placeholder = /\{(\w+)\}/g;
