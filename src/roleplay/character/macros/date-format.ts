import type { MacroTime } from "./macro-values.ts";

/** Tokens of the format that moment.js made common, longest first; `[text]` is taken as it is. */
const tokens =
  /\[([^\]]*)\]|YYYY|YY|MMMM|MMM|MM|M|Do|DD|D|dddd|ddd|HH|H|hh|h|mm|m|ss|s|A|a|LTS|LT|LL|L|X|x/g;

/** A moment in a pattern like `DD.MM.YYYY [at] HH:mm`. What is no token stays. */
export function formatDate(pattern: string, time: MacroTime): string {
  const numbers = numbersOf(time);
  return pattern.replace(
    tokens,
    (token, literal?: string) => literal ?? tokenText(token, numbers, time),
  );
}

/** A moment as the locale writes it; a narrow blank before "PM" is a common one here, since models know that better. */
export function formatLocally(time: MacroTime, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(time.locale, { timeZone: time.timeZone, ...options })
    .format(time.nowMs)
    .replaceAll("\u202F", " ");
}

interface DateNumbers {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

function numbersOf({ nowMs, timeZone }: MacroTime): DateNumbers {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  }).formatToParts(nowMs);
  const numberOf = (type: Intl.DateTimeFormatPartTypes) =>
    Number(parts.find((part) => part.type === type)?.value ?? 0);
  return {
    year: numberOf("year"),
    month: numberOf("month"),
    day: numberOf("day"),
    hour: numberOf("hour"),
    minute: numberOf("minute"),
    second: numberOf("second"),
  };
}

function tokenText(token: string, numbers: DateNumbers, time: MacroTime): string {
  const { year, month, day, hour, minute, second } = numbers;
  const twelve = hour % 12 === 0 ? 12 : hour % 12;
  switch (token) {
    case "YYYY":
      return String(year).padStart(4, "0");
    case "YY":
      return twoDigits(year % 100);
    case "MMMM":
      return formatLocally(time, { month: "long" });
    case "MMM":
      return formatLocally(time, { month: "short" });
    case "MM":
      return twoDigits(month);
    case "M":
      return String(month);
    case "Do":
      return ordinal(day);
    case "DD":
      return twoDigits(day);
    case "D":
      return String(day);
    case "dddd":
      return formatLocally(time, { weekday: "long" });
    case "ddd":
      return formatLocally(time, { weekday: "short" });
    case "HH":
      return twoDigits(hour);
    case "H":
      return String(hour);
    case "hh":
      return twoDigits(twelve);
    case "h":
      return String(twelve);
    case "mm":
      return twoDigits(minute);
    case "m":
      return String(minute);
    case "ss":
      return twoDigits(second);
    case "s":
      return String(second);
    case "A":
      return hour < 12 ? "AM" : "PM";
    case "a":
      return hour < 12 ? "am" : "pm";
    case "LTS":
      return formatLocally(time, { timeStyle: "medium" });
    case "LT":
      return formatLocally(time, { timeStyle: "short" });
    case "LL":
      return formatLocally(time, { dateStyle: "long" });
    case "L":
      return formatLocally(time, { year: "numeric", month: "2-digit", day: "2-digit" });
    case "X":
      return String(Math.floor(time.nowMs / 1000));
    default:
      return String(time.nowMs);
  }
}

function twoDigits(number: number): string {
  return String(number).padStart(2, "0");
}

/** English, as the token is. */
function ordinal(day: number): string {
  const endings: Readonly<Record<string, string>> = { one: "st", two: "nd", few: "rd" };
  return `${day}${endings[new Intl.PluralRules("en", { type: "ordinal" }).select(day)] ?? "th"}`;
}
