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
  readonly creator: string;
  readonly characterVersion: string;
  readonly tags: readonly string[];
  /** The card's own `character_book`, as it stands in the card. */
  readonly characterBook: unknown;
  /** Everything else of the card's `data`, kept for a lossless round trip. */
  readonly rest: Readonly<Record<string, unknown>>;
}

/** What `{{char}}` stands for. */
export function characterName(character: Character): string {
  return character.nickname.trim() || character.name;
}
