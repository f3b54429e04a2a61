import { and, desc, eq, isNull } from "drizzle-orm";
import type { ReportStore } from "../conversation/privacy/report-store.ts";
import type { Database } from "./database.ts";
import { report } from "./schema/people-tables.ts";
import type { StoreOptions } from "./store-options.ts";

/** What people reported, in SQLite. */
export function createReportStore(
  database: Database,
  { now }: Pick<StoreOptions, "now">,
): ReportStore {
  return {
    add: (added) =>
      database.write((queries) => {
        const [row] = queries
          .insert(report)
          .values({ ...added, at: now() })
          .returning()
          .all();
        if (row === undefined) throw new Error("SQLite returned no row for an insert");
        return row;
      }),
    open: (guildId, limit) =>
      database.read((queries) =>
        queries
          .select()
          .from(report)
          .where(and(isFrom(guildId), isNull(report.closedBy)))
          .orderBy(desc(report.number))
          .limit(limit)
          .all(),
      ),
    close: (guildId, number, closedBy) =>
      database.write((queries) => {
        const { changes } = queries
          .update(report)
          .set({ closedBy })
          .where(and(isFrom(guildId), eq(report.number, number), isNull(report.closedBy)))
          .run();
        return changes > 0;
      }),
  };
}

function isFrom(guildId: string | null) {
  return guildId === null ? isNull(report.guildId) : eq(report.guildId, guildId);
}
