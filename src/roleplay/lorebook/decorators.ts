import { splitAtCommas } from "./field-kinds.ts";
import type { LoreRole } from "./lorebook.ts";

/**
 * What the decorator lines at the top of an entry's content say (V3), with the ones that RisuAI added. A field is
 * absent when there is no such decorator.
 */
export interface Decorators {
  readonly activate?: true;
  readonly dontActivate?: true;
  readonly activateOnlyAfter?: number;
  readonly activateOnlyEvery?: number;
  readonly keepActivateAfterMatch?: true;
  readonly dontActivateAfterMatch?: true;
  readonly depth?: number;
  readonly reverseDepth?: number;
  /** In tokens. */
  readonly instructDepth?: number;
  /** In tokens. */
  readonly reverseInstructDepth?: number;
  readonly role?: LoreRole;
  readonly scanDepth?: number;
  /** In tokens. */
  readonly instructScanDepth?: number;
  readonly isGreeting?: number;
  readonly position?: DecoratorPosition;
  readonly ignoreOnMaxContext?: true;
  /** One list for each line: of every one, a key must match too. */
  readonly additionalKeys?: readonly (readonly string[])[];
  readonly excludeKeys?: readonly string[];
  /** Active only unless all of these match. */
  readonly excludeKeysAll?: readonly string[];
  readonly isUserIcon?: string;
  readonly disableUiPrompt?: UiPrompt;
  readonly probability?: number;
  readonly priority?: number;
  readonly matchWholeWords?: boolean;
  /** Whether this entry's content activates others. */
  readonly feedsRecursion?: boolean;
  /** Whether the content of others activates this entry. */
  readonly takesRecursion?: boolean;
}

export type DecoratorPosition =
  | "afterDescription"
  | "beforeDescription"
  | "personality"
  | "scenario";

/** A prompt of the application's own that an active entry can switch off. */
export type UiPrompt = "postHistoryInstructions" | "systemPrompt";

/** In a chat, depths count turns; in a text, tokens. Decorators of the other kind are ignored. */
export type PromptKind = "chat" | "text";

export interface ParsedContent {
  readonly decorators: Decorators;
  /** The content without decorator lines and without the newlines around them. */
  readonly content: string;
}

/** Longer values are no numbers, names or lists of keys that anyone wrote. */
const valueLimit = 2_000;
const linesLimit = 1_000;

/**
 * Takes the block of decorators off an entry's content. Unknown decorators and ones with bad values are ignored; then
 * the first understood of the fallbacks (`@@@name`) right below applies. Of two with one name the first counts.
 */
export function parseDecorators(text: string, kind: PromptKind): ParsedContent {
  const lines = text.split("\n");
  const decorators: Mutable<Decorators> = {};
  let next = 0;
  let understood = false;
  for (; next < lines.length && next < linesLimit; next += 1) {
    const line = (lines[next] ?? "").trim();
    const decorator = /^(@{2,3})([a-z_]+)(?:\s+(.*))?$/i.exec(line);
    if (decorator === null) {
      // An empty line between decorators belongs to them; any other line begins the content.
      if (line === "" && /^\s*@@/.test(lines[next + 1] ?? "")) continue;
      break;
    }
    const [, at = "", name = "", value = ""] = decorator;
    if (at === "@@@" && (understood || next === 0)) continue;
    understood = apply(decorators, name.toLowerCase(), value.trim().slice(0, valueLimit), kind);
  }
  const content =
    next === 0
      ? text
      : lines
          .slice(next)
          .join("\n")
          .replace(/^\s*\n/, "");
  return { decorators, content: next === 0 ? content : content.replace(/^\n+/, "") };
}

/** For readers that know no decorators. */
export function contentWithoutDecorators(text: string): string {
  return parseDecorators(text, "chat").content;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

type Setter = (decorators: Mutable<Decorators>, value: string) => boolean;

/** Sets what the decorator says. False when it is unknown, doesn't belong to this kind of prompt or has a bad value. */
function apply(
  decorators: Mutable<Decorators>,
  name: string,
  value: string,
  kind: PromptKind,
): boolean {
  if (kind === "chat" && name.includes("instruct_")) return false;
  if (kind === "text" && ["depth", "reverse_depth", "scan_depth"].includes(name)) return false;
  return setters.get(name)?.(decorators, value) ?? false;
}

const setters: ReadonlyMap<string, Setter> = new Map<string, Setter>([
  ["activate", bare("activate")],
  ["dont_activate", bare("dontActivate")],
  ["activate_only_after", numeric("activateOnlyAfter")],
  ["activate_only_every", numeric("activateOnlyEvery", 1)],
  ["keep_activate_after_match", bare("keepActivateAfterMatch")],
  ["dont_activate_after_match", bare("dontActivateAfterMatch")],
  ["depth", numeric("depth")],
  ["reverse_depth", numeric("reverseDepth")],
  ["instruct_depth", numeric("instructDepth")],
  ["reverse_instruct_depth", numeric("reverseInstructDepth")],
  ["role", word("role", { assistant: "assistant", system: "system", user: "user" })],
  ["scan_depth", numeric("scanDepth", 0)],
  ["instruct_scan_depth", numeric("instructScanDepth", 0)],
  ["is_greeting", numeric("isGreeting", 0)],
  [
    "position",
    word("position", {
      after_desc: "afterDescription",
      before_desc: "beforeDescription",
      personality: "personality",
      scenario: "scenario",
    }),
  ],
  ["ignore_on_max_context", bare("ignoreOnMaxContext")],
  [
    "additional_keys",
    (decorators, value) => {
      const keys = splitAtCommas(value);
      if (keys.length === 0) return false;
      decorators.additionalKeys = [...(decorators.additionalKeys ?? []), keys];
      return true;
    },
  ],
  ["exclude_keys", keyList("excludeKeys")],
  ["exclude_keys_all", keyList("excludeKeysAll")],
  [
    "is_user_icon",
    (decorators, value) => {
      if (value === "") return false;
      decorators.isUserIcon ??= value;
      return true;
    },
  ],
  [
    "disable_ui_prompt",
    word("disableUiPrompt", {
      post_history_instructions: "postHistoryInstructions",
      system_prompt: "systemPrompt",
    }),
  ],
  // RisuAI's.
  ["probability", numeric("probability", 0, 100)],
  ["priority", numeric("priority")],
  ["end", fixed("depth", 0)],
  ["match_full_word", fixed("matchWholeWords", true)],
  ["match_partial_word", fixed("matchWholeWords", false)],
  ["recursive", fixed("feedsRecursion", true)],
  ["unrecursive", fixed("feedsRecursion", false)],
  ["no_recursive_search", fixed("takesRecursion", false)],
]);

/** The decorators that are understood, without their marks. */
export const decoratorNames: readonly string[] = [...setters.keys()];

type FieldOf<Value> = {
  [K in keyof Decorators]-?: Value extends NonNullable<Decorators[K]> ? K : never;
}[keyof Decorators];

function bare(field: FieldOf<true>): Setter {
  return (decorators, value) => {
    if (value !== "" && value.toLowerCase() !== "true") return false;
    Object.assign(decorators, { [field]: decorators[field] ?? true });
    return true;
  };
}

function numeric(field: FieldOf<number>, min = -1e9, max = 1e9): Setter {
  return (decorators, value) => {
    const number = value === "" ? Number.NaN : Number(value);
    if (!Number.isFinite(number) || number < min || number > max) return false;
    Object.assign(decorators, { [field]: decorators[field] ?? number });
    return true;
  };
}

function word<Field extends "role" | "position" | "disableUiPrompt">(
  field: Field,
  words: Readonly<Record<string, NonNullable<Decorators[Field]>>>,
): Setter {
  return (decorators, value) => {
    const name = value.toLowerCase();
    if (!Object.hasOwn(words, name)) return false;
    Object.assign(decorators, { [field]: decorators[field] ?? words[name] });
    return true;
  };
}

function keyList(field: "excludeKeys" | "excludeKeysAll"): Setter {
  return (decorators, value) => {
    const keys = splitAtCommas(value);
    if (keys.length === 0) return false;
    decorators[field] ??= keys;
    return true;
  };
}

function fixed<Field extends keyof Decorators>(
  field: Field,
  value: NonNullable<Decorators[Field]>,
): Setter {
  return (decorators) => {
    Object.assign(decorators, { [field]: decorators[field] ?? value });
    return true;
  };
}
