import { and, asc, eq, gt, inArray, isNotNull, lte } from "drizzle-orm";
import type { BranchStore, NewBranch } from "../conversation/branches/branch-store.ts";
import type { Conversation, Turn } from "../conversation/ports.ts";
import { setLastSeen } from "./channel-state.ts";
import { conversationById, conversationOfChannel, startConversation } from "./conversations.ts";
import type { Database, Queries } from "./database.ts";
import { loreState, setLoreState } from "./lore-states.ts";
import { memoryFact } from "./memory/memory-schema.ts";
import { copyNote } from "./prompts.ts";
import { chatVariablesOf, keepVariables } from "./scene-store.ts";
import { conversation } from "./schema/conversation-tables.ts";
import { lorebook, lorebookAttachment } from "./schema/lore-tables.ts";
import { swipe, swipeExtra, turn } from "./schema/turn-tables.ts";
import type { StoreOptions } from "./store-options.ts";
import { turnById } from "./turn-queries.ts";

/** Chats that leave others, in SQLite. */
export function createBranchStore(database: Database, options: StoreOptions): BranchStore {
  return { branch: (input) => database.write((queries) => branch(queries, options, input)) };
}

/** Copies of rows, by the id of what they are copies of. */
type Copies = ReadonlyMap<string, string>;

function branch(queries: Queries, options: StoreOptions, input: NewBranch): Turn | undefined {
  const end = turnById(queries, input.turnId);
  const old = end === undefined ? undefined : conversationById(queries, end.conversationId);
  if (end === undefined || old === undefined || end.kind === "user") return undefined;
  if (!["written", "done"].includes(end.state) || end.position <= old.excludedBefore)
    return undefined;
  if (conversationOfChannel(queries, input.channelId) !== undefined) return undefined;
  const { guildId, characterId, cast: others, scenario } = old;
  const scenarioBy = old.scenarioBy ?? old.hostId;
  const { channelId, hostId } = input;
  // A place of its own is for this chat alone.
  const begun = { channelId, guildId, characterId, others, scenario, scenarioBy, hostId };
  const { id } = startConversation(queries, options, { ...begun, answer: "always" });
  const copies = copyTurns(queries, options, { from: old, to: id, until: end.position });
  const last = copies.get(end.id);
  if (last === undefined) throw new Error(`Turn ${end.id} has no text`);
  copyNote(queries, old.id, id);
  copyBooks(queries, options, old.id, id);
  copyFacts(queries, options, { from: old.id, to: id, copies });
  if (isNewest(queries, end)) copyState(queries, old.id, last);
  setLastSeen(queries, channelId, input.sinceId);
  return turnById(queries, last);
}

function copyTurns(
  queries: Queries,
  { newId }: StoreOptions,
  { from, to, until }: { readonly from: Conversation; readonly to: string; readonly until: number },
): Copies {
  const shown = queries
    .select({ turn, swipe, extra: swipeExtra.extra })
    .from(turn)
    .innerJoin(swipe, and(eq(swipe.turnId, turn.id), eq(swipe.number, turn.activeSwipe)))
    .leftJoin(
      swipeExtra,
      and(eq(swipeExtra.turnId, swipe.turnId), eq(swipeExtra.number, swipe.number)),
    )
    .where(
      and(
        eq(turn.conversationId, from.id),
        gt(turn.position, from.excludedBefore),
        lte(turn.position, until),
        isNotNull(turn.activeSwipe),
        inArray(turn.state, ["written", "done"]),
      ),
    )
    .orderBy(asc(turn.position))
    .all();
  const copies = new Map<string, string>();
  for (const [index, { turn: old, swipe: text, extra }] of shown.entries()) {
    const id = newId();
    copies.set(old.id, id);
    const { kind, authorId, speakerName, personaId, createdAt, storedAt } = old;
    queries
      .insert(turn)
      .values({
        id,
        conversationId: to,
        position: index + 1,
        kind,
        authorId,
        speakerName,
        personaId,
        createdAt,
        storedAt,
        state: old.position === until ? "written" : "done",
        answersTurnId: (old.answersTurnId !== null && copies.get(old.answersTurnId)) || null,
      })
      .run();
    queries
      .insert(swipe)
      .values({ ...text, turnId: id, number: 0 })
      .run();
    if (extra !== null) queries.insert(swipeExtra).values({ turnId: id, number: 0, extra }).run();
    // Only now, as everywhere: memory takes a turn in when a text of it becomes the active one.
    queries.update(turn).set({ activeSwipe: 0 }).where(eq(turn.id, id)).run();
  }
  queries
    .update(conversation)
    .set({ lastPosition: shown.length })
    .where(eq(conversation.id, to))
    .run();
  return copies;
}

/** Those of the server are used by both; one that belongs to the chat alone is copied. */
function copyBooks(queries: Queries, { newId }: StoreOptions, from: string, to: string): void {
  const attached = queries
    .select({ book: lorebook, place: lorebookAttachment.place })
    .from(lorebookAttachment)
    .innerJoin(lorebook, eq(lorebook.id, lorebookAttachment.lorebookId))
    .where(eq(lorebookAttachment.conversationId, from))
    .orderBy(asc(lorebookAttachment.place))
    .all();
  for (const { book, place } of attached) {
    const lorebookId = book.conversationId === null ? book.id : newId();
    if (lorebookId !== book.id)
      queries
        .insert(lorebook)
        .values({ ...book, id: lorebookId, conversationId: to })
        .run();
    queries.insert(lorebookAttachment).values({ conversationId: to, lorebookId, place }).run();
  }
}

/** Those that were pinned without a message, or from one that came along. */
function copyFacts(
  queries: Queries,
  { newId }: StoreOptions,
  { from, to, copies }: { readonly from: string; readonly to: string; readonly copies: Copies },
): void {
  const pinned = queries.select().from(memoryFact).where(eq(memoryFact.conversationId, from)).all();
  for (const fact of pinned) {
    const turnId = fact.turnId === null ? null : copies.get(fact.turnId);
    if (turnId === undefined) continue;
    queries
      .insert(memoryFact)
      .values({ ...fact, id: newId(), conversationId: to, turnId })
      .run();
  }
}

/** What is known only as it is at the end of a chat. */
function copyState(queries: Queries, from: string, lastTurnId: string): void {
  const variables = chatVariablesOf(queries, from);
  if (Object.keys(variables).length > 0)
    keepVariables(queries, lastTurnId, { chat: variables, shared: {} });
  setLoreState(queries, lastTurnId, loreState(queries, from));
}

function isNewest(queries: Queries, { conversationId, position }: Turn): boolean {
  const later = queries
    .select({ id: turn.id })
    .from(turn)
    .where(
      and(
        eq(turn.conversationId, conversationId),
        gt(turn.position, position),
        inArray(turn.state, ["open", "written", "done"]),
      ),
    )
    .limit(1)
    .all();
  return later.length === 0;
}
