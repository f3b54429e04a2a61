import { and, asc, eq, ne } from "drizzle-orm";
import type { PersonalData } from "../../conversation/privacy/privacy-store.ts";
import type { Queries } from "../database.ts";
import { conversation } from "../schema/conversation-tables.ts";
import { lorebook } from "../schema/lore-tables.ts";
import { audit, optOut, persona, report, usage } from "../schema/people-tables.ts";
import { swipe, turn } from "../schema/turn-tables.ts";
import { isOf, isWordedBy } from "./words-of-person.ts";

/** What is kept of one person, for them to read. */
export function personalData(queries: Queries, userId: string): PersonalData {
  return {
    optedOut: queries.select().from(optOut).where(eq(optOut.userId, userId)).all().length > 0,
    turns: turnsOf(queries, userId),
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
    usage: queries
      .select({ guildId: usage.guildId, at: usage.hour, tokens: usage.tokens })
      .from(usage)
      .where(eq(usage.userId, userId))
      .orderBy(asc(usage.hour))
      .all(),
    deeds: queries
      .select({ at: audit.at, action: audit.action, detail: audit.detail })
      .from(audit)
      .where(eq(audit.actorId, userId))
      .orderBy(asc(audit.number))
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
