/** The kinds of places in which Discord offers commands. */
export type CommandPlace = "server" | "direct-message" | "group";

/** A text with its translations, by Discord's names of languages; none where it has none. */
export interface Translated {
  readonly translations?: Readonly<Record<string, string>>;
}

/** `translations` are of the description. */
export interface CommandView extends Translated {
  readonly id: string;
  /** A slash command is typed; the other two are in the menu of a message or a user. */
  readonly kind: "slash" | "message" | "user";
  /** The words after the slash, subcommands included: "chat start". */
  readonly name: string;
  readonly description: string;
  readonly options: readonly CommandOptionView[];
  /** The ids of the people whom Discord offers it there. */
  readonly offeredTo: Readonly<Record<CommandPlace, readonly string[]>>;
}

/** `translations` are of the description. */
export interface CommandOptionView extends Translated {
  /** Under which Discord knows it. */
  readonly name: string;
  /** What people read for the name. */
  readonly label: string;
  /** The same in other languages, by Discord's names of them. */
  readonly labels?: Readonly<Record<string, string>>;
  readonly description: string;
  readonly kind:
    | "text"
    | "integer"
    | "number"
    | "boolean"
    | "user"
    | "channel"
    | "role"
    | "mentionable"
    | "attachment";
  readonly required: boolean;
  readonly autocomplete: boolean;
  readonly choices: readonly ChoiceView[];
}

/** `translations` are of the name. */
export interface ChoiceView extends Translated {
  readonly name: string;
  readonly value: string | number;
}
