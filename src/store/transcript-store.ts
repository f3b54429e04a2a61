import { and, asc, eq, gt, inArray, isNotNull, sql } from "drizzle-orm";
import type { Turn } from "../conversation/ports.ts";
import type {
  NewTranscript,
  NewTranscriptTurn,
  TranscriptStore,
  TranscriptSwipe,
  TranscriptTurn,
} from "../conversation/transcripts/transcript-store.ts";
import { reset } from "./conversations.ts";
import type { Database, Queries } from "./database.ts";
import { chatVariablesOf, keepVariables } from "./scene-store.ts";
import { conversation } from "./schema/conversation-tables.ts";
import { swipe, swipeExtra, turn } from "./schema/turn-tables.ts";
import type { StoreOptions } from "./store-options.ts";
import { isHeard, turnById } from "./turn-queries.ts";

/** Whole conversations in SQLite. */
export function createTranscriptStore(
  database: Database,
  options: Pick<StoreOptions, "newId" | "now">,
): TranscriptStore {
  return {
    turnsAfter: (id, position, limit) =>
      database.read((queries) => turnsAfter(queries, id, position, limit)),
    append: (id, transcript) =>
      database.write((queries) => append(queries, options, id, transcript)),
    variables: (id) => database.read((queries) => chatVariablesOf(queries, id)),
  };
}

function turnsAfter(
  queries: Queries,
  conversationId: string,
  position: number,
  limit: number,
): readonly TranscriptTurn[] {
  const turns = queries
    .select({
      id: turn.id,
      position: turn.position,
      kind: turn.kind,
      authorId: turn.authorId,
      speakerName: turn.speakerName,
      spokenAt: turn.createdAt,
      activeSwipe: turn.activeSwipe,
    })
    .from(turn)
    .where(
      and(
        eq(turn.conversationId, conversationId),
        gt(turn.position, position),
        isNotNull(turn.activeSwipe),
        inArray(turn.state, ["written", "done"]),
        isHeard(),
      ),
    )
    .orderBy(asc(turn.position))
    .limit(limit)
    .all();
  const swipes = swipesOf(
    queries,
    turns.map(({ id }) => id),
  );
  return turns.map(({ id, activeSwipe, ...placed }) => {
    const own = swipes.get(id) ?? [];
    const shown = own.findIndex(({ number }) => number === activeSwipe);
    return {
      ...placed,
      shown: Math.max(shown, 0),
      swipes: own.map(({ text, finishReason, report, extra, writtenAt }) => ({
        text,
        finishReason,
        report,
        extra,
        writtenAt,
      })),
    };
  });
}

type NumberedSwipe = TranscriptSwipe & { readonly number: number };

function swipesOf(queries: Queries, turnIds: readonly string[]) {
  const found = queries
    .select({
      turnId: swipe.turnId,
      number: swipe.number,
      text: swipe.text,
      finishReason: swipe.finishReason,
      report: swipe.report,
      writtenAt: swipe.createdAt,
      extra: swipeExtra.extra,
    })
    .from(swipe)
    .leftJoin(
      swipeExtra,
      and(eq(swipeExtra.turnId, swipe.turnId), eq(swipeExtra.number, swipe.number)),
    )
    .where(inArray(swipe.turnId, [...turnIds]))
    .orderBy(asc(swipe.turnId), asc(swipe.number))
    .all();
  const byTurn = new Map<string, NumberedSwipe[]>();
  for (const { turnId, ...text } of found) {
    const own = byTurn.get(turnId) ?? [];
    byTurn.set(turnId, own);
    own.push(text);
  }
  return byTurn;
}

function append(
  queries: Queries,
  { newId, now }: Pick<StoreOptions, "newId" | "now">,
  conversationId: string,
  { turns, hidden, variables }: NewTranscript,
): Turn | undefined {
  reset(queries, conversationId);
  const [counter] = queries
    .update(conversation)
    .set({
      lastPosition: sql`${conversation.lastPosition} + ${turns.length}`,
      excludedBefore: sql`${conversation.excludedBefore} + ${hidden}`,
    })
    .where(eq(conversation.id, conversationId))
    .returning({ lastPosition: conversation.lastPosition })
    .all();
  if (counter === undefined) throw new Error(`No conversation ${conversationId}`);
  const before = counter.lastPosition - turns.length;
  const storedAt = now();
  const ids = turns.map((added, index) => {
    const id = newId();
    const placed = { id, conversationId, position: before + index + 1, storedAt };
    const isLast = index === turns.length - 1 && index >= hidden;
    const isFirst = index === hidden;
    insertTurn(queries, placed, added, { isFirst, isLast });
    return id;
  });
  const last = ids.at(-1);
  if (last === undefined) return undefined;
  if (Object.keys(variables).length > 0)
    keepVariables(queries, last, { chat: variables, shared: {} });
  const shown = turnById(queries, last);
  return shown?.state === "written" ? shown : undefined;
}

function insertTurn(
  queries: Queries,
  placed: Pick<Turn, "id" | "conversationId" | "position"> & { readonly storedAt: number },
  { kind, authorId, speakerName, spokenAt, swipes, shown }: NewTranscriptTurn,
  { isFirst, isLast }: { readonly isFirst: boolean; readonly isLast: boolean },
): void {
  const isCharacter = kind === "character";
  const isShown = isLast && kind !== "user";
  queries
    .insert(turn)
    .values({
      ...placed,
      kind,
      authorId,
      speakerName,
      state: isShown ? "written" : "done",
      createdAt: spokenAt,
    })
    .run();
  swipes.forEach(({ text, extra, writtenAt }, number) => {
    const turnId = placed.id;
    const finishReason = kind === "user" ? null : "imported";
    // As what is told here: it is the words of who tells it.
    const editedBy = kind === "narrator" ? authorId : null;
    // The greetings of a card are the swipes of a chat's first turn.
    const greeting = isCharacter && isFirst ? number : null;
    queries
      .insert(swipe)
      .values({ turnId, number, text, finishReason, greeting, editedBy, createdAt: writtenAt })
      .run();
    if (extra !== null) queries.insert(swipeExtra).values({ turnId, number, extra }).run();
  });
  // Only now, as everywhere: memory takes a turn in when a text of it becomes the active one.
  queries.update(turn).set({ activeSwipe: shown }).where(eq(turn.id, placed.id)).run();
}
