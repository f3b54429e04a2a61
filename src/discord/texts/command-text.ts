/** What a command and its parts are called in the list that Discord shows: each text at most 100 characters. */
export interface CommandText {
  readonly description: string;
  /** By the option's name. */
  readonly options?: Readonly<Record<string, OptionText>>;
}

/** An option's description or, where there is something to choose from, also the choices by their values. */
export type OptionText =
  | string
  | { readonly description: string; readonly choices: Readonly<Record<string, string>> };

/** A top-level command that runs, or one with subcommands by their names. */
export type RootText =
  | CommandText
  | {
      readonly description: string;
      readonly subcommands: Readonly<Record<string, CommandText>>;
    };
