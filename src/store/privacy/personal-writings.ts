import { and, eq, ne, sql } from "drizzle-orm";
import type { PersonalData } from "../../conversation/privacy/privacy-store.ts";
import type { Queries } from "../database.ts";
import { memoryFact } from "../memory/memory-schema.ts";
import { authorsNote, conversation } from "../schema/conversation-tables.ts";
import { swipe, turn } from "../schema/turn-tables.ts";
import { isOf, isScenarioOf, isWordedBy } from "./words-of-person.ts";

/** What of a person's own words prompts may hold. */
export function personalWritings(
  queries: Queries,
  userId: string,
): Pick<PersonalData, "turns" | "facts" | "scenarios" | "notes"> {
  return {
    turns: turnsOf(queries, userId),
    facts: queries
      .select({ channelId: conversation.channelId, text: memoryFact.text })
      .from(memoryFact)
      .innerJoin(conversation, eq(conversation.id, memoryFact.conversationId))
      .where(eq(memoryFact.authorId, userId))
      .all(),
    scenarios: queries
      .select({
        channelId: conversation.channelId,
        text: sql<string>`${conversation.scenario}`,
      })
      .from(conversation)
      .where(isScenarioOf(userId))
      .all(),
    notes: queries
      .select({ channelId: conversation.channelId, text: authorsNote.text })
      .from(authorsNote)
      .innerJoin(conversation, eq(conversation.id, authorsNote.conversationId))
      .where(eq(authorsNote.authorId, userId))
      .all(),
  };
}

/** What they said, and what they worded as the narrator or as a character, in one order. */
function turnsOf(queries: Queries, userId: string): PersonalData["turns"] {
  // Two questions, each with an index that answers it.
  return [isOf(userId), and(isWordedBy(userId), ne(turn.kind, "user"))]
    .flatMap((theirs) =>
      queries
        .select({
          arrival: turn.arrival,
          channelId: conversation.channelId,
          at: turn.createdAt,
          name: turn.speakerName,
          text: swipe.text,
        })
        .from(turn)
        .innerJoin(conversation, eq(conversation.id, turn.conversationId))
        .innerJoin(swipe, and(eq(swipe.turnId, turn.id), eq(swipe.number, turn.activeSwipe)))
        .where(theirs)
        .all(),
    )
    .toSorted((one, other) => one.arrival - other.arrival)
    .map(({ channelId, at, name, text }) => ({ channelId, at, name, text }));
}
