import { and, desc, eq, lt, sql } from "drizzle-orm";
import type { VariableChanges, VariableValues } from "../conversation/scene/chat-variables.ts";
import type { PastSpeaker, SceneFacts, SceneStore } from "../conversation/scene/scene-store.ts";
import type { Database, Queries } from "./database.ts";
import { chatVariables, conversation, sharedVariables } from "./schema/conversation-tables.ts";
import { swipe, swipePrompt, turn } from "./schema/turn-tables.ts";
import { isShown, turnCounts } from "./turn-queries.ts";

/** What prompts are made of beside the turns, in SQLite. */
export function createSceneStore(database: Database): SceneStore {
  return {
    factsBefore: (turnBefore) => database.read((queries) => factsBefore(queries, turnBefore)),
  };
}

type TurnBefore = Parameters<SceneStore["factsBefore"]>[0];

function factsBefore(queries: Queries, before: TurnBefore): SceneFacts {
  const { conversationId, position } = before;
  const newest = newestTurn(queries, conversationId, position);
  return {
    speakers: speakersBefore(queries, conversationId, position),
    greeting: greetingOf(queries, conversationId, position),
    lastUserAt: newest === undefined ? null : lastUserAt(queries, conversationId, newest.position),
    swipes: newest === undefined ? null : swipesOf(queries, newest),
    firstIncluded: firstIncluded(queries, conversationId, position),
    variables: {
      chat: chatVariablesBefore(queries, before),
      shared: sharedOf(queries, placeOf(queries, conversationId)),
    },
  };
}

/** Keeps what a reply's prompt made of the variables, unless a reset came while it was written. */
export function keepVariables(queries: Queries, turnId: string, changes: VariableChanges): void {
  const [owner] = queries
    .select({ id: turn.id, conversationId: turn.conversationId, position: turn.position })
    .from(turn)
    .innerJoin(conversation, eq(conversation.id, turn.conversationId))
    .where(and(eq(turn.id, turnId), sql`${turn.position} > ${conversation.excludedBefore}`))
    .all();
  if (owner === undefined) return;
  const { conversationId } = owner;
  const before = chatVariablesBefore(queries, owner);
  const set = { turnId, before, variables: changes.chat };
  queries
    .insert(chatVariables)
    .values({ conversationId, ...set })
    .onConflictDoUpdate({ target: chatVariables.conversationId, set })
    .run();
  if (Object.keys(changes.shared).length === 0) return;
  const placeId = placeOf(queries, conversationId);
  const variables = { ...sharedOf(queries, placeId), ...changes.shared };
  queries
    .insert(sharedVariables)
    .values({ placeId, variables })
    .onConflictDoUpdate({ target: sharedVariables.placeId, set: { variables } })
    .run();
}

export function forgetVariables(queries: Queries, conversationId: string): void {
  queries.delete(chatVariables).where(eq(chatVariables.conversationId, conversationId)).run();
}

export function chatVariablesOf(queries: Queries, conversationId: string): VariableValues {
  return chatVariablesBefore(queries, { id: "", conversationId });
}

/** A turn that is written anew starts from what was before it. */
function chatVariablesBefore(
  queries: Queries,
  { id, conversationId }: Pick<TurnBefore, "id" | "conversationId">,
): VariableValues {
  const [found] = queries
    .select()
    .from(chatVariables)
    .where(eq(chatVariables.conversationId, conversationId))
    .all();
  if (found === undefined) return {};
  return valuesOf(found.turnId === id ? found.before : found.variables);
}

function sharedOf(queries: Queries, placeId: string): VariableValues {
  const [found] = queries
    .select({ variables: sharedVariables.variables })
    .from(sharedVariables)
    .where(eq(sharedVariables.placeId, placeId))
    .all();
  return found === undefined ? {} : valuesOf(found.variables);
}

/** Written by this store alone. */
function valuesOf(stored: unknown): VariableValues {
  return stored as VariableValues;
}

/** Whose variables the chats here share: the server's; a direct message shares with nobody. */
function placeOf(queries: Queries, conversationId: string): string {
  const [found] = queries
    .select({ guildId: conversation.guildId, channelId: conversation.channelId })
    .from(conversation)
    .where(eq(conversation.id, conversationId))
    .all();
  return found?.guildId ?? found?.channelId ?? "";
}

function newestTurn(queries: Queries, conversationId: string, position: number) {
  return queries
    .select({ id: turn.id, position: turn.position, activeSwipe: turn.activeSwipe })
    .from(turn)
    .where(isShown(conversationId, position))
    .orderBy(desc(turn.position))
    .limit(1)
    .all()[0];
}

function lastUserAt(queries: Queries, conversationId: string, position: number): number | null {
  const [found] = queries
    .select({ at: turn.createdAt })
    .from(turn)
    .where(and(isShown(conversationId, position), eq(turn.kind, "user")))
    .orderBy(desc(turn.position))
    .limit(1)
    .all();
  return found?.at ?? null;
}

function swipesOf(
  queries: Queries,
  { id, activeSwipe }: { readonly id: string; readonly activeSwipe: number | null },
): SceneFacts["swipes"] {
  const numbers = queries
    .select({ number: swipe.number })
    .from(swipe)
    .where(eq(swipe.turnId, id))
    .all()
    .map(({ number }) => number);
  if (activeSwipe === null || numbers.length === 0) return null;
  const current = numbers.filter((number) => number <= activeSwipe).length;
  return { current, count: numbers.length };
}

/** Of the chat's first turn, which may be a greeting. */
function greetingOf(queries: Queries, conversationId: string, position: number): number | null {
  const [first] = queries
    .select({ greeting: swipe.greeting })
    .from(turn)
    .leftJoin(swipe, and(eq(swipe.turnId, turn.id), eq(swipe.number, turn.activeSwipe)))
    .where(isShown(conversationId, position))
    .orderBy(turn.position)
    .limit(1)
    .all();
  return first?.greeting ?? null;
}

function firstIncluded(queries: Queries, conversationId: string, position: number): number | null {
  const [prompt] = queries
    .select({ included: swipePrompt.includedTurns, position: swipePrompt.position })
    .from(swipePrompt)
    .where(and(eq(swipePrompt.conversationId, conversationId), lt(swipePrompt.position, position)))
    .orderBy(desc(swipePrompt.position))
    .limit(1)
    .all();
  if (!prompt || prompt.included === null) return null;
  const { user, character } = turnCounts(queries, conversationId, prompt.position);
  return Math.max(0, user + character - prompt.included);
}

/**
 * Steps through the index from speaker to speaker, so that the work grows with the number of people and not with what
 * they said.
 */
function speakersBefore(
  queries: Queries,
  conversationId: string,
  position: number,
): readonly PastSpeaker[] {
  const shown = sql`conversation_id = ${conversationId} and kind = 'user'
    and author_id = speaker.author_id and persona_id = speaker.persona_id and speaker_name = speaker.name
    and position < ${position} and state in ('written', 'done')
    and not exists (select 1 from opt_out where user_id = speaker.author_id)
    and position > (select excluded_before from conversation where id = ${conversationId})`;
  return queries
    .all<{
      authorId: string;
      personaId: string;
      name: string;
      firstPosition: number;
      lastPosition: number;
    }>(sql`
      with recursive speaker(author_id, persona_id, name) as (
        select author_id, persona_id, speaker_name from turn where arrival = (
          select arrival from turn
          where conversation_id = ${conversationId} and kind = 'user'
          order by author_id, persona_id, speaker_name, position limit 1
        )
        union all
        select next.author_id, next.persona_id, next.speaker_name
        from speaker join turn as next on next.arrival = (
          select arrival from turn
          where conversation_id = ${conversationId} and kind = 'user'
            and (author_id, persona_id, speaker_name) > (speaker.author_id, speaker.persona_id, speaker.name)
          order by author_id, persona_id, speaker_name, position limit 1
        )
      ),
      spoke as (
        select author_id, persona_id, name,
          (select min(position) from turn where ${shown}) as first_position,
          (select max(position) from turn where ${shown}) as last_position
        from speaker
      )
      select author_id as authorId, persona_id as personaId, name,
        first_position as firstPosition, last_position as lastPosition
      from spoke where first_position is not null order by first_position
    `)
    .map((row) => ({ ...row, personaId: row.personaId === "" ? null : row.personaId }));
}
