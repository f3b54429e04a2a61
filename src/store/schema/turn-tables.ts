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
import type { Turn, TurnState } from "../../conversation/ports.ts";
import type { SentPrompt } from "../../conversation/sent-prompt.ts";
import type { OwedSwipe } from "../../conversation/swipes/owed-swipe.ts";
import type { GenerationReport } from "../../generation/stream-part.ts";
import type { ExtraFields } from "../../roleplay/chat-file/chat-file.ts";
import type { StandingLore } from "../../roleplay/prompt/standing-lore.ts";
import { conversation } from "./conversation-tables.ts";

/*
 * What was said, and how it stands in Discord.
 *
 * After a change of a table run `npm run migrations:generate` and commit what it writes under `migrations/`; a migration
 * that was released is never edited. Times are milliseconds since the Unix epoch; Discord ids are text.
 */

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
    /** Who the person was in the story; empty for nobody else. */
    personaId: text("persona_id").notNull().default(""),
    state: text().$type<TurnState>().notNull(),
    answersTurnId: text("answers_turn_id").references((): AnySQLiteColumn => turn.id, {
      onDelete: "set null",
    }),
    /** Number of the swipe that counts; null while there is none. */
    activeSwipe: integer("active_swipe"),
    /** Rises whenever something about the turn changes that its controls depend on: what was pressed before is stale. */
    revision: integer().notNull().default(0),
    /** Why its last text was given up: a word; null when that is there. */
    failure: text(),
    /** What is said of that below the text that is shown instead: a notice as JSON. */
    notice: text(),
    /** Its messages begin with what it answers; null until the first of them is sent. */
    quotes: integer({ mode: "boolean" }),
    /** One of its messages carries the row of controls. */
    hasControls: integer("has_controls", { mode: "boolean" }).notNull().default(false),
    createdAt: integer("created_at").notNull(),
    /** Since when it is kept, where that isn't when it was said: of what was imported or copied. */
    storedAt: integer("stored_at"),
  },
  (table) => [
    uniqueIndex("turn_id").on(table.id),
    uniqueIndex("turn_position").on(table.conversationId, table.position),
    // Never two answers to one message, whatever the callers do.
    uniqueIndex("turn_answers")
      .on(table.answersTurnId)
      .where(sql`answers_turn_id is not null and state not in ('failed', 'removing', 'removed')`),
    // For the foreign key: without it, deleting one turn reads the whole table.
    index("turn_answer_of").on(table.answersTurnId),
    index("turn_speaker")
      .on(table.conversationId, table.authorId, table.personaId, table.speakerName, table.position)
      .where(sql`kind = 'user'`),
    // For what concerns one person everywhere.
    index("turn_author").on(table.authorId, table.arrival).where(sql`kind = 'user'`),
    index("turn_stored").on(sql`case when stored_at is null then created_at else stored_at end`),
    index("turn_owed").on(table.arrival).where(sql`state in ('open', 'written', 'removing')`),
    index("turn_controls").on(table.conversationId, table.position).where(sql`has_controls = 1`),
    index("turn_of_others").on(table.conversationId, table.position).where(sql`kind <> 'user'`),
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
    /** For a greeting: which one; 0 is the first message. */
    greeting: integer(),
    /** Length of the text before it was last continued; null when it never was, or was edited since. */
    continuedFrom: integer("continued_from"),
    /** Who last worded the text by hand; null when nobody did. */
    editedBy: text("edited_by"),
    createdAt: integer("created_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.turnId, table.number] }),
    // For what concerns one person everywhere.
    index("swipe_editor").on(table.editedBy).where(sql`edited_by is not null`),
  ],
);

/** Texts that turns owe: one row from the moment that a text is asked for until it is stored or given up. */
export const owedSwipe = sqliteTable("owed_swipe", {
  turnId: text("turn_id")
    .primaryKey()
    .references(() => turn.id, { onDelete: "cascade" }),
  jobId: text("job_id").notNull(),
  kind: text().$type<OwedSwipe["kind"]>().notNull(),
  note: text(),
  /** For a continuation: how much of the active text it goes on from. */
  keptLength: integer("kept_length"),
  /** Null when nobody in particular asked. */
  askedBy: text("asked_by"),
  stopped: integer({ mode: "boolean" }).notNull().default(false),
});

/** What another program noted about a text that was imported from it. */
export const swipeExtra = sqliteTable(
  "swipe_extra",
  {
    turnId: text("turn_id").notNull(),
    number: integer().notNull(),
    extra: text({ mode: "json" }).$type<ExtraFields>().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.turnId, table.number] }),
    foreignKey({
      columns: [table.turnId, table.number],
      foreignColumns: [swipe.turnId, swipe.number],
    }).onDelete("cascade"),
  ],
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
    /** How many turns of the history the model read; null where nobody said. */
    includedTurns: integer("included_turns"),
    /** The turn with which the history began that the model read; null where nobody said. */
    firstTurn: text("first_turn"),
    /** Lore among the turns; null from before it was noted. */
    standingLore: text("standing_lore", { mode: "json" }).$type<readonly StandingLore[]>(),
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
