/** The mark that a bot leaves at the end of a text that still grows. */
const cursors = ["▌", "▍", "█", "⚪"];

/** A message's text without the cursor at its end, and whether there was one. */
export function splitCursor(content: string): { readonly text: string; readonly growing: boolean } {
  const trimmed = content.trimEnd();
  const cursor = cursors.find((each) => trimmed.endsWith(each));
  if (cursor === undefined) return { text: content, growing: false };
  return { text: trimmed.slice(0, -cursor.length).trimEnd(), growing: true };
}
