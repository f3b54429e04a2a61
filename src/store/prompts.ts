import { and, desc, eq, lt, lte, sql } from "drizzle-orm";
import type { ConversationNote } from "../conversation/authors-note.ts";
import type { Swipe, Turn } from "../conversation/ports.ts";
import {
  type MemoryTrace,
  type PromptFacts,
  promptFacts,
  type StoredPrompt,
} from "../conversation/sent-prompt.ts";
import type { Queries } from "./database.ts";
import { authorsNote } from "./schema/conversation-tables.ts";
import { swipe, swipePrompt, turn } from "./schema/turn-tables.ts";
import { turnById } from "./turn-queries.ts";

/** Prompts are kept for this many of a conversation's newest turns: each may have tens of kilobytes. */
export const keptPrompts = 200;

/** Keeps the prompt of a swipe, and lets the oldest go. */
export function addPrompt(
  queries: Queries,
  { turnId, number }: { readonly turnId: string; readonly number: number },
  { prompt, report }: Swipe,
): void {
  if (prompt === undefined) return;
  const [owner] = queries
    .select({ conversationId: turn.conversationId, position: turn.position })
    .from(turn)
    .where(eq(turn.id, turnId))
    .all();
  if (owner === undefined) return;
  const facts = promptFacts(prompt, report);
  queries
    .insert(swipePrompt)
    .values({ turnId, number, ...owner, prompt, ...facts })
    .onConflictDoUpdate({
      target: [swipePrompt.turnId, swipePrompt.number],
      set: { prompt, ...facts },
    })
    .run();
  queries
    .delete(swipePrompt)
    .where(
      and(
        eq(swipePrompt.conversationId, owner.conversationId),
        lte(swipePrompt.position, owner.position - keptPrompts),
      ),
    )
    .run();
}

export function promptOf(queries: Queries, turnId: string): StoredPrompt | undefined {
  const [found] = queries
    .select({
      prompt: swipePrompt.prompt,
      finishReason: swipe.finishReason,
      report: swipe.report,
    })
    .from(swipePrompt)
    .innerJoin(
      swipe,
      and(eq(swipe.turnId, swipePrompt.turnId), eq(swipe.number, swipePrompt.number)),
    )
    .innerJoin(turn, and(eq(turn.id, swipePrompt.turnId), eq(turn.activeSwipe, swipePrompt.number)))
    .where(eq(swipePrompt.turnId, turnId))
    .all();
  return found && { ...found, finishReason: found.finishReason ?? "" };
}

export function lastPrompted(queries: Queries, conversationId: string): Turn | undefined {
  const [newest] = queries
    .select({ turnId: swipePrompt.turnId })
    .from(swipePrompt)
    .where(eq(swipePrompt.conversationId, conversationId))
    .orderBy(desc(swipePrompt.position))
    .limit(1)
    .all();
  return newest && turnById(queries, newest.turnId);
}

export function promptFactsBefore(
  queries: Queries,
  conversationId: string,
  position: number,
): PromptFacts | undefined {
  const [facts] = queries
    .select({
      charactersPerToken: swipePrompt.charactersPerToken,
      historyTrimmed: swipePrompt.historyTrimmed,
      includedTurns: swipePrompt.includedTurns,
      firstTurn: swipePrompt.firstTurn,
      standingLore: swipePrompt.standingLore,
      memory: sql<string | null>`json_extract(${swipePrompt.prompt}, '$.memory')`,
    })
    .from(swipePrompt)
    .where(and(eq(swipePrompt.conversationId, conversationId), lt(swipePrompt.position, position)))
    .orderBy(desc(swipePrompt.position))
    .limit(1)
    .all();
  if (facts === undefined) return undefined;
  const { memory, standingLore, ...rest } = facts;
  const traces: readonly MemoryTrace[] = memory === null ? [] : JSON.parse(memory);
  const recalled = traces.filter(({ kind }) => kind === "turn");
  return { ...rest, standingLore: standingLore ?? [], ...(recalled.length > 0 && { recalled }) };
}

export function noteOf(queries: Queries, conversationId: string): ConversationNote | undefined {
  return queries
    .select({
      text: authorsNote.text,
      depth: authorsNote.depth,
      interval: authorsNote.interval,
      role: authorsNote.role,
    })
    .from(authorsNote)
    .where(eq(authorsNote.conversationId, conversationId))
    .all()[0];
}

/** Who changes anything but the text doesn't make it theirs. */
export function setNote(
  queries: Queries,
  conversationId: string,
  note: ConversationNote,
  authorId: string | null,
): void {
  const author = sql`case ${authorsNote.text} when excluded.text then ${authorsNote.authorId} else excluded.author_id end`;
  queries
    .insert(authorsNote)
    .values({ conversationId, ...note, authorId })
    .onConflictDoUpdate({
      target: authorsNote.conversationId,
      set: { ...note, authorId: author },
    })
    .run();
}

export function clearNote(queries: Queries, conversationId: string): void {
  queries.delete(authorsNote).where(eq(authorsNote.conversationId, conversationId)).run();
}

/** Another conversation gets the note of one, which is of the same person. */
export function copyNote(queries: Queries, from: string, to: string): void {
  const [note] = queries
    .select()
    .from(authorsNote)
    .where(eq(authorsNote.conversationId, from))
    .all();
  if (note === undefined) return;
  const { conversationId: _, authorId, ...words } = note;
  setNote(queries, to, words, authorId);
}
