const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** Each unit, and from how many milliseconds on it is the one that people would use. */
const units = [
  ["year", 365 * day, 320 * day],
  ["month", 30 * day, 26 * day],
  ["day", day, 22 * hour],
  ["hour", hour, 45 * minute],
  ["minute", minute, 45 * second],
  ["second", second, 0],
] as const;

/** About how long something took, in the locale's words: `5 minutes`. */
export function durationWords(durationMs: number, locale: string): string {
  const { amount, unit } = roundly(Math.abs(durationMs));
  return new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "long" }).format(amount);
}

/** The same with a direction: `in 5 minutes`, `5 minutes ago`. */
export function relativeWords(durationMs: number, locale: string): string {
  const { amount, unit } = roundly(Math.abs(durationMs));
  return new Intl.RelativeTimeFormat(locale).format(durationMs < 0 ? -amount : amount, unit);
}

function roundly(durationMs: number): {
  readonly amount: number;
  readonly unit: (typeof units)[number][0];
} {
  const [unit, unitMs] = units.find(([, , from]) => durationMs >= from) ?? units[5];
  return { amount: Math.max(unit === "second" ? 0 : 1, Math.round(durationMs / unitMs)), unit };
}
