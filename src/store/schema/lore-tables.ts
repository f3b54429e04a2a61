import {
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  uniqueIndex,
} from "drizzle-orm/sqlite-core";
import { conversation } from "./conversation-tables.ts";

/*
 * Lorebooks, and what becomes of them in a chat.
 *
 * After a change of a table run `npm run migrations:generate` and commit what it writes under `migrations/`; a migration
 * that was released is never edited. Times are milliseconds since the Unix epoch; Discord ids are text.
 */

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
