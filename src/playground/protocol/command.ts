/** The kinds of places in which Discord offers commands. */
export type CommandPlace = "server" | "direct-message" | "group";

export interface CommandView {
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

export interface CommandOptionView {
  readonly name: string;
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

export interface ChoiceView {
  readonly name: string;
  readonly value: string | number;
}
