import type { Settings } from "../config/settings.ts";
import type { RequestSettings } from "../conversation/build-request.ts";
import type { LoreSettings } from "../conversation/lore/lore-settings.ts";

/** What the settings say about every request. */
export function requestSettings(settings: Settings): RequestSettings {
  return {
    maxReplyTokens: settings.MAX_REPLY_TOKENS,
    trimIncomplete: settings.TRIM_INCOMPLETE,
    layout: settings.PROMPT_LAYOUT,
    lore: loreSettings(settings),
    ...placeOfMacros(settings),
  };
}

/** What the settings say about all lorebooks. */
export function loreSettings(settings: Settings): LoreSettings {
  return {
    scanDepth: settings.LORE_SCAN_DEPTH,
    includeNames: settings.LORE_NAMES,
    caseSensitive: settings.LORE_CASE_SENSITIVE,
    matchWholeWords: settings.LORE_WHOLE_WORDS,
    recursive: settings.LORE_RECURSION,
    maxRecursionSteps: settings.LORE_RECURSION_STEPS,
    minActivations: settings.LORE_LEAST_ENTRIES,
    minActivationsMaxDepth: settings.LORE_LEAST_ENTRIES_DEPTH,
    useGroupScoring: settings.LORE_GROUP_SCORING,
    insertionStrategy: insertionStrategies[settings.LORE_FIRST],
    budgetPercent: settings.LORE_BUDGET_PERCENT,
    budgetCap: settings.LORE_BUDGET_CAP,
  };
}

const insertionStrategies = {
  character: "characterFirst",
  shared: "sharedFirst",
  evenly: "evenly",
} as const;

/** Where the clock of `{{time}}` and `{{date}}` stands. */
export function placeOfMacros({ TIME_ZONE, LOCALE }: Pick<Settings, "TIME_ZONE" | "LOCALE">): {
  readonly timeZone: string;
  readonly locale: string;
} {
  return {
    timeZone: TIME_ZONE ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
    locale: LOCALE,
  };
}
