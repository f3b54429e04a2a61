/**
 * A lorebook of any format, normalised. Everything that a V2 or V3 `character_book`, a SillyTavern world info file, a
 * KoboldAI, NovelAI, Agnai or Risu book can say has a field here; what we don't know stays in {@link LorebookSource}
 * and in `extensions`, so that writing the book again loses nothing.
 */
export interface Lorebook {
  readonly name: string;
  readonly description: string;
  /** How many of the newest turns are scanned for keys; null leaves it to the settings. */
  readonly scanDepth: number | null;
  /** Most tokens that this book's entries may take together; null for no limit of its own. */
  readonly tokenBudget: number | null;
  /** Whether the content of active entries is scanned for keys too; null leaves it to the settings. */
  readonly recursiveScanning: boolean | null;
  readonly extensions: JsonObject;
  readonly entries: readonly LorebookEntry[];
  readonly source: LorebookSource;
}

export interface LorebookEntry {
  /** Unique within its book; the file's own id where that is possible. */
  readonly id: string;
  /** Not part of any prompt. */
  readonly name: string;
  /** The author's memo, SillyTavern's title. Not part of any prompt. */
  readonly comment: string;

  readonly keys: readonly string[];
  /** V3: every key is a pattern, also without slashes around it. */
  readonly useRegex: boolean;
  readonly selective: boolean;
  readonly secondaryKeys: readonly string[];
  readonly selectiveLogic: SelectiveLogic;
  /** Null leaves it to the settings. */
  readonly caseSensitive: boolean | null;
  /** Null leaves it to the settings. */
  readonly matchWholeWords: boolean | null;
  /** In turns; null leaves it to the book, then to the settings. */
  readonly scanDepth: number | null;
  /** Texts beside the chat that this entry is looked for in too. */
  readonly matchPersonaDescription: boolean;
  readonly matchCharacterDescription: boolean;
  readonly matchCharacterPersonality: boolean;
  readonly matchCharacterDepthPrompt: boolean;
  readonly matchScenario: boolean;
  readonly matchCreatorNotes: boolean;

  /** As the file has it: macros unexpanded, V3 decorators in place. */
  readonly content: string;
  readonly enabled: boolean;
  readonly constant: boolean;
  /** May also be activated from outside, by similarity of meaning. */
  readonly vectorized: boolean;
  /** Percent. */
  readonly probability: number;
  readonly useProbability: boolean;

  /** Lower stands higher in the prompt. */
  readonly insertionOrder: number;
  /** What is lowest is dropped first when the budget is short; null: the insertion order decides. */
  readonly priority: number | null;
  readonly ignoreBudget: boolean;
  readonly position: EntryPosition;
  /** For position `atDepth`: how many turns follow it. */
  readonly depth: number;
  readonly role: LoreRole;
  /** For position `outlet`. */
  readonly outletName: string;

  /** Can't be activated by the content of other entries. */
  readonly excludeRecursion: boolean;
  /** Its content doesn't activate other entries. */
  readonly preventRecursion: boolean;
  /** 0 is off; otherwise the level of recursion from which on it can be activated. */
  readonly delayUntilRecursion: number;

  /** Inclusion groups, separated by commas: of each group one entry at most is active. */
  readonly group: string;
  readonly groupOverride: boolean;
  readonly groupWeight: number;
  /** Null leaves it to the settings. */
  readonly useGroupScoring: boolean | null;

  /** In turns of the conversation; 0 is off. */
  readonly sticky: number;
  /** In turns of the conversation; 0 is off. */
  readonly cooldown: number;
  /** The number of turns from which on the entry can be active; 0 is off. */
  readonly delay: number;

  /** Kinds of generation that this entry is for; all when empty. */
  readonly triggers: readonly string[];
  readonly characterFilter: CharacterFilter;
  readonly automationId: string;
  /** Where an editor shows it. */
  readonly displayIndex: number | null;

  readonly extensions: JsonObject;
  /** The entry as the file had it, in the format of {@link LorebookSource}; empty for an entry made here. */
  readonly raw: JsonObject;
  /** What of `raw` we don't know. */
  readonly unknown: JsonObject;
}

/** Where the book came from, so that it can be written back as it was. */
export interface LorebookSource {
  readonly format: LorebookFormat;
  /** The book as the file had it, without its entries. */
  readonly raw: JsonObject;
  /** What of `raw` we don't know. */
  readonly unknown: JsonObject;
}

export type LorebookFormat =
  | "character-book"
  | "world-info"
  | "koboldai"
  | "novelai"
  | "agnai"
  | "risu"
  | "hearthside";

export type JsonObject = Readonly<Record<string, unknown>>;

/** How the secondary keys decide once a key has matched. */
export type SelectiveLogic = "andAny" | "notAll" | "notAny" | "andAll";

export type EntryPosition =
  | "beforeChar"
  | "afterChar"
  | "authorsNoteTop"
  | "authorsNoteBottom"
  | "atDepth"
  | "beforeExamples"
  | "afterExamples"
  | "outlet";

export type LoreRole = "system" | "user" | "assistant";

/** For which characters an entry is. Empty lists let everyone pass. */
export interface CharacterFilter {
  readonly exclude: boolean;
  readonly names: readonly string[];
  readonly tags: readonly string[];
}

/** An entry that says nothing: what every field is when a file leaves it out. */
export const blankEntry: LorebookEntry = {
  id: "",
  name: "",
  comment: "",
  keys: [],
  useRegex: false,
  selective: false,
  secondaryKeys: [],
  selectiveLogic: "andAny",
  caseSensitive: null,
  matchWholeWords: null,
  scanDepth: null,
  matchPersonaDescription: false,
  matchCharacterDescription: false,
  matchCharacterPersonality: false,
  matchCharacterDepthPrompt: false,
  matchScenario: false,
  matchCreatorNotes: false,
  content: "",
  enabled: true,
  constant: false,
  vectorized: false,
  probability: 100,
  useProbability: true,
  insertionOrder: 100,
  priority: null,
  ignoreBudget: false,
  position: "beforeChar",
  depth: 4,
  role: "system",
  outletName: "",
  excludeRecursion: false,
  preventRecursion: false,
  delayUntilRecursion: 0,
  group: "",
  groupOverride: false,
  groupWeight: 100,
  useGroupScoring: null,
  sticky: 0,
  cooldown: 0,
  delay: 0,
  triggers: [],
  characterFilter: { exclude: false, names: [], tags: [] },
  automationId: "",
  displayIndex: null,
  extensions: {},
  raw: {},
  unknown: {},
};

export const blankLorebook: Lorebook = {
  name: "",
  description: "",
  scanDepth: null,
  tokenBudget: null,
  recursiveScanning: null,
  extensions: {},
  entries: [],
  source: { format: "hearthside", raw: {}, unknown: {} },
};

/** How an entry is called where people read it. */
export function entryTitle(entry: LorebookEntry): string {
  const title = entry.comment.trim() || entry.name.trim() || entry.keys.join(", ");
  return title === "" ? `entry ${entry.id}` : title.slice(0, 80);
}
