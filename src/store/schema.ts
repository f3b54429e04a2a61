import { sql } from "drizzle-orm";
import {
  type AnySQLiteColumn,
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  uniqueIndex,
} from "drizzle-orm/sqlite-core";
import type { AnswerMode, Conversation, Turn, TurnState } from "../conversation/ports.ts";
import type { GenerationReport } from "../generation/stream-part.ts";

/**
 * The tables. After a change run `npm run migrations:generate` and commit what it writes under `migrations/`; a
 * migration that was released is never edited. Times are milliseconds since the Unix epoch; Discord ids are text.
 */

export const conversation = sqliteTable(
  "conversation",
  {
    id: text().primaryKey(),
    channelId: text("channel_id").notNull(),
    guildId: text("guild_id"),
    status: text().$type<Conversation["status"]>().notNull(),
    answer: text().$type<AnswerMode>().notNull(),
    hostId: text("host_id").notNull(),
    /** Position of the newest turn. Kept here so that a deleted turn's position is never given out again. */
    lastPosition: integer("last_position").notNull().default(0),
    excludedBefore: integer("excluded_before").notNull().default(0),
    createdAt: integer("created_at").notNull(),
  },
  (table) => [
    uniqueIndex("conversation_channel").on(table.channelId),
    index("conversation_status").on(table.status),
  ],
);

/** Characters in a conversation. */
export const castMember = sqliteTable(
  "cast_member",
  {
    conversationId: text("conversation_id")
      .notNull()
      .references(() => conversation.id, { onDelete: "cascade" }),
    /** 0 is the one that the conversation was started with. */
    place: integer().notNull(),
    characterId: text("character_id").notNull(),
    joinedAt: integer("joined_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.conversationId, table.place] })],
);

export const turn = sqliteTable(
  "turn",
  {
    /** Order of arrival over all conversations; unlike a time it can't go backwards. */
    arrival: integer().primaryKey({ autoIncrement: true }),
    id: text().notNull(),
    conversationId: text("conversation_id")
      .notNull()
      .references(() => conversation.id, { onDelete: "cascade" }),
    position: integer().notNull(),
    kind: text().$type<Turn["kind"]>().notNull(),
    authorId: text("author_id").notNull(),
    speakerName: text("speaker_name").notNull(),
    state: text().$type<TurnState>().notNull(),
    answersTurnId: text("answers_turn_id").references((): AnySQLiteColumn => turn.id, {
      onDelete: "set null",
    }),
    /** Number of the swipe that counts; null while there is none. */
    activeSwipe: integer("active_swipe"),
    /** Why the turn was given up; null unless `state` is `failed`. */
    failure: text(),
    createdAt: integer("created_at").notNull(),
  },
  (table) => [
    uniqueIndex("turn_id").on(table.id),
    uniqueIndex("turn_position").on(table.conversationId, table.position),
    // Never two answers to one message, whatever the callers do.
    uniqueIndex("turn_answers")
      .on(table.answersTurnId)
      .where(sql`answers_turn_id is not null and state <> 'failed'`),
    // For the foreign key: without it, deleting one turn reads the whole table.
    index("turn_answer_of").on(table.answersTurnId),
    index("turn_owed").on(table.arrival).where(sql`state in ('open', 'written')`),
    index("turn_user_name")
      .on(table.conversationId, table.speakerName, table.position)
      .where(sql`kind = 'user'`),
  ],
);

/** One text of a turn. A user's turn has one; each regeneration of a character's turn adds one. */
export const swipe = sqliteTable(
  "swipe",
  {
    turnId: text("turn_id")
      .notNull()
      .references(() => turn.id, { onDelete: "cascade" }),
    number: integer().notNull(),
    text: text().notNull(),
    /** Null for what a person wrote. */
    finishReason: text("finish_reason"),
    report: text({ mode: "json" }).$type<GenerationReport>(),
    createdAt: integer("created_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.turnId, table.number] })],
);

/** Which Discord messages show which turn. */
export const discordMessage = sqliteTable(
  "discord_message",
  {
    turnId: text("turn_id")
      .notNull()
      .references(() => turn.id, { onDelete: "cascade" }),
    part: integer().notNull(),
    channelId: text("channel_id").notNull(),
    /** Null between the decision to send it and Discord's answer. */
    messageId: text("message_id"),
    webhookId: text("webhook_id"),
  },
  (table) => [
    primaryKey({ columns: [table.turnId, table.part] }),
    uniqueIndex("discord_message_id").on(table.messageId),
  ],
);

/** What the bot must remember of a channel, whether there is a conversation in it or not. */
export const channelState = sqliteTable("channel_state", {
  channelId: text("channel_id").primaryKey(),
  lastSeenMessageId: text("last_seen_message_id").notNull(),
});

export const webhook = sqliteTable("webhook", {
  channelId: text("channel_id").primaryKey(),
  webhookId: text("webhook_id").notNull(),
  token: text().notNull(),
});

/** Small facts of the program itself, for instance the hash of the registered commands. */
export const appState = sqliteTable("app_state", {
  key: text().primaryKey(),
  value: text().notNull(),
});
