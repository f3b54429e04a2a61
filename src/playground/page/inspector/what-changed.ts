export interface Change {
  /** The end of what stayed, shortened at its front. */
  readonly kept: string;
  readonly removed: string;
  readonly added: string;
}

/** As much of the unchanged text as is shown before a change. */
const keptCharacters = 24;

/** What an edit did, as far as texts that mostly grow at their end need it: the common beginning stays. */
export function whatChanged(before: string, after: string): Change {
  let same = 0;
  while (same < before.length && same < after.length && before[same] === after[same]) same += 1;
  // Not in the middle of a character that takes two places.
  if (same > 0 && /[\uD800-\uDBFF]/.test(after[same - 1] ?? "")) same -= 1;
  const from = Math.max(0, same - keptCharacters);
  return {
    kept: (from > 0 ? "…" : "") + after.slice(from, same),
    removed: before.slice(same),
    added: after.slice(same),
  };
}
