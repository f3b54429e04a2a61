import type {
  EmbeddingModel,
  RecallStore,
  SharingConversation,
} from "../../conversation/memory/recall-store.ts";
import type { Database } from "../database.ts";
import { createMemoryCatalogue } from "./memory-catalogue.ts";
import { memorySetting } from "./memory-schema.ts";
import { createPassageIndex } from "./sqlite-passage-index.ts";
import { takeInTurns } from "./take-in-turns.ts";
import { addVectors, turnsWithoutVector, vectorProgress } from "./vectors.ts";

/** What is recalled of conversations, in SQLite. */
export function createRecallStore(database: Database): RecallStore {
  const catalogue = createMemoryCatalogue(database);
  return {
    passages: createPassageIndex(database),
    takeIn: (most) => takeInTurns(database, most),
    tell: (turnIds) => catalogue.tell(turnIds),
    optedOut: (userIds) =>
      database.read(
        () =>
          new Set(
            database
              .statement<[string], string>(
                "select user_id from opt_out where user_id in (select value from json_each(?))",
                "pluck",
              )
              .all(JSON.stringify(userIds)),
          ),
      ),
    sharing: (conversationId, characterId) =>
      database.read(() => sharing(database, conversationId, characterId)),
    isShared: (conversationId) =>
      database.read(
        () =>
          database
            .statement<[string], number>(
              "select shared from memory_setting where conversation_id = ?",
              "pluck",
            )
            .get(conversationId) === 1,
      ),
    share: (conversationId, shared, adult) =>
      database.write((queries) => {
        queries
          .insert(memorySetting)
          .values({ conversationId, shared, adult })
          .onConflictDoUpdate({ target: memorySetting.conversationId, set: { shared, adult } })
          .run();
      }),
    withoutVector: (model, most) => database.read(() => turnsWithoutVector(database, model, most)),
    addVectors: (model, vectors) => database.write(() => addVectors(database, model, vectors)),
    vectorProgress: (model: EmbeddingModel) => database.read(() => vectorProgress(database, model)),
  };
}

/** Both have to share, in one server, for one character, and with channels of one kind. */
function sharing(
  database: Database,
  conversationId: string,
  characterId: string,
): readonly SharingConversation[] {
  return database
    .statement<[string, string], Omit<SharingConversation, "adult"> & { readonly adult: number }>(
      `select other.id, other.channel_id as channelId, other.excluded_before as excludedBefore, theirs.adult
       from conversation as here
       join memory_setting as ours on ours.conversation_id = here.id and ours.shared = 1
       join conversation as other on other.guild_id = here.guild_id and other.id <> here.id
       join memory_setting as theirs on theirs.conversation_id = other.id and theirs.shared = 1
         and theirs.adult = ours.adult
       join cast_member on cast_member.conversation_id = other.id and cast_member.character_id = ?
       where here.id = ? and here.guild_id is not null
       order by other.id limit 20`,
    )
    .all(characterId, conversationId)
    .map((other) => ({ ...other, adult: Boolean(other.adult) }));
}
