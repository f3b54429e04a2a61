import { eq } from "drizzle-orm";
import type { Queries } from "../database.ts";
import { lorebook } from "../schema/lore-tables.ts";
import {
  autoproxy,
  forgetRequest,
  heldMessage,
  persona,
  personaChoice,
  report,
  usage,
} from "../schema/people-tables.ts";
import { forgetWritings } from "./forget-derived.ts";

/** Takes everything of a person away that stands in no conversation. */
export function forgetRest(queries: Queries, userId: string): void {
  forgetWritings(queries, userId);
  queries.delete(autoproxy).where(eq(autoproxy.userId, userId)).run();
  queries.delete(personaChoice).where(eq(personaChoice.userId, userId)).run();
  queries.delete(persona).where(eq(persona.ownerId, userId)).run();
  queries.delete(lorebook).where(eq(lorebook.ownerId, userId)).run();
  queries.delete(usage).where(eq(usage.userId, userId)).run();
  queries.delete(report).where(eq(report.reporterId, userId)).run();
  queries.delete(heldMessage).where(eq(heldMessage.authorId, userId)).run();
  queries.delete(forgetRequest).where(eq(forgetRequest.userId, userId)).run();
}
