import { and, asc, desc, eq, isNull, lt } from "drizzle-orm";
import { englishDetail } from "../conversation/audit/audit-facts.ts";
import { type AuditEntry, type AuditLog, auditDetail } from "../conversation/audit/audit-log.ts";
import type { Database } from "./database.ts";
import { audit } from "./schema/people-tables.ts";
import type { StoreOptions } from "./store-options.ts";

/** What was done by whom, in SQLite. */
export function createAuditLog(database: Database, { now }: Pick<StoreOptions, "now">): AuditLog {
  return {
    record: ({ detail: told, ...entry }) =>
      database.write((queries) => {
        const facts = typeof told === "string" ? null : told;
        const detail = auditDetail(typeof told === "string" ? told : englishDetail(told));
        queries
          .insert(audit)
          .values({ ...entry, detail, facts, at: now() })
          .run();
      }),
    newest: ({ guildId, limit, before }) =>
      database.read((queries): readonly AuditEntry[] =>
        queries
          .select()
          .from(audit)
          .where(
            and(
              guildId === null ? isNull(audit.guildId) : eq(audit.guildId, guildId),
              before === undefined ? undefined : lt(audit.number, before),
            ),
          )
          .orderBy(desc(audit.number))
          .limit(limit)
          .all(),
      ),
    by: (actorId) =>
      database.read((queries): readonly AuditEntry[] =>
        queries
          .select()
          .from(audit)
          .where(eq(audit.actorId, actorId))
          .orderBy(asc(audit.number))
          .all(),
      ),
    forgetBefore: (at) =>
      database.write((queries) => queries.delete(audit).where(lt(audit.at, at)).run().changes),
  };
}
