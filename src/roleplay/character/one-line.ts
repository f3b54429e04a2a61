/** Words from a file that anyone may have written, fit for a message: on one line, bounded, nothing that moves a cursor. */
export function oneLine(text: string, limit = 200): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ").slice(0, limit);
}
