import {
  blob,
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  uniqueIndex,
} from "drizzle-orm/sqlite-core";
import { conversation } from "../schema/conversation-tables.ts";
import { turn } from "../schema/turn-tables.ts";

/** The tables of memory; see `schema.ts` for what holds for all tables. */

/**
 * Numbers conversations for their passages: those of one conversation have neighbouring ids, so that full-text search
 * and vectors can be kept to one conversation without looking at any other.
 */
export const memorySpace = sqliteTable("memory_space", {
  number: integer().primaryKey({ autoIncrement: true }),
  conversationId: text("conversation_id")
    .notNull()
    .unique()
    .references(() => conversation.id, { onDelete: "cascade" }),
});

/** A turn as memory finds it again. `memory_words`, the full-text index of `words`, follows it by triggers. */
export const memoryPassage = sqliteTable(
  "memory_passage",
  {
    /** The conversation's number in the upper bits, the turn's position in the lower 24. */
    id: integer().primaryKey(),
    turnId: text("turn_id")
      .notNull()
      .references(() => turn.id, { onDelete: "cascade" }),
    authorId: text("author_id").notNull(),
    speakerName: text("speaker_name").notNull(),
    /** When it was said. */
    at: integer().notNull(),
    /** What is indexed, kept because the index needs it again to take it out. */
    words: text().notNull(),
    wordCount: integer("word_count").notNull(),
    /** It asks something, so that the next turn may answer in words of its own. */
    asks: integer({ mode: "boolean" }).notNull(),
    /** It says when something was or will be. */
    tellsTime: integer("tells_time", { mode: "boolean" }).notNull(),
    /** The embedding model that made its vector; 0 while it has none. */
    embedding: integer().notNull().default(0),
  },
  (table) => [
    uniqueIndex("memory_passage_turn").on(table.turnId),
    index("memory_passage_author").on(table.authorId),
    index("memory_passage_speaker").on(table.speakerName, table.id),
    index("memory_passage_embedding").on(table.embedding),
  ],
);

/** Who has spoken in a conversation, by the names that memory knows. */
export const memorySpeaker = sqliteTable(
  "memory_speaker",
  {
    space: integer()
      .notNull()
      .references(() => memorySpace.number, { onDelete: "cascade" }),
    name: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.space, table.name] })],
);

export const memoryVector = sqliteTable("memory_vector", {
  passageId: integer("passage_id")
    .primaryKey()
    .references(() => memoryPassage.id, { onDelete: "cascade" }),
  vector: blob({ mode: "buffer" }).notNull(),
});

/** Models that made vectors. Vectors of two models can't be compared. */
export const memoryEmbedding = sqliteTable("memory_embedding", {
  number: integer().primaryKey({ autoIncrement: true }),
  modelId: text("model_id").notNull().unique(),
  dimensions: integer().notNull(),
});

/** Turns that memory has to look at: new, changed, or to be taken in again. Filled by triggers. */
export const memoryBacklog = sqliteTable("memory_backlog", {
  turnId: text("turn_id").primaryKey(),
});

/** A stretch of a conversation in short. */
export const memorySummary = sqliteTable(
  "memory_summary",
  {
    id: text().primaryKey(),
    conversationId: text("conversation_id")
      .notNull()
      .references(() => conversation.id, { onDelete: "cascade" }),
    /** 0 sums up turns, 1 and up sum up summaries of the level below. */
    level: integer().notNull(),
    firstPosition: integer("first_position").notNull(),
    lastPosition: integer("last_position").notNull(),
    text: text().notNull(),
    model: text().notNull(),
    createdAt: integer("created_at").notNull(),
  },
  (table) => [
    uniqueIndex("memory_summary_range").on(table.conversationId, table.level, table.firstPosition),
  ],
);

/** What somebody wanted a character to keep in mind. */
export const memoryFact = sqliteTable(
  "memory_fact",
  {
    id: text().primaryKey(),
    conversationId: text("conversation_id")
      .notNull()
      .references(() => conversation.id, { onDelete: "cascade" }),
    /** Null: every character of the conversation knows it. */
    characterId: text("character_id"),
    text: text().notNull(),
    /** Who pinned it. */
    authorId: text("author_id").notNull(),
    authorName: text("author_name").notNull(),
    /** The turn that said it; null when it was written down without one. */
    turnId: text("turn_id").references(() => turn.id, { onDelete: "cascade" }),
    createdAt: integer("created_at").notNull(),
    updatedAt: integer("updated_at").notNull(),
  },
  (table) => [
    index("memory_fact_conversation").on(table.conversationId, table.createdAt),
    index("memory_fact_author").on(table.authorId),
    index("memory_fact_turn").on(table.turnId),
  ],
);

/** What memory may do in a conversation; no row: the defaults. */
export const memorySetting = sqliteTable("memory_setting", {
  conversationId: text("conversation_id")
    .primaryKey()
    .references(() => conversation.id, { onDelete: "cascade" }),
  /** Other channels of the server with the same character may be recalled from, and this one from them. */
  shared: integer({ mode: "boolean" }).notNull().default(false),
  /** The channel was age-restricted when sharing was switched on: it shares with such channels alone. */
  adult: integer({ mode: "boolean" }).notNull().default(false),
});

/** The id that a turn had in the file that it was imported from. */
export const turnSource = sqliteTable("turn_source", {
  turnId: text("turn_id")
    .primaryKey()
    .references(() => turn.id, { onDelete: "cascade" }),
  sourceId: text("source_id").notNull(),
});
