import type { ConversationStore, Turn } from "../ports.ts";

/**
 * More turns than any context holds need not travel; what is left out here would be trimmed by the worker anyway, and
 * the cost of a turn doesn't grow with the length of the chat.
 */
const mostTurns = 600;

/** With more turns than that, so many remain: if one went with each that comes, the prompt would never begin alike. */
export const turnsOfNewWindow = 400;

/** What a prompt may show of what was said before `turn`, oldest first. */
export function historyWindow(
  store: Pick<ConversationStore, "historyBefore">,
  turn: Pick<Turn, "conversationId" | "position">,
  /** The turn with which the history of the last prompt began, where that is known. */
  firstTurn: string | null | undefined,
): readonly Turn[] {
  const turns = store.historyBefore(turn.conversationId, turn.position, mostTurns).toReversed();
  if (turns.length < mostTurns) return turns;
  const start = turns.findIndex(({ id }) => id === firstTurn);
  return start === -1 ? turns.slice(-turnsOfNewWindow) : turns.slice(start);
}
