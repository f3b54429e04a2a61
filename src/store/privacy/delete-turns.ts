import { inArray } from "drizzle-orm";
import type { Queries } from "../database.ts";
import { turn } from "../schema/turn-tables.ts";
import { parts } from "./id-lists.ts";

/** Deletes turns with all that hangs on them. */
export function deleteTurns(queries: Queries, ids: readonly string[]): void {
  for (const part of parts(ids)) queries.delete(turn).where(inArray(turn.id, part)).run();
}
