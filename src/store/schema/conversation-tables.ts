import { sql } from "drizzle-orm";
import {
  index,
  integer,
  primaryKey,
  real,
  sqliteTable,
  text,
  uniqueIndex,
} from "drizzle-orm/sqlite-core";
import type { HearReason } from "../../conversation/hearing/hear-reason.ts";
import type { AnswerMode, Conversation } from "../../conversation/ports.ts";
import type { SectionRole } from "../../generation/request.ts";

/*
 * What there is of each chat besides what is said in it.
 *
 * After a change of a table run `npm run migrations:generate` and commit what it writes under `migrations/`; a migration
 * that was released is never edited. Times are milliseconds since the Unix epoch; Discord ids are text.
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
    /** Null: the cards' own. */
    scenario: text(),
    /** Who wrote that; null for the host. */
    scenarioBy: text("scenario_by"),
    createdAt: integer("created_at").notNull(),
  },
  (table) => [
    uniqueIndex("conversation_channel").on(table.channelId),
    index("conversation_status").on(table.status),
    // For what concerns one person everywhere.
    index("conversation_host").on(table.hostId),
    index("conversation_scenario_by").on(table.scenarioBy).where(sql`scenario_by is not null`),
  ],
);

/** Characters in a conversation. */
export const castMember = sqliteTable(
  "cast_member",
  {
    conversationId: text("conversation_id")
      .notNull()
      .references(() => conversation.id, { onDelete: "cascade" }),
    /** Rises by one with each that joins. */
    place: integer().notNull(),
    characterId: text("character_id").notNull(),
    /** Null: as the card says. */
    talkativeness: real(),
    muted: integer({ mode: "boolean" }).notNull().default(false),
    joinedAt: integer("joined_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.conversationId, table.place] }),
    uniqueIndex("cast_member_character").on(table.conversationId, table.characterId),
  ],
);

/** An instruction that stands in a conversation's prompts. */
export const authorsNote = sqliteTable(
  "authors_note",
  {
    conversationId: text("conversation_id")
      .primaryKey()
      .references(() => conversation.id, { onDelete: "cascade" }),
    text: text().notNull(),
    depth: integer().notNull(),
    interval: integer().notNull(),
    role: text().$type<SectionRole>().notNull(),
    /** Who last wrote its text; null from before that was noted. */
    authorId: text("author_id"),
  },
  (table) => [
    // For what concerns one person everywhere.
    index("authors_note_author").on(table.authorId).where(sql`author_id is not null`),
  ],
);

/** What a conversation's last reset can be taken back to. */
export const resetMark = sqliteTable("reset_mark", {
  conversationId: text("conversation_id")
    .primaryKey()
    .references(() => conversation.id, { onDelete: "cascade" }),
  /** `excluded_before` before the reset and since. */
  before: integer().notNull(),
  since: integer().notNull(),
  /** What lorebooks remembered before it; null when that was nothing. */
  loreState: text("lore_state", { mode: "json" }).$type<unknown>(),
});

/** Variables of cards, kept with a conversation. */
export const chatVariables = sqliteTable("chat_variables", {
  conversationId: text("conversation_id")
    .primaryKey()
    .references(() => conversation.id, { onDelete: "cascade" }),
  /** The turn whose prompt set them, and what they were before it: that turn may be written anew. */
  turnId: text("turn_id"),
  before: text({ mode: "json" }).$type<unknown>().notNull(),
  variables: text({ mode: "json" }).$type<unknown>().notNull(),
});

/** Variables of cards that all chats of a server share. */
export const sharedVariables = sqliteTable("shared_variables", {
  /** The server's id; for direct messages, which share with nobody, the channel's. */
  placeId: text("place_id").primaryKey(),
  variables: text({ mode: "json" }).$type<unknown>().notNull(),
});

/** What the bot must remember of a channel, whether there is a conversation in it or not. */
export const channelState = sqliteTable("channel_state", {
  channelId: text("channel_id").primaryKey(),
  lastSeenMessageId: text("last_seen_message_id").notNull(),
});

/** Why a message was answered or not; of each channel's newest messages alone, and without what they say. */
export const heardReason = sqliteTable(
  "heard_reason",
  {
    messageId: text("message_id").primaryKey(),
    channelId: text("channel_id").notNull(),
    /** Rises by one within a channel. */
    number: integer().notNull(),
    reason: text({ mode: "json" }).$type<HearReason>().notNull(),
  },
  (table) => [uniqueIndex("heard_reason_number").on(table.channelId, table.number)],
);
