import type { Conversation, ConversationStore, Turn } from "../ports.ts";

/** As many as the longest chain and the largest cast need. */
const looksBack = 40;

/** A conversation's newest turns, those that are owed included, the newest first. */
export function recentTurns(
  { id }: Pick<Conversation, "id">,
  store: Pick<ConversationStore, "historyBefore" | "owedTurns">,
): readonly Turn[] {
  const shown = store.historyBefore(id, Number.MAX_SAFE_INTEGER, looksBack);
  const owed = store
    .owedTurns()
    .filter((turn) => turn.conversationId === id && !shown.some((other) => other.id === turn.id));
  return [...shown, ...owed].toSorted((a, b) => b.position - a.position);
}

/** Turns of characters since a person said something; what the bots among `bots` say doesn't count as that. */
export function repliesInRow(recent: readonly Turn[], bots: readonly string[]): number {
  const isPersons = ({ kind, authorId }: Turn) =>
    kind === "narrator" || (kind === "user" && !bots.includes(authorId));
  const last = recent.findIndex(isPersons);
  const since = last === -1 ? recent : recent.slice(0, last);
  return since.filter(({ kind }) => kind === "character").length;
}

/** The characters of these turns. */
export function speakersOf(turns: readonly Turn[]): readonly string[] {
  return turns.filter(({ kind }) => kind === "character").map(({ authorId }) => authorId);
}
