import { eq } from "drizzle-orm";
import type { Database } from "../database.ts";
import { castMember, conversation } from "../schema/conversation-tables.ts";
import type { StoreOptions } from "../store-options.ts";

/** A chat that another program kept. */
export interface ImportedChat {
  /** Of the file; importing the same name again replaces what was imported before. */
  readonly name: string;
  readonly characterName: string;
  /** Oldest first. */
  readonly turns: readonly ImportedTurn[];
}

export interface ImportedTurn {
  /** Its id in the file; null when it has none there. */
  readonly sourceId: string | null;
  readonly speakerName: string;
  readonly isUser: boolean;
  readonly text: string;
  readonly at: number;
}

export interface ChatImported {
  readonly conversationId: string;
  /** An import of the same name was there before. */
  readonly replaced: boolean;
}

/** The channel that stands for a file: no channel of Discord's has such an id. */
export function importedChannel(name: string): string {
  return `import:${name}`;
}

/**
 * Stores a chat as a conversation that nobody takes part in, as one transaction; the backlog of memory has its turns
 * afterwards.
 */
export function importChat(
  database: Database,
  { newId, now }: StoreOptions,
  chat: ImportedChat,
): ChatImported {
  return database.write((queries) => {
    const channelId = importedChannel(chat.name);
    const { changes } = queries
      .delete(conversation)
      .where(eq(conversation.channelId, channelId))
      .run();
    const conversationId = newId();
    const characterId = `import:${chat.characterName}`;
    queries
      .insert(conversation)
      .values({
        id: conversationId,
        channelId,
        guildId: null,
        status: "stopped",
        answer: "addressed",
        hostId: "import",
        lastPosition: chat.turns.length,
        createdAt: now(),
      })
      .run();
    queries
      .insert(castMember)
      .values({ conversationId, place: 0, characterId, joinedAt: now() })
      .run();
    for (const [index, turn] of chat.turns.entries())
      addTurn(database, {
        ...turn,
        turnId: newId(),
        conversationId,
        position: index + 1,
        characterId,
      });
    return { conversationId, replaced: changes > 0 };
  });
}

function addTurn(
  database: Database,
  turn: ImportedTurn & {
    readonly turnId: string;
    readonly conversationId: string;
    readonly position: number;
    readonly characterId: string;
  },
): void {
  const { turnId, conversationId, position, isUser, speakerName, text, at, sourceId } = turn;
  const authorId = isUser ? `import:${speakerName}` : turn.characterId;
  database
    .statement<[string, string, number, string, string, string, number]>(
      `insert into turn (id, conversation_id, position, kind, author_id, speaker_name, state, active_swipe, created_at)
       values (?, ?, ?, ?, ?, ?, 'done', 0, ?)`,
    )
    .run(
      turnId,
      conversationId,
      position,
      isUser ? "user" : "character",
      authorId,
      speakerName,
      at,
    );
  database
    .statement<[string, string, number]>(
      "insert into swipe (turn_id, number, text, created_at) values (?, 0, ?, ?)",
    )
    .run(turnId, text, at);
  database.statement<[string]>("insert into memory_backlog (turn_id) values (?)").run(turnId);
  if (sourceId !== null)
    database
      .statement<[string, string]>("insert into turn_source (turn_id, source_id) values (?, ?)")
      .run(turnId, sourceId);
}
