/**
 * Who speaks for the bot: a character card of any generation, normalised. Field names follow the V3 specification
 * in camelCase. Texts are as the card has them, macros unexpanded.
 */
export interface Character {
  /** The card's file name without extension. Stable across edits of the card. */
  readonly id: string;
  readonly name: string;
  /** V3: replaces the name in `{{char}}`; empty when there is none. */
  readonly nickname: string;
  readonly description: string;
  readonly personality: string;
  readonly scenario: string;
  /** `first_mes`. */
  readonly firstMessage: string;
  readonly alternateGreetings: readonly string[];
  readonly groupOnlyGreetings: readonly string[];
  /** `mes_example`, raw: blocks that start with `<START>`. */
  readonly exampleDialogue: string;
  readonly systemPrompt: string;
  readonly postHistoryInstructions: string;
  readonly creatorNotes: string;
  /** V3: the creator's notes by language, as ISO 639-1. See {@link creatorNotesFor}. */
  readonly creatorNotesMultilingual: Readonly<Record<string, string>>;
  readonly creator: string;
  readonly characterVersion: string;
  readonly tags: readonly string[];
  /** V3: where the card came from, oldest first. */
  readonly source: readonly string[];
  /** V3: Unix seconds; 0 means that nobody wants to say. */
  readonly creationDate: number | undefined;
  readonly modificationDate: number | undefined;
  /** V3: pictures and other files of the character; undefined when the card doesn't speak of any. */
  readonly assets: readonly CardAsset[] | undefined;
  /** The card's own `character_book`, as it stands in the card. */
  readonly characterBook: unknown;
  /** What programs keep in the card for themselves, as it stands there: `depth_prompt`, `talkativeness`, … */
  readonly extensions: Readonly<Record<string, unknown>>;
  /** Everything else of the card's `data`, kept for a lossless round trip. */
  readonly rest: Readonly<Record<string, unknown>>;
  /** What stands beside `data`, kept likewise. */
  readonly outside: Readonly<Record<string, unknown>>;
}

/** One asset of a V3 card. Fields that the specification doesn't know stay in it. */
export interface CardAsset {
  /** `icon`, `background`, `user_icon`, `emotion`, or a program's own. */
  readonly type: string;
  /** Where its bytes are: `embeded://`, `data:`, `ccdefault:`, `__asset:`, or an address that is never fetched. */
  readonly uri: string;
  readonly name: string;
  /** File extension without the dot, or `unknown`. */
  readonly ext: string;
}

/** What `{{char}}` stands for. */
export function characterName(character: Character): string {
  return character.nickname.trim() || character.name;
}

/** The creator's notes in a language (`de`, `pt-BR`), else as the card has them for everyone. */
export function creatorNotesFor(character: Character, language: string): string {
  const { creatorNotesMultilingual: notes, creatorNotes } = character;
  const wanted = language.toLowerCase().split("-")[0];
  const found = Object.entries(notes).find(([code]) => code.toLowerCase() === wanted);
  return found?.[1] ?? (creatorNotes || (notes["en"] ?? ""));
}
