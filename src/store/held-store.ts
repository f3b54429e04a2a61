import { asc, eq, lt } from "drizzle-orm";
import type { HeldMessage, HeldStore } from "../conversation/personas/held-store.ts";
import type { Database } from "./database.ts";
import { heldMessage } from "./schema/people-tables.ts";
import type { StoreOptions } from "./store-options.ts";

const dayMs = 86_400_000;

/** Messages that wait for a moment, in SQLite. */
export function createHeldStore(database: Database, { now }: Pick<StoreOptions, "now">): HeldStore {
  return {
    hold: (message) =>
      database.write((queries) => {
        // What was held so long ago was deleted, and nobody has said it again.
        queries
          .delete(heldMessage)
          .where(lt(heldMessage.heldAt, now() - dayMs))
          .run();
        queries
          .insert(heldMessage)
          .values({ ...message, heldAt: now() })
          .onConflictDoNothing()
          .run();
      }),
    release: (messageId) =>
      database.write((queries) => {
        queries.delete(heldMessage).where(eq(heldMessage.messageId, messageId)).run();
      }),
    inChannel: (channelId) =>
      database.read((queries): readonly HeldMessage[] =>
        queries
          .select()
          .from(heldMessage)
          .where(eq(heldMessage.channelId, channelId))
          .orderBy(asc(heldMessage.heldAt))
          .all(),
      ),
  };
}
