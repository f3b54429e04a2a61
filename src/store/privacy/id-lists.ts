/** What `find` gives for all of these ids. */
export function idsIn(
  ids: readonly string[],
  find: (part: readonly string[]) => readonly { readonly id: string }[],
): readonly string[] {
  return parts(ids).flatMap((part) => find(part).map(({ id }) => id));
}

/** SQLite takes so many parameters in one statement. */
export function parts(ids: readonly string[]): string[][] {
  const size = 500;
  return Array.from({ length: Math.ceil(ids.length / size) }, (_, index) =>
    ids.slice(index * size, (index + 1) * size),
  );
}
