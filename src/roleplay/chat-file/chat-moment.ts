/**
 * When a line was sent, as SillyTavern has written it over the years: a number of milliseconds or seconds,
 * `2026-11-25@22h40m13s` with or without milliseconds, `November 25, 2026 10:40pm`, and ISO dates. In UTC where the text
 * names no zone.
 *
 * Returns milliseconds since the Unix epoch; null for what isn't understood.
 */
export function momentOf(sent: string | number | null | undefined): number | null {
  if (sent === null || sent === undefined) return null;
  if (typeof sent === "number") return sent < 1e11 ? sent * 1000 : sent;
  if (/^\d{12,14}$/.test(sent)) return Number(sent);
  const compact =
    /^(\d{4})-(\d{1,2})-(\d{1,2})\s*@\s*(\d{1,2})h\s*(\d{1,2})m\s*(\d{1,2})s(?:\s*(\d{1,3})ms)?$/.exec(
      sent,
    );
  if (compact !== null) {
    const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, rest = 0] = compact
      .slice(1)
      .map((part) => Number(part ?? 0));
    return Date.UTC(year, month - 1, day, hour, minute, second, rest);
  }
  const spoken = sent.replace(/(\d)\s*([ap])m\b/i, "$1 $2M");
  const hasZone = /(?:Z|[+-]\d{2}:?\d{2}|GMT|UTC)\s*$/i.test(spoken);
  const isIso = /^\d{4}-\d{2}-\d{2}T/.test(spoken);
  const moment = Date.parse(hasZone ? spoken : isIso ? `${spoken}Z` : `${spoken} UTC`);
  return Number.isNaN(moment) ? null : moment;
}
