import { and, asc, desc, eq, gt, inArray, ne, notExists, notInArray, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import type { Turn } from "../conversation/ports.ts";
import type { OwedSwipe } from "../conversation/swipes/owed-swipe.ts";
import type { SwipeStore, TurnFace } from "../conversation/swipes/swipe-store.ts";
import type { Database, Queries } from "./database.ts";
import { owe, owedBy, renewOwed, settleOwed, stopOwed } from "./owed-swipes.ts";
import { takeResetBack } from "./reset-marks.ts";
import { swipe, turn } from "./schema/turn-tables.ts";
import type { StoreOptions } from "./store-options.ts";
import { readNotice } from "./stored-notice.ts";
import { excludedBefore, selectTurns, turnById } from "./turn-queries.ts";

export function createSwipeStore(database: Database, options: StoreOptions): SwipeStore {
  return {
    face: (turnId) => database.read((queries) => faceOf(queries, turnId)),
    owed: (turnId) => database.read((queries) => owedBy(queries, turnId)),
    owe: (order) =>
      database.write((queries) => {
        const owed = owe(queries, options, order);
        if (owed !== undefined && order.dropsRest) removeFollowers(queries, order.turnId);
        return owed;
      }),
    renew: (turnId) => database.write((queries) => renewOwed(queries, options, turnId)),
    turnTo: (turnId, answersTurnId) =>
      database.write((queries) => turnTo(queries, options, turnId, answersTurnId)),
    stop: (turnId) => database.write((queries) => stopOwed(queries, turnId)),
    choose: (turnId, revision, number, dropsRest) =>
      database.write((queries) => {
        if (!choose(queries, turnId, revision, number)) return false;
        if (dropsRest) removeFollowers(queries, turnId);
        return true;
      }),
    reword: (turnId, text) => database.write((queries) => reword(queries, turnId, text)),
    edit: (turnId, revision, text, editedBy) =>
      database.write((queries) => edit(queries, turnId, revision, { text, editedBy })),
    remove: (turnIds) =>
      database.write((queries) => {
        for (const turnId of turnIds) remove(queries, turnId);
      }),
    closeRemoval: (turnId) =>
      database.write((queries) => {
        queries
          .update(turn)
          .set({ state: "removed" })
          .where(and(eq(turn.id, turnId), eq(turn.state, "removing")))
          .run();
      }),
    closeShowing: (turnId, revision) =>
      database.write((queries) => closeShowing(queries, turnId, revision)),
    newest: (conversationId, limit) =>
      database.read((queries) => newest(queries, conversationId, limit)),
    removeAfter: (conversationId, position) =>
      database.write((queries) => removeAfter(queries, conversationId, position)),
    takeResetBack: (conversationId) =>
      database.write((queries) => takeResetBack(queries, conversationId)),
    hasOthersAfter: (conversationId, position, userId) =>
      database.read((queries) => hasOthersAfter(queries, conversationId, position, userId)),
    repliesAfter: (conversationId, position) =>
      database.read((queries) => repliesAfter(queries, conversationId, position)),
    newestReply: (conversationId) =>
      database.read((queries) => newestReply(queries, conversationId)),
    setControls: (turnId, shown) =>
      database.write((queries) => {
        queries.update(turn).set({ hasControls: shown }).where(eq(turn.id, turnId)).run();
      }),
    withControls: (conversationId) =>
      database.read((queries) => withControls(queries, conversationId)),
  };
}

function closeShowing(queries: Queries, turnId: string, revision: number): boolean {
  const { changes } = queries
    .update(turn)
    .set({ state: "done" })
    .where(and(eq(turn.id, turnId), eq(turn.state, "written"), eq(turn.revision, revision)))
    .run();
  return changes > 0;
}

function faceOf(queries: Queries, turnId: string): TurnFace | undefined {
  const found = turnById(queries, turnId);
  if (found === undefined) return undefined;
  const [facts] = queries
    .select({
      revision: turn.revision,
      notice: turn.notice,
      number: sql<number>`coalesce(${turn.activeSwipe} + 1, 0)`,
      count: sql<number>`(select count(*) from swipe where swipe.turn_id = ${turnId})`,
      continuedFrom: swipe.continuedFrom,
      editedBy: swipe.editedBy,
      report: swipe.report,
    })
    .from(turn)
    .leftJoin(swipe, and(eq(swipe.turnId, turn.id), eq(swipe.number, turn.activeSwipe)))
    .where(eq(turn.id, turnId))
    .all();
  if (facts === undefined) return undefined;
  const notice = readNotice(facts.notice);
  return { turn: found, ...facts, notice, owed: owedBy(queries, turnId) };
}

function choose(queries: Queries, turnId: string, revision: number, number: number): boolean {
  if (owedBy(queries, turnId) !== undefined) return false;
  const [there] = queries
    .select({ number: swipe.number })
    .from(swipe)
    .where(and(eq(swipe.turnId, turnId), eq(swipe.number, number - 1)))
    .all();
  return there !== undefined && change(queries, turnId, revision, { activeSwipe: number - 1 });
}

function edit(
  queries: Queries,
  turnId: string,
  revision: number,
  wording: { readonly text: string; readonly editedBy: string },
): boolean {
  if (owedBy(queries, turnId) !== undefined || !change(queries, turnId, revision, {})) return false;
  queries
    .update(swipe)
    .set({ ...wording, continuedFrom: null })
    .where(
      and(
        eq(swipe.turnId, turnId),
        eq(swipe.number, sql`(select active_swipe from turn where id = ${turnId})`),
      ),
    )
    .run();
  return true;
}

/** Another text counts, and has to be shown. */
function change(
  queries: Queries,
  turnId: string,
  revision: number,
  changes: { readonly activeSwipe?: number },
): boolean {
  const changed = queries
    .update(turn)
    .set({ ...changes, state: "written", failure: null, notice: null, revision: revision + 1 })
    .where(
      and(
        eq(turn.id, turnId),
        ne(turn.kind, "user"),
        eq(turn.revision, revision),
        inArray(turn.state, ["written", "done"]),
      ),
    )
    .run();
  return changed.changes > 0;
}

function remove(queries: Queries, turnId: string): void {
  const changed = queries
    .update(turn)
    .set({
      // What people wrote in Discord stays theirs.
      state: sql`case when ${turn.kind} = 'user' then 'removed' else 'removing' end`,
      activeSwipe: null,
      hasControls: false,
      revision: sql`${turn.revision} + 1`,
    })
    .where(and(eq(turn.id, turnId), notInArray(turn.state, ["removing", "removed"])))
    .run();
  if (changed.changes === 0) return;
  settleOwed(queries, turnId);
  queries.delete(swipe).where(eq(swipe.turnId, turnId)).run();
}

function removeFollowers(queries: Queries, turnId: string): void {
  const found = turnById(queries, turnId);
  if (found !== undefined) removeAfter(queries, found.conversationId, found.position);
}

function removeAfter(queries: Queries, conversationId: string, position: number): void {
  const followers = queries
    .select({ id: turn.id })
    .from(turn)
    .where(and(eq(turn.conversationId, conversationId), gt(turn.position, position)))
    .all();
  for (const { id } of followers) remove(queries, id);
}

function turnTo(
  queries: Queries,
  options: StoreOptions,
  turnId: string,
  answersTurnId: string,
): OwedSwipe | undefined {
  const answering = alias(turn, "answering");
  const answered = queries
    .select({ id: answering.id })
    .from(answering)
    .where(
      and(
        eq(answering.answersTurnId, answersTurnId),
        notInArray(answering.state, ["failed", "removing", "removed"]),
      ),
    );
  const { changes } = queries
    .update(turn)
    .set({ answersTurnId })
    .where(and(eq(turn.id, turnId), eq(turn.state, "open"), notExists(answered)))
    .run();
  return changes === 0 ? undefined : renewOwed(queries, options, turnId);
}

function reword(queries: Queries, turnId: string, text: string): boolean {
  const { changes } = queries
    .update(swipe)
    .set({ text })
    .where(
      and(
        eq(swipe.turnId, turnId),
        ne(swipe.text, text),
        inArray(
          swipe.turnId,
          queries
            .select({ id: turn.id })
            .from(turn)
            .where(and(eq(turn.id, turnId), eq(turn.kind, "user"))),
        ),
      ),
    )
    .run();
  return changes > 0;
}

function newest(queries: Queries, conversationId: string, limit: number): readonly Turn[] {
  return selectTurns(queries)
    .where(
      and(
        eq(turn.conversationId, conversationId),
        inArray(turn.state, ["written", "done"]),
        gt(turn.position, excludedBefore(conversationId)),
      ),
    )
    .orderBy(desc(turn.position))
    .limit(limit)
    .all();
}

function repliesAfter(queries: Queries, conversationId: string, position: number): number {
  const [found] = queries
    .select({ count: sql<number>`count(*)` })
    .from(turn)
    .where(and(isReply(conversationId), gt(turn.position, position)))
    .all();
  return found?.count ?? 0;
}

function hasOthersAfter(
  queries: Queries,
  conversationId: string,
  position: number,
  userId: string,
): boolean {
  const found = queries
    .select({ id: turn.id })
    .from(turn)
    .where(
      and(
        eq(turn.conversationId, conversationId),
        gt(turn.position, position),
        inArray(turn.kind, ["user", "narrator"]),
        ne(turn.authorId, userId),
        inArray(turn.state, ["written", "done"]),
      ),
    )
    .limit(1)
    .all();
  return found.length > 0;
}

function withControls(queries: Queries, conversationId: string): readonly Turn[] {
  return (
    selectTurns(queries)
      // A literal, so that SQLite sees that the partial index answers this.
      .where(and(eq(turn.conversationId, conversationId), sql`${turn.hasControls} = 1`))
      .orderBy(asc(turn.position))
      .all()
  );
}

function newestReply(queries: Queries, conversationId: string): Turn | undefined {
  return selectTurns(queries)
    .where(and(isReply(conversationId), gt(turn.position, excludedBefore(conversationId))))
    .orderBy(desc(turn.position))
    .limit(1)
    .all()[0];
}

/** Literals, so that SQLite sees that the partial index of turns that no person took answers this. */
function isReply(conversationId: string) {
  return and(
    eq(turn.conversationId, conversationId),
    sql`${turn.kind} <> 'user'`,
    sql`${turn.state} in ('written', 'done')`,
  );
}
