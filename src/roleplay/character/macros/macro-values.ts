/** What macros stand for. All but the names may be missing: a macro whose value is missing is left alone. */
export interface MacroValues {
  /** The character's name, see `characterName`. Taken as it is: a character called `{{user}}` stays that. */
  readonly char: string;
  /** The name of the user, or of all of them. */
  readonly user: string;
  /** The text that a card's own prompt replaces, its macros expanded. */
  readonly original?: string;
  /** The names of a group's members; without it the character is alone and is the group. */
  readonly group?: string;
  readonly card?: MacroCardTexts;
  readonly chat?: MacroChatFacts;
  /** Texts that lorebook entries put into an outlet, by its name, macros expanded. */
  readonly outlets?: ReadonlyMap<string, string>;
  readonly time?: MacroTime;
  readonly variables?: MacroVariables;
  /** A number from 0 up to 1. Without it, what `{{random}}` and `{{roll}}` give follows from `pickSeed` alone. */
  readonly dice?: () => number;
  /** Says which text of which chat this is, so that `{{pick}}` gives the same there each time. */
  readonly pickSeed?: string;
}

/** Texts of the card and the persona. Names in them are filled in; other macros in them stay as they are. */
export interface MacroCardTexts {
  readonly description?: string;
  readonly personality?: string;
  readonly scenario?: string;
  /** The description of the user's persona. */
  readonly persona?: string;
  readonly mesExamples?: string;
  readonly charPrompt?: string;
  readonly charJailbreak?: string;
  readonly charVersion?: string;
}

/** Facts about the chat. People wrote some of them: they are put in as they are. */
export interface MacroChatFacts {
  readonly model?: string;
  /** What stands in the input box. */
  readonly input?: string;
  /** Tokens that a prompt may have. */
  readonly maxPrompt?: number;
  readonly lastMessage?: string;
  readonly lastUserMessage?: string;
  readonly lastCharMessage?: string;
  readonly lastMessageId?: number;
  readonly firstIncludedMessageId?: number;
  readonly lastSwipeId?: number;
  readonly currentSwipeId?: number;
}

export interface MacroTime {
  /** Milliseconds since the Unix epoch. */
  readonly nowMs: number;
  /** As in `Europe/Vienna`. */
  readonly timeZone: string;
  /** BCP 47, as in `de-AT`. */
  readonly locale: string;
  /** When a user wrote last; without it `{{idle_duration}}` is left alone. */
  readonly lastUserMessageMs?: number;
}

export interface MacroVariables {
  /** Of this chat. */
  readonly local: VariableStore;
  /** Of all chats. */
  readonly global: VariableStore;
}

/** A `Map` is one. */
export interface VariableStore {
  get(name: string): string | undefined;
  set(name: string, value: string): unknown;
}
