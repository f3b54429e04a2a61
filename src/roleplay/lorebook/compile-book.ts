import type { RemarkCode } from "../remarks.ts";
import { compareIds } from "./book-reading.ts";
import {
  type CompiledKey,
  compileKey,
  type KeyRules,
  type NeedleMode,
  type NeedleOf,
} from "./compile-key.ts";
import { type Decorators, type PromptKind, parseDecorators } from "./decorators.ts";
import { splitAtCommas } from "./field-kinds.ts";
import { KeyAutomaton } from "./key-automaton.ts";
import type { Lorebook, LorebookEntry } from "./lorebook.ts";

/** A book made ready for activation. It depends on nothing of a conversation, so it is made once. */
export interface CompiledBook {
  /** The one that the budget serves first comes first. */
  readonly entries: readonly CompiledEntry[];
  /** Find the keys of each {@link NeedleMode}, see {@link modeIndex}. */
  readonly automata: readonly KeyAutomaton[];
}

export interface CompiledEntry {
  readonly entry: LorebookEntry;
  /** Its place among the entries of its book by id: an order that doesn't depend on where it stands in the file. */
  readonly rank: number;
  readonly decorators: Decorators;
  /** Without decorators, macros unexpanded. */
  readonly content: string;
  readonly keys: readonly CompiledKey[];
  /** Empty when they don't count. */
  readonly secondaryKeys: readonly CompiledKey[];
  readonly additionalKeys: readonly (readonly CompiledKey[])[];
  readonly excludeKeys: readonly CompiledKey[];
  readonly excludeKeysAll: readonly CompiledKey[];
  readonly constant: boolean;
  /** In turns, the entry's own or its book's; null: as the settings say. */
  readonly scanDepth: number | null;
  /** Names of the texts beside the chat that it is looked for in. */
  readonly scanFields: readonly ScanField[];
  readonly groups: readonly string[];
  /** Percent. */
  readonly probability: number;
  /** Null: the insertion order decides. */
  readonly priority: number | null;
  readonly takesRecursion: boolean;
  readonly feedsRecursion: boolean;
  readonly unusableKeys: readonly UnusableKeyReport[];
}

export interface UnusableKeyReport {
  readonly key: string;
  readonly reason: RemarkCode;
}

/** What of the settings decides how keys are compiled. */
export interface CompileSettings {
  readonly caseSensitive: boolean;
  readonly matchWholeWords: boolean;
  readonly promptKind: PromptKind;
}

/** The texts beside the chat that entries can ask for, by the field of an entry that asks. */
const scanFields = [
  ["matchPersonaDescription", "personaDescription"],
  ["matchCharacterDescription", "characterDescription"],
  ["matchCharacterPersonality", "characterPersonality"],
  ["matchCharacterDepthPrompt", "characterDepthPrompt"],
  ["matchScenario", "scenario"],
  ["matchCreatorNotes", "creatorNotes"],
] as const satisfies readonly (readonly [keyof LorebookEntry, string])[];

type ScanField = (typeof scanFields)[number][1];

/** All ways to look for a text. */
export const modes: readonly NeedleMode[] = [
  { caseSensitive: false, wholeWord: false },
  { caseSensitive: true, wholeWord: false },
  { caseSensitive: false, wholeWord: true },
  { caseSensitive: true, wholeWord: true },
];

/** Where a mode stands in {@link modes}. */
export function modeIndex({ caseSensitive, wholeWord }: NeedleMode): number {
  return Number(caseSensitive) + 2 * Number(wholeWord);
}

const compiledBooks = new WeakMap<Lorebook, Map<string, CompiledBook>>();

/** Compiles a book, or returns what was compiled of this very object before: books are values and never change. */
export function compileBook(book: Lorebook, settings: CompileSettings): CompiledBook {
  const variants = compiledBooks.get(book) ?? new Map<string, CompiledBook>();
  compiledBooks.set(book, variants);
  const variant = [settings.caseSensitive, settings.matchWholeWords, settings.promptKind].join();
  const known = variants.get(variant);
  if (known !== undefined) return known;
  const compiled = compile(book, settings);
  variants.set(variant, compiled);
  return compiled;
}

function compile(book: Lorebook, settings: CompileSettings): CompiledBook {
  const needlesOfMode = modes.map(() => new Map<string, number>());
  const needleOf: NeedleOf = (text, mode) => {
    const needles = needlesOfMode[modeIndex(mode)] ?? new Map<string, number>();
    const needle = needles.get(text) ?? needles.size;
    needles.set(text, needle);
    return needle;
  };
  const byId = [...book.entries].sort((one, other) => compareIds(one.id, other.id));
  const ranks = new Map(byId.map((entry, rank) => [entry, rank]));
  const entries = book.entries.map((entry) =>
    compileEntry(entry, { book, settings, needleOf, rank: ranks.get(entry) ?? 0 }),
  );
  return {
    entries: entries.sort((one, other) => byImportance(one, other) || one.rank - other.rank),
    automata: needlesOfMode.map((needles) => new KeyAutomaton([...needles.keys()])),
  };
}

/**
 * What may be dropped first comes last. An order that is the same for all conversations, so that sorting the entries of
 * several books is mostly a merge.
 */
export function byImportance(one: CompiledEntry, other: CompiledEntry): number {
  return (
    yielding(one) - yielding(other) ||
    importance(other) - importance(one) ||
    other.entry.insertionOrder - one.entry.insertionOrder
  );
}

/** `@@ignore_on_max_context`: trimmed first, regardless of priority. */
function yielding({ decorators }: CompiledEntry): number {
  return decorators.ignoreOnMaxContext ? 1 : 0;
}

function importance({ priority, entry }: CompiledEntry): number {
  return priority ?? entry.insertionOrder;
}

interface EntryContext {
  readonly rank: number;
  readonly book: Lorebook;
  readonly settings: CompileSettings;
  readonly needleOf: NeedleOf;
}

function compileEntry(
  entry: LorebookEntry,
  { book, settings, needleOf, rank }: EntryContext,
): CompiledEntry {
  const { decorators, content } = parseDecorators(entry.content, settings.promptKind);
  const rules: KeyRules = {
    caseSensitive: entry.caseSensitive ?? settings.caseSensitive,
    wholeWord: decorators.matchWholeWords ?? entry.matchWholeWords ?? settings.matchWholeWords,
    useRegex: entry.useRegex,
  };
  const compileAll = (keys: readonly string[] = []): CompiledKey[] =>
    keys.flatMap((key) => compileKey(key, rules, needleOf) ?? []);
  // V3: patterns stand alone; what else would decide with them is passed over.
  const plain = !entry.useRegex;
  const keys = compileAll(entry.keys);
  const secondaryKeys = compileAll(entry.selective && plain ? entry.secondaryKeys : []);
  const additionalKeys = (decorators.additionalKeys ?? []).map(compileAll);
  return {
    entry,
    rank,
    decorators,
    content,
    keys,
    secondaryKeys,
    additionalKeys,
    excludeKeys: compileAll(plain ? decorators.excludeKeys : []),
    excludeKeysAll: compileAll(plain ? decorators.excludeKeysAll : []),
    constant: entry.constant && plain,
    scanDepth: decorators.scanDepth ?? entry.scanDepth ?? book.scanDepth,
    scanFields: scanFields.flatMap(([flag, name]) => (entry[flag] ? [name] : [])),
    groups: [...new Set(splitAtCommas(entry.group))],
    probability: decorators.probability ?? (entry.useProbability ? entry.probability : 100),
    priority: decorators.priority ?? entry.priority,
    takesRecursion: decorators.takesRecursion ?? !entry.excludeRecursion,
    feedsRecursion: decorators.feedsRecursion ?? !entry.preventRecursion,
    unusableKeys: [...keys, ...secondaryKeys, ...additionalKeys.flat()].flatMap((key) =>
      key.kind === "unusable" ? [{ key: key.text, reason: key.reason }] : [],
    ),
  };
}
