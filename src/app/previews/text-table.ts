/** A cell is never wider than this; the rest of a longer one is left out. */
const widestCell = 72;

/** Lines of a table for people: columns as wide as they need to be, the first row being the head. */
export function textTable(rows: readonly (readonly string[])[]): readonly string[] {
  const cells = rows.map((row) => row.map(oneLine));
  const widths = (cells[0] ?? []).map((_head, column) =>
    Math.max(...cells.map((row) => row[column]?.length ?? 0)),
  );
  const lines = cells.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  return lines.toSpliced(1, 0, widths.map((width) => "-".repeat(width)).join("  "));
}

/** Names and titles are strangers' text: no line breaks, no control characters. */
function oneLine(text: string): string {
  const flat = text.replace(/[\s\p{Cc}\p{Cf}]+/gu, " ").trim();
  return flat.length <= widestCell ? flat : `${flat.slice(0, widestCell - 1)}…`;
}
