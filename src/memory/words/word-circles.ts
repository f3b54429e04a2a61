/** Circles of words, parted by bars and line ends: each word with all others of the circles that it stands in. */
export function circlesOf(text: string): ReadonlyMap<string, readonly string[]> {
  const circles = new Map<string, Set<string>>();
  for (const line of text.trim().split(/[|\n]/)) {
    const words = line.trim().split(/\s+/);
    for (const word of words) {
      const near = circles.get(word) ?? new Set();
      for (const other of words) if (other !== word) near.add(other);
      circles.set(word, near);
    }
  }
  return new Map([...circles].map(([word, near]) => [word, [...near]]));
}
