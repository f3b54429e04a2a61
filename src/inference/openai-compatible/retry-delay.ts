/** However long a server asks to wait: a person is waiting too. */
const longestWaitMs = 30_000;

/**
 * Milliseconds of a `Retry-After` header, which has seconds or a date; undefined when there is none or it makes no
 * sense. https://www.rfc-editor.org/rfc/rfc9110#field.retry-after
 */
export function parseRetryAfter(header: string | null, nowMs: number): number | undefined {
  const text = header?.trim() ?? "";
  if (text === "") return undefined;
  if (/^\d{1,9}(?:\.\d{1,3})?$/.test(text)) return Number(text) * 1000;
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, date - nowMs);
}

/** The wait before the next try after `failures` failed ones: what was asked for, or 0.5, 1, 2, … seconds. */
export function retryDelayMs(failures: number, retryAfterMs: number | undefined): number {
  return Math.min(retryAfterMs ?? 500 * 2 ** (failures - 1), longestWaitMs);
}
