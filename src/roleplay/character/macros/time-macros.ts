import { formatDate, formatLocally } from "./date-format.ts";
import { durationWords, relativeWords } from "./duration-words.ts";
import { type Macro, type MacroTable, plain } from "./macro.ts";
import type { MacroTime } from "./macro-values.ts";

const hourMs = 3_600_000;

/** Macros about the time that the caller says it is. */
export const timeMacros: MacroTable = new Map<string, Macro>([
  ["time", now((time) => formatLocally(time, { timeStyle: "short" }))],
  ["date", now((time) => formatLocally(time, { dateStyle: "long" }))],
  ["weekday", now((time) => formatLocally(time, { weekday: "long" }))],
  ["isotime", now((time) => formatDate("HH:mm", time))],
  ["isodate", now((time) => formatDate("YYYY-MM-DD", time))],
  ["idle_duration", now(idleDuration)],
  ["datetimeformat", withTime((pattern, time) => formatDate(pattern.trim(), time))],
  ["time_utc", withTime(timeAtOffset)],
  ["timediff", withTime(timeDifference)],
]);

function now(text: (time: MacroTime) => string | undefined): Macro {
  return plain(({ values: { time } }) => (time === undefined ? undefined : text(time)));
}

function withTime(text: (argument: string, time: MacroTime) => string | undefined): Macro {
  return (argument, expansion) => {
    const { time } = expansion.values;
    return time === undefined ? undefined : expansion.insert(text(argument.toString(), time));
  };
}

function idleDuration({ nowMs, locale, lastUserMessageMs }: MacroTime): string | undefined {
  return lastUserMessageMs === undefined
    ? undefined
    : durationWords(nowMs - lastUserMessageMs, locale);
}

/** `+2`, `-5`: hours from UTC. */
function timeAtOffset(offset: string, time: MacroTime): string | undefined {
  const hours = /^\s*([+-]\d{1,2})\s*$/.exec(offset)?.[1];
  if (hours === undefined) return undefined;
  const nowMs = time.nowMs + Number(hours) * hourMs;
  return formatLocally({ ...time, nowMs, timeZone: "UTC" }, { timeStyle: "short" });
}

/** `a::b`: how far a is from b. */
function timeDifference(argument: string, { locale }: MacroTime): string | undefined {
  const [from, to] = argument.split("::").map(momentOf);
  if (from === undefined || to === undefined) return undefined;
  return relativeWords(from - to, locale);
}

/** Both moments of a difference are in one time zone: which one makes no difference. */
function momentOf(text: string): number | undefined {
  const parts =
    /^\s*(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?)(?:\.\d+)?(Z|[+-]\d{2}:\d{2})?)?\s*$/i.exec(
      text,
    );
  if (parts === null) return undefined;
  const moment = Date.parse(`${parts[1]}T${parts[2] ?? "00:00"}${parts[3] ?? "Z"}`);
  return Number.isNaN(moment) ? undefined : moment;
}
