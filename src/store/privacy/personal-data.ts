import { asc, eq } from "drizzle-orm";
import type { PersonalData } from "../../conversation/privacy/privacy-store.ts";
import type { Queries } from "../database.ts";
import { conversation } from "../schema/conversation-tables.ts";
import { lorebook } from "../schema/lore-tables.ts";
import {
  audit,
  autoproxy,
  optOut,
  persona,
  personaChoice,
  report,
  usage,
} from "../schema/people-tables.ts";
import { personalWritings } from "./personal-writings.ts";

/** What is kept of one person, for them to read. */
export function personalData(queries: Queries, userId: string): PersonalData {
  return {
    optedOut: queries.select().from(optOut).where(eq(optOut.userId, userId)).all().length > 0,
    ...personalWritings(queries, userId),
    choices: queries
      .select({
        scope: personaChoice.scope,
        placeId: personaChoice.placeId,
        persona: persona.name,
      })
      .from(personaChoice)
      .leftJoin(persona, eq(persona.id, personaChoice.personaId))
      .where(eq(personaChoice.userId, userId))
      .all(),
    autoproxy: queries
      .select({ guildId: autoproxy.guildId, mode: autoproxy.mode })
      .from(autoproxy)
      .where(eq(autoproxy.userId, userId))
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
