import { and, asc, eq, gte, inArray, lte, or, sql } from "drizzle-orm";
import type { PersonalData, PrivacyStore } from "../conversation/privacy/privacy-store.ts";
import type { Database, Queries } from "./database.ts";
import { memoryFact, memoryPassage, memorySpeaker, memorySummary } from "./memory/memory-schema.ts";
import {
  audit,
  autoproxy,
  chatVariables,
  conversation,
  forgetRequest,
  heldMessage,
  lorebook,
  optOut,
  persona,
  personaChoice,
  report,
  sharedVariables,
  swipe,
  swipePrompt,
  turn,
} from "./schema.ts";
import type { StoreOptions } from "./store-options.ts";
import { oweRemoval, unfinishedAmong } from "./unfinished-replies.ts";

/** Shorter words than these are anybody's: "yes" in a reply is no quote. */
const shortestQuote = 12;

/** What people may ask about what is kept of them, in SQLite. */
export function createPrivacyStore(
  database: Database,
  { now }: Pick<StoreOptions, "now">,
): PrivacyStore {
  return {
    isOptedOut: (userId) =>
      database.read(
        (queries) =>
          queries.select().from(optOut).where(eq(optOut.userId, userId)).all().length > 0,
      ),
    optOut: (userId) =>
      database.write((queries) => {
        const { changes } = queries
          .insert(optOut)
          .values({ userId, at: now() })
          .onConflictDoNothing()
          .run();
        forgetSummaries(queries, userId);
        for (const conversationId of conversationsOf(queries, userId))
          forgetPrompts(queries, conversationId, userId);
        forgetRemembered(queries, userId);
        forgetScenarios(queries, userId);
        return changes > 0;
      }),
    optIn: (userId) =>
      database.write(
        (queries) => queries.delete(optOut).where(eq(optOut.userId, userId)).run().changes > 0,
      ),
    stored: (userId) => database.read((queries) => stored(queries, userId)),

    askToForget: (userId) =>
      database.write((queries) => {
        queries.insert(forgetRequest).values({ userId, at: now() }).onConflictDoNothing().run();
      }),
    forgetRequests: () =>
      database.read((queries) =>
        queries
          .select()
          .from(forgetRequest)
          .all()
          .map(({ userId }) => userId),
      ),
    conversationsOf: (userId) => database.read((queries) => conversationsOf(queries, userId)),
    forgetIn: (conversationId, userId) =>
      database.write((queries) => forgetIn(queries, conversationId, userId)),
    forgetRest: (userId) => database.write((queries) => forgetRest(queries, userId)),
    compact: () => {
      // What was overwritten by `secure_delete` still stands in the write-ahead log, until that is emptied too.
      database.read((queries) => queries.all(sql`pragma wal_checkpoint(truncate)`));
    },
    forgetTurnsBefore: (at, limit) =>
      database.write((queries) => forgetTurnsBefore(queries, at, limit)),
  };
}

function stored(queries: Queries, userId: string): PersonalData {
  return {
    optedOut: queries.select().from(optOut).where(eq(optOut.userId, userId)).all().length > 0,
    turns: queries
      .select({
        channelId: conversation.channelId,
        at: turn.createdAt,
        name: turn.speakerName,
        text: sql<string>`coalesce(${swipe.text}, '')`,
      })
      .from(turn)
      .innerJoin(conversation, eq(conversation.id, turn.conversationId))
      .leftJoin(swipe, and(eq(swipe.turnId, turn.id), eq(swipe.number, turn.activeSwipe)))
      .where(isOf(userId))
      .orderBy(asc(turn.arrival))
      .all(),
    personas: queries
      .select({
        name: persona.name,
        pronouns: persona.pronouns,
        description: persona.description,
      })
      .from(persona)
      .where(eq(persona.ownerId, userId))
      .all(),
    lorebooks: queries
      .select({ name: lorebook.name, content: lorebook.content })
      .from(lorebook)
      .where(eq(lorebook.ownerId, userId))
      .all(),
    reports: queries
      .select({ at: report.at, reason: report.reason })
      .from(report)
      .where(eq(report.reporterId, userId))
      .all(),
    hosted: queries
      .select({ channelId: conversation.channelId })
      .from(conversation)
      .where(eq(conversation.hostId, userId))
      .all()
      .map(({ channelId }) => channelId),
    deeds: queries
      .select({ at: audit.at, action: audit.action, detail: audit.detail })
      .from(audit)
      .where(eq(audit.actorId, userId))
      .orderBy(asc(audit.number))
      .all(),
  };
}

function conversationsOf(queries: Queries, userId: string): readonly string[] {
  const said = queries.select({ id: turn.conversationId }).from(turn).where(isOf(userId)).all();
  // Replies that they worded by hand are their words too.
  const worded = queries
    .select({ id: turn.conversationId })
    .from(swipe)
    .innerJoin(turn, eq(turn.id, swipe.turnId))
    .where(eq(swipe.editedBy, userId))
    .all();
  return [...new Set([...said, ...worded].map(({ id }) => id))];
}

function forgetIn(queries: Queries, conversationId: string, userId: string): readonly string[] {
  const here = eq(turn.conversationId, conversationId);
  const own = queries
    .select({ id: turn.id, name: turn.speakerName })
    .from(turn)
    .where(and(here, isOf(userId)))
    .orderBy(asc(turn.position))
    .all();
  const ownIds = own.map(({ id }) => id);
  const words = wordsOf(queries, ownIds);
  const replies = idsIn(ownIds, (ids) =>
    queries.select({ id: turn.id }).from(turn).where(inArray(turn.answersTurnId, ids)).all(),
  );
  const worded = queries
    .select({ id: turn.id })
    .from(swipe)
    .innerJoin(turn, eq(turn.id, swipe.turnId))
    .where(and(here, eq(swipe.editedBy, userId)))
    .all()
    .map(({ id }) => id);
  const gone = [...new Set([...ownIds, ...replies, ...worded])];
  forgetPrompts(queries, conversationId, userId);
  const unfinished = parts(gone).flatMap((part) => unfinishedAmong(queries, part));
  deleteTurns(queries, gone);
  for (const reply of unfinished) oweRemoval(queries, reply);
  for (const text of words) forgetQuotes(queries, conversationId, text);
  const names = [...new Set(own.map(({ name }) => name))];
  forgetSpeakers(queries, conversationId, names);
  for (const name of names) forgetSections(queries, conversationId, name);
  return gone;
}

/** Stored prompts since the first thing that they said in a conversation: each may hold their words. */
function forgetPrompts(queries: Queries, conversationId: string, userId: string): void {
  const [first] = queries
    .select({ position: turn.position })
    .from(turn)
    .where(and(eq(turn.conversationId, conversationId), isOf(userId)))
    .orderBy(asc(turn.position))
    .limit(1)
    .all();
  if (first === undefined) return;
  queries
    .delete(swipePrompt)
    .where(
      and(
        eq(swipePrompt.conversationId, conversationId),
        gte(swipePrompt.position, first.position),
      ),
    )
    .run();
}

/** Everything that was ever the text of these turns, each once; what is too short to be a quote is left out. */
function wordsOf(queries: Queries, turnIds: readonly string[]): readonly string[] {
  const texts = idsIn(turnIds, (ids) =>
    queries.select({ id: swipe.text }).from(swipe).where(inArray(swipe.turnId, ids)).all(),
  );
  return [...new Set(texts.map((text) => text.trim()))].filter(
    (text) => text.length >= shortestQuote,
  );
}

function forgetQuotes(queries: Queries, conversationId: string, text: string): void {
  const json = JSON.stringify(text).slice(1, -1);
  const quoting = queries
    .update(swipe)
    .set({ text: sql`replace(${swipe.text}, ${text}, '…')` })
    .where(
      and(
        sql`${swipe.turnId} in (select id from turn where conversation_id = ${conversationId})`,
        sql`instr(${swipe.text}, ${text}) > 0`,
      ),
    )
    .returning({ id: swipe.turnId })
    .all();
  // Memory takes these turns in again, as they read now.
  for (const part of parts(quoting.map(({ id }) => id)))
    queries.delete(memoryPassage).where(inArray(memoryPassage.turnId, part)).run();
  queries
    .delete(memoryFact)
    .where(
      and(
        eq(memoryFact.conversationId, conversationId),
        sql`instr(${memoryFact.text}, ${text}) > 0`,
      ),
    )
    .run();
  queries
    .update(chatVariables)
    .set({
      variables: sql`replace(${chatVariables.variables}, ${json}, '…')`,
      before: sql`replace(${chatVariables.before}, ${json}, '…')`,
    })
    .where(eq(chatVariables.conversationId, conversationId))
    .run();
  queries
    .update(sharedVariables)
    .set({ variables: sql`replace(${sharedVariables.variables}, ${json}, '…')` })
    .where(
      sql`${sharedVariables.placeId} = (select coalesce(guild_id, channel_id) from conversation where id = ${conversationId})`,
    )
    .run();
}

/** Reports of replies name a prompt's sections, and those of personas by their names. */
function forgetSections(queries: Queries, conversationId: string, name: string): void {
  const section = JSON.stringify(`persona:${name}`);
  queries
    .update(swipe)
    .set({ report: sql`replace(${swipe.report}, ${section}, '"persona:…"')` })
    .where(
      and(
        sql`${swipe.turnId} in (select id from turn where conversation_id = ${conversationId})`,
        sql`instr(${swipe.report}, ${section}) > 0`,
      ),
    )
    .run();
}

/** The names under which memory knows them here, unless somebody else bears one. */
function forgetSpeakers(queries: Queries, conversationId: string, names: readonly string[]): void {
  for (const name of names)
    queries
      .delete(memorySpeaker)
      .where(
        and(
          sql`${memorySpeaker.space} = (select number from memory_space where conversation_id = ${conversationId})`,
          eq(memorySpeaker.name, name),
          sql`not exists (
            select 1 from turn where conversation_id = ${conversationId} and speaker_name = ${name}
          )`,
        ),
      )
      .run();
}

/** Summaries that stand for something they said: those are written anew without them. */
function forgetSummaries(queries: Queries, userId: string): void {
  const spoken = sql`select 1 from turn where turn.conversation_id = ${memorySummary.conversationId}
    and turn.author_id = ${userId} and turn.kind = 'user'
    and turn.position between ${memorySummary.firstPosition} and ${memorySummary.lastPosition}`;
  queries
    .delete(memorySummary)
    .where(
      and(
        inArray(memorySummary.conversationId, conversationsOf(queries, userId)),
        sql`exists (${spoken})`,
      ),
    )
    .run();
}

/**
 * Prompts that hold what they pinned, or what was recalled of theirs, wherever: channels may share their memory, and a
 * fact that is gone still stands in the prompts of its time.
 */
function forgetRemembered(queries: Queries, userId: string): void {
  queries
    .delete(swipePrompt)
    .where(
      sql`instr(${swipePrompt.prompt}, ${userId}) > 0 and exists (
        select 1 from json_each(${swipePrompt.prompt}, '$.memory') as line
        where json_extract(line.value, '$.authorId') = ${userId}
      )`,
    )
    .run();
}

/** What stands in the place of a card's scenario is the host's: what opened their post, or what they gave. */
function forgetScenarios(queries: Queries, userId: string): void {
  queries.update(conversation).set({ scenario: null }).where(eq(conversation.hostId, userId)).run();
}

function forgetRest(queries: Queries, userId: string): void {
  forgetRemembered(queries, userId);
  forgetScenarios(queries, userId);
  queries.delete(autoproxy).where(eq(autoproxy.userId, userId)).run();
  queries.delete(personaChoice).where(eq(personaChoice.userId, userId)).run();
  queries.delete(persona).where(eq(persona.ownerId, userId)).run();
  queries.delete(lorebook).where(eq(lorebook.ownerId, userId)).run();
  queries.delete(report).where(eq(report.reporterId, userId)).run();
  queries.delete(memoryFact).where(eq(memoryFact.authorId, userId)).run();
  queries.delete(heldMessage).where(eq(heldMessage.authorId, userId)).run();
  queries.delete(forgetRequest).where(eq(forgetRequest.userId, userId)).run();
}

function forgetTurnsBefore(queries: Queries, at: number, limit: number): number {
  const oldest = queries
    .select({
      id: turn.id,
      conversationId: turn.conversationId,
      position: turn.position,
      createdAt: turn.createdAt,
      state: turn.state,
    })
    .from(turn)
    .orderBy(asc(turn.arrival))
    .limit(limit)
    .all();
  // What is owed is paid first; by then it is of today.
  const old = oldest.filter(({ createdAt, state }) => createdAt < at && state !== "open");
  // By conversation the newest of them: prompts that begin later hold none of these turns.
  const newest = new Map(old.map((each) => [each.conversationId, each]));
  for (const { id, conversationId, position } of newest.values())
    queries
      .delete(swipePrompt)
      .where(
        and(
          eq(swipePrompt.conversationId, conversationId),
          or(
            lte(swipePrompt.position, position),
            sql`instr(${swipePrompt.prompt}, ${`"history:${id}"`}) > 0`,
          ),
        ),
      )
      .run();
  deleteTurns(
    queries,
    old.map(({ id }) => id),
  );
  return old.length;
}

function deleteTurns(queries: Queries, ids: readonly string[]): void {
  for (const part of parts(ids)) queries.delete(turn).where(inArray(turn.id, part)).run();
}

function idsIn(
  ids: readonly string[],
  find: (part: readonly string[]) => readonly { readonly id: string }[],
): readonly string[] {
  return parts(ids).flatMap((part) => find(part).map(({ id }) => id));
}

/** SQLite takes so many parameters in one statement. */
function parts(ids: readonly string[]): string[][] {
  const size = 500;
  return Array.from({ length: Math.ceil(ids.length / size) }, (_, index) =>
    ids.slice(index * size, (index + 1) * size),
  );
}

/** Literal, so that SQLite sees that the index of people's turns answers this. */
function isOf(userId: string) {
  return and(eq(turn.authorId, userId), sql`${turn.kind} = 'user'`);
}
