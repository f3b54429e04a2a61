/** A conversation that was made up, with questions whose answers are known to stand in certain turns. */
export interface MadeChat {
  readonly name: string;
  readonly turns: readonly MadeTurn[];
  readonly questions: readonly MadeQuestion[];
}

export interface MadeTurn {
  readonly id: string;
  readonly speaker: string;
  readonly text: string;
  readonly at: number;
}

export const questionKinds = [
  "single",
  "multi-hop",
  "temporal",
  "updated",
  "other person",
] as const;
export type QuestionKind = (typeof questionKinds)[number];

export interface MadeQuestion {
  readonly id: string;
  readonly kind: QuestionKind;
  readonly text: string;
  readonly nowMs: number;
  /** Turns that together hold the answer. */
  readonly evidence: readonly string[];
}

/** How people of one kind talk: what they tell of themselves, how they are asked for it, and what else they say. */
export interface TalkStyle {
  readonly name: string;
  readonly people: readonly string[];
  /** Speakers of one chat. */
  readonly speakers: number;
  readonly pools: Readonly<Record<string, readonly string[]>>;
  readonly facts: readonly FactStyle[];
  /**
   * How a fact came about, as it is told and as it is asked for: what a question has in common with the answer, often in
   * another form of the words. Others tell of the same.
   */
  readonly circumstances: readonly (readonly [told: string, asked: string])[];
  /** Of whoever listens, after a fact. */
  readonly reactions: readonly string[];
  /** Talk about nothing, a few turns each, taking turns. */
  readonly smallTalk: readonly (readonly string[])[];
  readonly greetings: readonly string[];
}

/** One kind of fact. `{v}` is what is told, `{w}` a detail, `{o}` another speaker, `{time}` a word of time. */
export interface FactStyle {
  readonly key: string;
  readonly values: string;
  readonly details?: string;
  /** Names the kind of thing; added to what is told, more often than not. */
  readonly topic?: string;
  /** The listener's question before it; some answers only make sense with it. */
  readonly prompts: readonly string[];
  /** Said without being asked. */
  readonly told: readonly string[];
  /** Said in answer to a prompt. */
  readonly answers: readonly string[];
  /** Asked later about a person, `{p}`. */
  readonly questions: readonly string[];
  /** A person may tell several, which belong together. */
  readonly many?: readonly string[];
  /** It changes: said when it does. */
  readonly changes?: readonly string[];
  /** It happened at a time: asked when, or what happened then (`{when}`). */
  readonly events?: { readonly when: readonly string[]; readonly what: readonly string[] };
}
