import type { Settings } from "../config/settings.ts";
import type { RequestSettings } from "../conversation/build-request.ts";

/** What the settings say about every request. */
export function requestSettings(settings: Settings): RequestSettings {
  return {
    maxReplyTokens: settings.MAX_REPLY_TOKENS,
    trimIncomplete: settings.TRIM_INCOMPLETE,
    layout: settings.PROMPT_LAYOUT,
    ...placeOfMacros(settings),
  };
}

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
