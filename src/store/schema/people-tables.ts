import { blob, index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { AuditFacts } from "../../conversation/audit/audit-facts.ts";
import { turn } from "./turn-tables.ts";

/*
 * What concerns people: who they are in stories, what they wished, did and reported.
 *
 * After a change of a table run `npm run migrations:generate` and commit what it writes under `migrations/`; a migration
 * that was released is never edited. Times are milliseconds since the Unix epoch; Discord ids are text.
 */

/** Who a person is within stories. */
export const persona = sqliteTable(
  "persona",
  {
    id: text().primaryKey(),
    ownerId: text("owner_id").notNull(),
    name: text().notNull(),
    pronouns: text().notNull(),
    description: text().notNull(),
    /** Where the description stands in prompts. */
    position: text({ mode: "json" }).$type<unknown>().notNull(),
    /** A small PNG, with a hash of its bytes; null for none. */
    avatar: blob({ mode: "buffer" }),
    avatarHash: text("avatar_hash"),
    createdAt: integer("created_at").notNull(),
    updatedAt: integer("updated_at").notNull(),
  },
  (table) => [index("persona_owner").on(table.ownerId, table.name)],
);

/** Which persona a person is where. */
export const personaChoice = sqliteTable(
  "persona_choice",
  {
    userId: text("user_id").notNull(),
    scope: text().$type<"everywhere" | "server" | "channel">().notNull(),
    /** Id of the server or channel; empty for everywhere. */
    placeId: text("place_id").notNull(),
    /** Null: nobody, whatever a wider choice says. */
    personaId: text("persona_id").references(() => persona.id, { onDelete: "cascade" }),
  },
  (table) => [
    primaryKey({ columns: [table.userId, table.scope, table.placeId] }),
    // For the foreign key.
    index("persona_choice_of").on(table.personaId),
  ],
);

/** Whose messages are said again in a persona's name, by person and server. */
export const autoproxy = sqliteTable(
  "autoproxy",
  {
    userId: text("user_id").notNull(),
    guildId: text("guild_id").notNull(),
    mode: text().$type<"latch" | "persona">().notNull(),
    personaId: text("persona_id").references(() => persona.id, { onDelete: "cascade" }),
    /** When it was last used; null before that. */
    latchedAt: integer("latched_at"),
  },
  (table) => [
    primaryKey({ columns: [table.userId, table.guildId] }),
    // For the foreign key.
    index("autoproxy_of").on(table.personaId),
  ],
);

/** Messages that are to stand in a persona's name and may not do so yet. */
export const repost = sqliteTable(
  "repost",
  {
    /** Of the person's own message. */
    messageId: text("message_id").primaryKey(),
    turnId: text("turn_id")
      .notNull()
      .references(() => turn.id, { onDelete: "cascade" }),
    channelId: text("channel_id").notNull(),
    name: text().notNull(),
  },
  // For the foreign key.
  (table) => [index("repost_turn").on(table.turnId)],
);

/** Messages that wait for a moment, since a proxy may say them again in another name. */
export const heldMessage = sqliteTable(
  "held_message",
  {
    messageId: text("message_id").primaryKey(),
    channelId: text("channel_id").notNull(),
    authorId: text("author_id").notNull(),
    authorName: text("author_name").notNull(),
    content: text().notNull(),
    heldAt: integer("held_at").notNull(),
  },
  (table) => [
    index("held_message_channel").on(table.channelId, table.heldAt),
    index("held_message_author").on(table.authorId),
  ],
);

/** People who want nothing of theirs to be remembered or read by a model. */
export const optOut = sqliteTable("opt_out", {
  userId: text("user_id").primaryKey(),
  at: integer().notNull(),
});

/** People who asked to be forgotten, until nothing of theirs is left. */
export const forgetRequest = sqliteTable("forget_request", {
  userId: text("user_id").primaryKey(),
  at: integer().notNull(),
});

/** What people reported to those who manage a server. */
export const report = sqliteTable(
  "report",
  {
    number: integer().primaryKey({ autoIncrement: true }),
    at: integer().notNull(),
    guildId: text("guild_id"),
    channelId: text("channel_id").notNull(),
    messageId: text("message_id"),
    reporterId: text("reporter_id").notNull(),
    reason: text().notNull(),
    /** Null while it is open. */
    closedBy: text("closed_by"),
  },
  (table) => [
    index("report_guild").on(table.guildId, table.number),
    index("report_reporter").on(table.reporterId),
  ],
);

/** What was done by whom. */
export const audit = sqliteTable(
  "audit",
  {
    number: integer().primaryKey({ autoIncrement: true }),
    at: integer().notNull(),
    guildId: text("guild_id"),
    channelId: text("channel_id"),
    actorId: text("actor_id").notNull(),
    action: text().notNull(),
    detail: text().notNull(),
    /** What the detail says, to be worded in the reader's language. */
    facts: text({ mode: "json" }).$type<AuditFacts>(),
  },
  (table) => [
    index("audit_guild").on(table.guildId, table.number),
    index("audit_actor").on(table.actorId, table.number),
    index("audit_at").on(table.at),
  ],
);

/** How many tokens of replies were written for whom, by server (empty for direct messages) and hour. Kept for a day. */
export const usage = sqliteTable(
  "usage",
  {
    userId: text("user_id").notNull(),
    guildId: text("guild_id").notNull(),
    /** When the hour began. */
    hour: integer().notNull(),
    tokens: integer().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.userId, table.guildId, table.hour] }),
    // For what is older than a day.
    index("usage_hour").on(table.hour),
  ],
);
