import { and, eq, sql } from "drizzle-orm";
import type { Notice } from "../conversation/notice.ts";
import type {
  NewAnswer,
  NewCharacterTurn,
  NewUserTurn,
  Swipe,
  Turn,
} from "../conversation/ports.ts";
import type { OwedSwipe } from "../conversation/swipes/owed-swipe.ts";
import type { Queries } from "./database.ts";
import { setLoreState } from "./lore-states.ts";
import { owedBy, oweReply, renewJob, settleOwed } from "./owed-swipes.ts";
import { addPrompt } from "./prompts.ts";
import { keepVariables } from "./scene-store.ts";
import { conversation } from "./schema/conversation-tables.ts";
import { discordMessage, swipe, turn } from "./schema/turn-tables.ts";
import type { StoreOptions } from "./store-options.ts";
import { writeNotice } from "./stored-notice.ts";
import { knowsMessage, messagesOf } from "./turn-messages.ts";
import { isFollowed, turnById } from "./turn-queries.ts";
import { countReply } from "./usage-store.ts";

export function hear(
  queries: Queries,
  options: StoreOptions,
  user: NewUserTurn,
  answer: NewAnswer | null,
): { readonly user: Turn; readonly answer: Turn | null } | undefined {
  if (knowsMessage(queries, user.messageId)) return undefined;
  const { conversationId, channelId, messageId } = user;
  const heard = insertTurn(queries, options, {
    conversationId,
    kind: "user",
    authorId: user.authorId,
    speakerName: user.speakerName,
    personaId: user.personaId ?? null,
    state: "done",
    text: user.text,
    answersTurnId: null,
  });
  addSwipe(queries, options, heard.id, { text: user.text, finishReason: null, report: null });
  queries
    .insert(discordMessage)
    .values({ turnId: heard.id, part: 0, channelId, messageId, webhookId: null })
    .run();
  if (answer === null) return { user: heard, answer: null };
  const { characterId, speakerName, joins } = answer;
  const joined = joins === undefined ? undefined : moveBehind(queries, options, joins, heard);
  const owed = { characterId, speakerName, conversationId, answersTurnId: heard.id };
  return { user: heard, answer: joined ?? addCharacterTurn(queries, options, owed, null) };
}

/**
 * Lets an open turn answer a later one, as long as nothing of it is shown; undefined when it is too late. What was asked for
 * it before answers too little: it gets another job.
 */
function moveBehind(
  queries: Queries,
  options: StoreOptions,
  turnId: string,
  heard: Turn,
): Turn | undefined {
  if (turnById(queries, turnId)?.state !== "open") return undefined;
  if (messagesOf(queries, turnId).length > 0) return undefined;
  const owed = owedBy(queries, turnId);
  if (owed?.kind !== "reply" || owed.stopped) return undefined;
  renewJob(queries, options, turnId);
  const position = nextPosition(queries, heard.conversationId);
  queries
    .update(turn)
    .set({ position, answersTurnId: heard.id })
    .where(
      and(
        eq(turn.id, turnId),
        eq(turn.conversationId, heard.conversationId),
        eq(turn.state, "open"),
      ),
    )
    .run();
  const moved = turnById(queries, turnId);
  return moved?.answersTurnId === heard.id ? moved : undefined;
}

export function addCharacterTurn(
  queries: Queries,
  options: StoreOptions,
  input: NewCharacterTurn,
  reply: Swipe | null,
): Turn {
  const added = insertTurn(queries, options, {
    conversationId: input.conversationId,
    kind: input.kind ?? "character",
    authorId: input.characterId,
    speakerName: input.speakerName,
    personaId: null,
    state: reply === null ? "open" : "written",
    text: reply?.text ?? "",
    answersTurnId: input.answersTurnId,
  });
  if (reply === null) oweReply(queries, added.id, input.askedBy);
  else {
    addSwipe(queries, options, added.id, reply);
    if (reply.variables !== undefined) keepVariables(queries, added.id, reply.variables);
  }
  return added;
}

export function writeReply(
  queries: Queries,
  options: StoreOptions,
  turnId: string,
  reply: Swipe,
): boolean {
  const owed = settleOwed(queries, turnId);
  if (owed === undefined) return false;
  const number =
    owed.kind === "continue"
      ? rewriteSwipe(queries, owed, reply)
      : addSwipe(queries, options, turnId, reply);
  queries
    .update(turn)
    .set({ state: "written", failure: null, notice: null, revision: sql`${turn.revision} + 1` })
    .where(eq(turn.id, turnId))
    .run();
  addPrompt(queries, { turnId, number }, reply);
  countReply(queries, options.now(), owed, reply);
  // What lorebooks and variables remember is what the newest reply left.
  if (!isFollowed(queries, turnId)) {
    if (reply.loreState !== undefined) setLoreState(queries, turnId, reply.loreState);
    if (reply.variables !== undefined) keepVariables(queries, turnId, reply.variables);
  }
  return true;
}

export function closeTurn(queries: Queries, turnId: string): void {
  queries
    .update(turn)
    .set({ state: "done" })
    .where(and(eq(turn.id, turnId), eq(turn.state, "written")))
    .run();
}

export function failTurn(
  queries: Queries,
  turnId: string,
  reason: string,
  notice: Notice | null = null,
): boolean {
  if (settleOwed(queries, turnId) === undefined) return false;
  queries
    .update(turn)
    .set({
      // A turn that has a text shows it again.
      state: sql`case when ${turn.activeSwipe} is null then 'failed' else 'written' end`,
      failure: reason,
      notice: writeNotice(notice),
      revision: sql`${turn.revision} + 1`,
    })
    .where(eq(turn.id, turnId))
    .run();
  return true;
}

function insertTurn(
  queries: Queries,
  { newId, now }: StoreOptions,
  values: Omit<Turn, "id" | "position">,
): Turn {
  const { text, ...columns } = values;
  const position = nextPosition(queries, values.conversationId);
  const placed = { ...columns, id: newId(), position };
  queries
    .insert(turn)
    .values({ ...placed, personaId: placed.personaId ?? "", createdAt: now() })
    .run();
  return { ...placed, text };
}

function nextPosition(queries: Queries, conversationId: string): number {
  const [counter] = queries
    .update(conversation)
    .set({ lastPosition: sql`${conversation.lastPosition} + 1` })
    .where(eq(conversation.id, conversationId))
    .returning({ position: conversation.lastPosition })
    .all();
  if (counter === undefined) throw new Error(`No conversation ${conversationId}`);
  return counter.position;
}

/** Adds a text to a turn and makes it the one that counts. Returns its number. */
function addSwipe(
  queries: Queries,
  { now }: StoreOptions,
  turnId: string,
  reply: Pick<Swipe, "text" | "report" | "greeting" | "wordedBy"> & {
    readonly finishReason: string | null;
  },
): number {
  const { text, finishReason, report, greeting, wordedBy: editedBy } = reply;
  const [newest] = queries
    .select({ number: sql<number | null>`max(${swipe.number})` })
    .from(swipe)
    .where(eq(swipe.turnId, turnId))
    .all();
  const number = (newest?.number ?? -1) + 1;
  queries
    .insert(swipe)
    .values({ turnId, number, text, finishReason, report, greeting, editedBy, createdAt: now() })
    .run();
  queries.update(turn).set({ activeSwipe: number }).where(eq(turn.id, turnId)).run();
  return number;
}

/** Puts a longer text in the place of the active one. Returns its number. */
function rewriteSwipe(
  queries: Queries,
  { turnId, keptLength }: OwedSwipe,
  { text, finishReason, report }: Swipe,
): number {
  const [active] = queries
    .update(swipe)
    .set({ text, finishReason, report, continuedFrom: keptLength })
    .where(
      and(
        eq(swipe.turnId, turnId),
        eq(swipe.number, sql`(select active_swipe from turn where id = ${turnId})`),
      ),
    )
    .returning({ number: swipe.number })
    .all();
  if (active === undefined) throw new Error(`Turn ${turnId} has no text to continue`);
  return active.number;
}
