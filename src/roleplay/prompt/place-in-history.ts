import type { PromptSection } from "../../generation/request.ts";
import type { DepthInsertion } from "./depth-insertions.ts";

/**
 * Puts insertions among the turns of the history. Most are required while turns go from the oldest, so their distance
 * from the end stays when the history is trimmed. `insertions` are sorted, the farthest from the end first.
 */
export function placeInHistory(
  history: readonly PromptSection[],
  insertions: readonly DepthInsertion[],
): readonly PromptSection[] {
  const at = (index: number) =>
    insertions.filter(({ depth }) => Math.max(0, history.length - depth) === index).map(sectionOf);
  return [...history.flatMap((turn, index) => [...at(index), turn]), ...at(history.length)];
}

function sectionOf({ id, role, text, goes }: DepthInsertion): PromptSection {
  return { id, role, text, trim: { kind: goes ? "history" : "required" } };
}
