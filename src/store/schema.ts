import { sql } from "drizzle-orm";
import {
  type AnySQLiteColumn,
  blob,
  foreignKey,
  index,
  integer,
  primaryKey,
  real,
  sqliteTable,
  text,
  uniqueIndex,
} from "drizzle-orm/sqlite-core";
import type { AuditFacts } from "../conversation/audit/audit-facts.ts";
import type { HearReason } from "../conversation/hearing/hear-reason.ts";
import type { AnswerMode, Conversation, Turn, TurnState } from "../conversation/ports.ts";
import type { PresetSettings } from "../conversation/presets/preset.ts";
import type { SentPrompt } from "../conversation/sent-prompt.ts";
import type { ScopeKind } from "../conversation/settings/place.ts";
import type { OwedSwipe } from "../conversation/swipes/owed-swipe.ts";
import type { SectionRole } from "../generation/request.ts";
import type { GenerationReport } from "../generation/stream-part.ts";
import type { ExtraFields } from "../roleplay/chat-file/chat-file.ts";
import type { StandingLore } from "../roleplay/prompt/standing-lore.ts";

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
    /** Null: the cards' own. */
    scenario: text(),
    createdAt: integer("created_at").notNull(),
  },
  (table) => [
    uniqueIndex("conversation_channel").on(table.channelId),
    index("conversation_status").on(table.status),
    // For what concerns one person everywhere.
    index("conversation_host").on(table.hostId),
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
    /** Who last changed the text by hand; null when nobody did. */
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

/** Sampler settings under a name, of a guild. */
export const samplingPreset = sqliteTable(
  "sampling_preset",
  {
    id: text().primaryKey(),
    guildId: text("guild_id").notNull(),
    name: text().notNull(),
    settings: text({ mode: "json" }).$type<PresetSettings>().notNull(),
  },
  (table) => [uniqueIndex("sampling_preset_name").on(table.guildId, table.name)],
);

/** Small facts of the program itself, for instance the hash of the registered commands. */
export const appState = sqliteTable("app_state", {
  key: text().primaryKey(),
  value: text().notNull(),
});

/** What people set for a place or a role. */
export const placeSetting = sqliteTable(
  "place_setting",
  {
    scopeKind: text("scope_kind").$type<ScopeKind>().notNull(),
    scopeId: text("scope_id").notNull(),
    key: text().notNull(),
    value: text({ mode: "json" }).$type<unknown>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.scopeKind, table.scopeId, table.key] })],
);

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
