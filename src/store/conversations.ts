import { and, eq, gt, inArray, type SQL, sql } from "drizzle-orm";
import type { Conversation, StartConversation } from "../conversation/ports.ts";
import { castColumns, inOrder, replaceCast } from "./casts.ts";
import type { Queries } from "./database.ts";
import { forgetLore } from "./lore-states.ts";
import { markReset } from "./reset-marks.ts";
import { forgetVariables } from "./scene-store.ts";
import { castMember, conversation } from "./schema/conversation-tables.ts";
import { turn } from "./schema/turn-tables.ts";
import type { StoreOptions } from "./store-options.ts";

export function startConversation(
  queries: Queries,
  { newId, now }: StoreOptions,
  input: StartConversation,
): Conversation {
  const { answer, hostId, channelId, guildId, scenario } = input;
  // The host may change, and the words are still of who wrote them.
  const scenarioBy = scenario == null ? null : (input.scenarioBy ?? hostId);
  const createdAt = now();
  const [started] = queries
    .insert(conversation)
    .values({
      id: newId(),
      channelId,
      guildId,
      answer,
      hostId,
      scenario: scenario ?? null,
      scenarioBy,
      status: "active",
      createdAt,
    })
    .onConflictDoUpdate({
      target: conversation.channelId,
      set: {
        answer,
        hostId,
        status: "active",
        ...(scenario === undefined ? {} : { scenario, scenarioBy }),
      },
    })
    .returning({ id: conversation.id })
    .all();
  if (started === undefined) throw new Error("SQLite returned no row for an upsert");
  const conversationId = started.id;
  const { characterId, others: given = [] } = input;
  const first = given.find((member) => member.characterId === characterId) ?? {
    characterId,
    talkativeness: null,
    muted: false,
  };
  const others = given.filter((member) => member.characterId !== characterId);
  replaceCast(queries, conversationId, [first, ...others], createdAt);
  return existing(queries, conversationId);
}

export function conversationOfChannel(
  queries: Queries,
  channelId: string,
): Conversation | undefined {
  return select(queries, eq(conversation.channelId, channelId))[0];
}

export function conversationById(queries: Queries, id: string): Conversation | undefined {
  return select(queries, eq(conversation.id, id))[0];
}

export function activeConversations(queries: Queries): readonly Conversation[] {
  return select(queries, eq(conversation.status, "active"));
}

export function setStatus(queries: Queries, id: string, status: Conversation["status"]): void {
  queries.update(conversation).set({ status }).where(eq(conversation.id, id)).run();
}

export function reset(queries: Queries, id: string): number {
  const { excludedBefore } = existing(queries, id);
  const [visible] = queries
    .select({ turns: sql<number>`count(*)` })
    .from(turn)
    .where(
      and(
        eq(turn.conversationId, id),
        gt(turn.position, excludedBefore),
        inArray(turn.state, ["written", "done"]),
      ),
    )
    .all();
  // The counter, not the newest turn there is: a reply that is open now stays hidden when it comes.
  queries
    .update(conversation)
    .set({ excludedBefore: sql`${conversation.lastPosition}` })
    .where(eq(conversation.id, id))
    .run();
  if ((visible?.turns ?? 0) > 0) markReset(queries, id, excludedBefore);
  forgetLore(queries, id);
  forgetVariables(queries, id);
  return visible?.turns ?? 0;
}

function existing(queries: Queries, id: string): Conversation {
  const found = conversationById(queries, id);
  if (found === undefined) throw new Error(`No conversation ${id}`);
  return found;
}

function select(queries: Queries, where: SQL): Conversation[] {
  const rows = queries
    .select({
      conversation: {
        id: conversation.id,
        channelId: conversation.channelId,
        guildId: conversation.guildId,
        status: conversation.status,
        answer: conversation.answer,
        hostId: conversation.hostId,
        excludedBefore: conversation.excludedBefore,
        scenario: conversation.scenario,
        scenarioBy: conversation.scenarioBy,
      },
      member: castColumns,
    })
    .from(conversation)
    .innerJoin(castMember, eq(castMember.conversationId, conversation.id))
    .where(where)
    .all();
  const found = new Map(rows.map((row) => [row.conversation.id, row.conversation]));
  return [...found.values()].flatMap((one) => {
    const members = rows.filter((row) => row.conversation.id === one.id);
    const cast = inOrder(members.map(({ member }) => member));
    const [lead] = cast;
    return lead === undefined ? [] : [{ ...one, characterId: lead.characterId, cast }];
  });
}
