import { and, inArray, ne, or, sql } from "drizzle-orm";
import type { Turn, TurnMessage } from "../conversation/ports.ts";
import type { Queries } from "./database.ts";
import { owedSwipe, turn } from "./schema/turn-tables.ts";
import { messagesOf, recordMessage } from "./turn-messages.ts";

/** A reply whose messages say that it is still being written. */
export interface UnfinishedReply {
  readonly turn: Pick<
    Turn,
    "id" | "conversationId" | "position" | "kind" | "authorId" | "speakerName"
  > & { readonly createdAt: number };
  readonly messages: readonly TurnMessage[];
}

/** Those of these turns that somebody is still shown the writing of. */
export function unfinishedAmong(
  queries: Queries,
  turnIds: readonly string[],
): readonly UnfinishedReply[] {
  return queries
    .select({
      id: turn.id,
      conversationId: turn.conversationId,
      position: turn.position,
      kind: turn.kind,
      authorId: turn.authorId,
      speakerName: turn.speakerName,
      createdAt: turn.createdAt,
    })
    .from(turn)
    .where(
      and(
        inArray(turn.id, turnIds),
        ne(turn.kind, "user"),
        or(
          inArray(turn.state, ["open", "written", "removing"]),
          sql`exists (select 1 from ${owedSwipe} where ${owedSwipe.turnId} = ${turn.id})`,
        ),
      ),
    )
    .all()
    .map((found) => ({ turn: found, messages: messagesOf(queries, found.id) }))
    .filter(({ messages }) => messages.length > 0);
}

/** Of a turn that was deleted nothing comes back but that it owes the removal of its messages. */
export function oweRemoval(queries: Queries, { turn: gone, messages }: UnfinishedReply): void {
  queries
    .insert(turn)
    .values({ ...gone, state: "removing" })
    .run();
  for (const message of messages) recordMessage(queries, message);
}
