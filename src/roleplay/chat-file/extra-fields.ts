import type { ExtraFields } from "./chat-file.ts";

/** Of what is kept about one text. Pictures and the like that are put in there are no notes. */
export const extraLimits = { characters: 20_000, depth: 16 } as const;

/** The fields as they are; null for none, for what is no object, and for what is too much to keep. */
export function boundedExtra(value: unknown): ExtraFields | null {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
  if (Object.keys(value).length === 0 || !isShallow(value)) return null;
  return JSON.stringify(value).length <= extraLimits.characters ? { ...value } : null;
}

/** Level by level, since what is nested very deep can't be walked by recursion. */
function isShallow(value: object): boolean {
  let level: readonly unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > extraLimits.depth) return false;
    level = level.flatMap((each) =>
      typeof each === "object" && each !== null ? Object.values(each) : [],
    );
  }
  return true;
}
