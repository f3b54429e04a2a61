import { sql } from "drizzle-orm";
import {
  type AnySQLiteColumn,
  foreignKey,
  index,
  integer,
  primaryKey,
  real,
  sqliteTable,
  text,
  uniqueIndex,
} from "drizzle-orm/sqlite-core";
import type { AnswerMode, Conversation, Turn, TurnState } from "../conversation/ports.ts";
import type { SentPrompt } from "../conversation/sent-prompt.ts";
import type { SectionRole } from "../generation/request.ts";
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

/** What a worker was asked for a swipe. Kept for the newest replies of each conversation only, since prompts are long. */
export const swipePrompt = sqliteTable(
  "swipe_prompt",
  {
    turnId: text("turn_id").notNull(),
    number: integer().notNull(),
    conversationId: text("conversation_id").notNull(),
    /** The turn's. */
    position: integer().notNull(),
    prompt: text({ mode: "json" }).$type<SentPrompt>().notNull(),
    charactersPerToken: real("characters_per_token"),
    historyTrimmed: integer("history_trimmed", { mode: "boolean" }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.turnId, table.number] }),
    foreignKey({
      columns: [table.turnId, table.number],
      foreignColumns: [swipe.turnId, swipe.number],
    }).onDelete("cascade"),
    index("swipe_prompt_position").on(table.conversationId, table.position),
  ],
);

/** An instruction that stands in a conversation's prompts. */
export const authorsNote = sqliteTable("authors_note", {
  conversationId: text("conversation_id")
    .primaryKey()
    .references(() => conversation.id, { onDelete: "cascade" }),
  text: text().notNull(),
  depth: integer().notNull(),
  interval: integer().notNull(),
  role: text().$type<SectionRole>().notNull(),
});

/** A lorebook of a server (`guild_id`) or of one conversation (`conversation_id`). */
export const lorebook = sqliteTable(
  "lorebook",
  {
    id: text().primaryKey(),
    name: text().notNull(),
    ownerId: text("owner_id").notNull(),
    guildId: text("guild_id"),
    conversationId: text("conversation_id").references(() => conversation.id, {
      onDelete: "cascade",
    }),
    /** The file as it was imported. */
    content: text().notNull(),
    revision: integer().notNull().default(1),
    createdAt: integer("created_at").notNull(),
    updatedAt: integer("updated_at").notNull(),
  },
  (table) => [
    index("lorebook_guild").on(table.guildId, table.name),
    index("lorebook_conversation").on(table.conversationId, table.name),
  ],
);

/** Which conversation uses which lorebooks. */
export const lorebookAttachment = sqliteTable(
  "lorebook_attachment",
  {
    conversationId: text("conversation_id")
      .notNull()
      .references(() => conversation.id, { onDelete: "cascade" }),
    lorebookId: text("lorebook_id")
      .notNull()
      .references(() => lorebook.id, { onDelete: "cascade" }),
    /** Rises by one within a conversation. */
    place: integer().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.conversationId, table.lorebookId] }),
    uniqueIndex("lorebook_attachment_place").on(table.conversationId, table.place),
    // For the foreign key.
    index("lorebook_attachment_of").on(table.lorebookId),
  ],
);

/** What lorebooks remember of a conversation: which entries stay, and which cool down. */
export const lorebookState = sqliteTable("lorebook_state", {
  conversationId: text("conversation_id")
    .primaryKey()
    .references(() => conversation.id, { onDelete: "cascade" }),
  state: text({ mode: "json" }).$type<unknown>().notNull(),
});

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
