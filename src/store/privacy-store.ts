import { eq, sql } from "drizzle-orm";
import type { PrivacyStore } from "../conversation/privacy/privacy-store.ts";
import type { Database } from "./database.ts";
import {
  forgetFrames,
  forgetPrompts,
  forgetRemembered,
  forgetSummaries,
} from "./privacy/forget-derived.ts";
import { forgetIn } from "./privacy/forget-in-conversation.ts";
import { forgetRest } from "./privacy/forget-rest.ts";
import { forgetTurnsBefore } from "./privacy/forget-turns-before.ts";
import { personalData } from "./privacy/personal-data.ts";
import { conversationsOf } from "./privacy/words-of-person.ts";
import { forgetRequest, optOut } from "./schema/people-tables.ts";
import type { StoreOptions } from "./store-options.ts";

/** What people may ask about what is kept of them, in SQLite. */
export function createPrivacyStore(
  database: Database,
  { now }: Pick<StoreOptions, "now">,
): PrivacyStore {
  return {
    isOptedOut: (userId) =>
      database.read(
        (queries) =>
          queries.select().from(optOut).where(eq(optOut.userId, userId)).all().length > 0,
      ),
    optOut: (userId) =>
      database.write((queries) => {
        const { changes } = queries
          .insert(optOut)
          .values({ userId, at: now() })
          .onConflictDoNothing()
          .run();
        forgetSummaries(queries, userId);
        for (const conversationId of conversationsOf(queries, userId))
          forgetPrompts(queries, conversationId, userId);
        forgetRemembered(queries, userId);
        forgetFrames(queries, userId);
        return changes > 0;
      }),
    optIn: (userId) =>
      database.write(
        (queries) => queries.delete(optOut).where(eq(optOut.userId, userId)).run().changes > 0,
      ),
    stored: (userId) => database.read((queries) => personalData(queries, userId)),

    askToForget: (userId) =>
      database.write((queries) => {
        queries.insert(forgetRequest).values({ userId, at: now() }).onConflictDoNothing().run();
      }),
    forgetRequests: () =>
      database.read((queries) =>
        queries
          .select()
          .from(forgetRequest)
          .all()
          .map(({ userId }) => userId),
      ),
    conversationsOf: (userId) => database.read((queries) => conversationsOf(queries, userId)),
    forgetIn: (conversationId, userId) =>
      database.write((queries) => forgetIn(queries, conversationId, userId)),
    forgetRest: (userId) => database.write((queries) => forgetRest(queries, userId)),
    compact: () => {
      // What was overwritten by `secure_delete` still stands in the write-ahead log, until that is emptied too.
      database.read((queries) => queries.all(sql`pragma wal_checkpoint(truncate)`));
    },
    forgetTurnsBefore: (at, limit) =>
      database.write((queries) => forgetTurnsBefore(queries, at, limit)),
  };
}
