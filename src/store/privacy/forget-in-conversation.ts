import { and, asc, eq, inArray, sql } from "drizzle-orm";
import type { Queries } from "../database.ts";
import { memoryFact, memoryPassage, memorySpeaker } from "../memory/memory-schema.ts";
import { chatVariables, sharedVariables } from "../schema/conversation-tables.ts";
import { swipe, turn } from "../schema/turn-tables.ts";
import { oweRemoval, unfinishedAmong } from "../unfinished-replies.ts";
import { deleteTurns } from "./delete-turns.ts";
import { forgetPrompts, forgetWritings } from "./forget-derived.ts";
import { idsIn, parts } from "./id-lists.ts";
import { isOf, isWordedBy } from "./words-of-person.ts";

/** Shorter words than these are anybody's: "yes" in a reply is no quote. */
const shortestQuote = 12;

/** Takes what a person said out of a conversation, and all that repeats it. Returns the ids of the turns that are gone. */
export function forgetIn(
  queries: Queries,
  conversationId: string,
  userId: string,
): readonly string[] {
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
    .where(and(here, isWordedBy(userId)))
    .all()
    .map(({ id }) => id);
  const gone = [...new Set([...ownIds, ...replies, ...worded])];
  forgetPrompts(queries, conversationId, userId);
  // At once: what is begun again for somebody else is to hold none of it.
  forgetWritings(queries, userId);
  const unfinished = parts(gone).flatMap((part) => unfinishedAmong(queries, part));
  deleteTurns(queries, gone);
  for (const reply of unfinished) oweRemoval(queries, reply);
  for (const text of words) forgetQuotes(queries, conversationId, text);
  const names = [...new Set(own.map(({ name }) => name))];
  forgetSpeakers(queries, conversationId, names);
  for (const name of names) forgetSections(queries, conversationId, name);
  return gone;
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
