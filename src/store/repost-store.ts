import { eq } from "drizzle-orm";
import type {
  CreditedCopy,
  OwedRepost,
  RepostStore,
} from "../conversation/personas/repost-store.ts";
import type { Database, Queries } from "./database.ts";
import { repost } from "./schema/people-tables.ts";
import { swipe, turn } from "./schema/turn-tables.ts";
import { messagesOf, recordMessage } from "./turn-messages.ts";
import { turnOfMessage } from "./turn-queries.ts";

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
    credit: (messageId, copy) => database.write((queries) => credit(queries, messageId, copy)),
    settle: (messageId) =>
      database.write((queries) => {
        queries.delete(repost).where(eq(repost.messageId, messageId)).run();
      }),
  };
}

function credit(queries: Queries, messageId: string, copy: CreditedCopy): boolean {
  const said = turnOfMessage(queries, messageId);
  if (said?.kind !== "user" || said.state !== "done") return false;
  const { speakerName, personaId, text } = copy;
  queries.update(turn).set({ speakerName, personaId }).where(eq(turn.id, said.id)).run();
  queries.update(swipe).set({ text }).where(eq(swipe.turnId, said.id)).run();
  const [shown] = messagesOf(queries, said.id);
  const channelId = shown?.channelId ?? "";
  recordMessage(queries, {
    turnId: said.id,
    part: 0,
    channelId,
    messageId: copy.messageId,
    webhookId: null,
  });
  return true;
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
