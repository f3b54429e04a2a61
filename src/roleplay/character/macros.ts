/** What macros stand for. Texts are taken as they are: a user called `{{char}}` stays that. */
export interface MacroValues {
  /** The character's name, see `characterName`. */
  readonly char: string;
  /** The name of the user, or of all of them. */
  readonly user: string;
  /** The text that a card's own prompt replaces. Without it `{{original}}` is left alone. */
  readonly original?: string;
}

/** Returns what the macro stands for, or undefined when it can't be used like this and is left alone. */
type Macro = (argument: string, state: Expansion) => string | undefined;

interface Expansion {
  readonly values: MacroValues;
  originalUsed: boolean;
}

const macros: ReadonlyMap<string, Macro> = new Map<string, Macro>([
  ["char", plain((state) => state.values.char)],
  ["user", plain((state) => state.values.user)],
  ["original", plain(takeOriginal)],
  ["newline", plain(() => "\n")],
  ["noop", plain(() => "")],
  ["comment", () => ""],
  ["hidden_key", () => ""],
]);

const legacyNames = new Map<string, "char" | "user">([
  ["<char>", "char"],
  ["<bot>", "char"],
  ["<user>", "user"],
]);

/** Macros deeper than this are plain text: each level reads its text again. */
const nestingLimit = 16;

// In `{{{char}}}` the inner two braces are the macro's.
const marks = /\{\{(?!\{)|\}\}|<(?:char|bot|user)>/gi;

/**
 * Expands the macros of a card's text: `{{char}}`, `{{user}}`, `{{original}}`, `{{// comments}}`, the legacy `<USER>`,
 * `<CHAR>` and `<BOT>`, and a few more; names in any case. Macros may stand inside one another; unknown ones are left
 * alone. For texts of cards and presets only, never for what people say.
 *
 * One pass from left to right, so that no value is ever expanded itself and the work grows with the text's length.
 */
export function expandMacros(text: string, values: MacroValues): string {
  const state: Expansion = { values, originalUsed: false };
  // The text so far, then that of each macro that has begun and not ended.
  const open: string[] = [""];
  const append = (piece: string) => {
    open.push((open.pop() ?? "") + piece);
  };
  let position = 0;
  for (const match of text.matchAll(marks)) {
    const [mark] = match;
    append(text.slice(position, match.index));
    position = match.index + mark.length;
    const legacy = legacyNames.get(mark.toLowerCase());
    if (legacy !== undefined) append(values[legacy]);
    else if (mark === "{{" && open.length <= nestingLimit) open.push("");
    else if (mark === "{{" || open.length === 1) append(mark);
    else append(expandOne(open.pop() ?? "", state));
  }
  append(text.slice(position));
  return open.join("{{");
}

function expandOne(body: string, state: Expansion): string {
  if (body.trimStart().startsWith("//")) return "";
  const [, name = "", argument = ""] = /^\s*(\w+)(?:\s*::?|\s)?(.*)$/s.exec(body) ?? [];
  return macros.get(name.toLowerCase())?.(argument, state) ?? `{{${body}}}`;
}

/** A macro without an argument. */
function plain(value: (state: Expansion) => string | undefined): Macro {
  return (argument, state) => (argument.trim() === "" ? value(state) : undefined);
}

/** The first `{{original}}` only; further ones are empty, so that no prompt holds the text twice. */
function takeOriginal(state: Expansion): string | undefined {
  const text = state.originalUsed ? "" : state.values.original;
  state.originalUsed = true;
  return text;
}
