import { and, asc, eq } from "drizzle-orm";
import type { TurnMessage } from "../conversation/ports.ts";
import type { Queries } from "./database.ts";
import { discordMessage } from "./schema/turn-tables.ts";

export function intendMessage(
  queries: Queries,
  turnId: string,
  part: number,
  channelId: string,
): void {
  upsert(queries, { turnId, part, channelId, messageId: null, webhookId: null });
}

export function recordMessage(queries: Queries, message: TurnMessage): void {
  upsert(queries, message);
}

export function removeMessage(queries: Queries, turnId: string, part: number): void {
  queries
    .delete(discordMessage)
    .where(and(eq(discordMessage.turnId, turnId), eq(discordMessage.part, part)))
    .run();
}

export function messagesOf(queries: Queries, turnId: string): readonly TurnMessage[] {
  return queries
    .select()
    .from(discordMessage)
    .where(eq(discordMessage.turnId, turnId))
    .orderBy(asc(discordMessage.part))
    .all();
}

export function knowsMessage(queries: Queries, messageId: string): boolean {
  const found = queries
    .select({ turnId: discordMessage.turnId })
    .from(discordMessage)
    .where(eq(discordMessage.messageId, messageId))
    .all();
  return found.length > 0;
}

function upsert(queries: Queries, message: TurnMessage): void {
  const { turnId, part, channelId, messageId, webhookId } = message;
  queries
    .insert(discordMessage)
    .values({ turnId, part, channelId, messageId, webhookId })
    .onConflictDoUpdate({
      target: [discordMessage.turnId, discordMessage.part],
      set: { channelId, messageId, webhookId },
    })
    .run();
}
