import { eq } from "drizzle-orm";
import type { OwedRepost, RepostStore } from "../conversation/personas/repost-store.ts";
import type { Database, Queries } from "./database.ts";
import { repost, turn } from "./schema.ts";
import { recordMessage } from "./turn-messages.ts";

/** Messages that are owed in another name, in SQLite. */
export function createRepostStore(database: Database): RepostStore {
  return {
    owe: ({ messageId, turnId, channelId, name }) =>
      database.write((queries) => {
        queries
          .insert(repost)
          .values({ messageId, turnId, channelId, name })
          .onConflictDoNothing()
          .run();
      }),
    of: (messageId) =>
      database.read((queries) => select(queries).where(eq(repost.messageId, messageId)).all()[0]),
    all: () => database.read((queries): readonly OwedRepost[] => select(queries).all()),
    show: (messageId, reposted) =>
      database.write((queries) => {
        const [owed] = select(queries).where(eq(repost.messageId, messageId)).all();
        if (owed === undefined) return;
        const { turnId, channelId } = owed;
        recordMessage(queries, { turnId, part: 0, channelId, ...reposted });
      }),
    settle: (messageId) =>
      database.write((queries) => {
        queries.delete(repost).where(eq(repost.messageId, messageId)).run();
      }),
  };
}

function select(queries: Queries) {
  return queries
    .select({
      messageId: repost.messageId,
      turnId: repost.turnId,
      channelId: repost.channelId,
      personaId: turn.personaId,
      name: repost.name,
    })
    .from(repost)
    .innerJoin(turn, eq(turn.id, repost.turnId));
}
