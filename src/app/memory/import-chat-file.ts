import { randomUUID } from "node:crypto";
import { basename, extname } from "node:path";
import { readChatFile } from "../../roleplay/chat-file/read-chat-file.ts";
import { importChat } from "../../store/memory/import-chat.ts";
import { takeInTurns } from "../../store/memory/take-in-turns.ts";
import { readInputFile } from "../previews/read-input-file.ts";
import { openMemoryFile } from "./open-memory-file.ts";

export interface ChatFileImported {
  readonly conversation: string;
  readonly turns: number;
  readonly hiddenTurns: number;
  /** An earlier import of a file of this name made room. */
  readonly replaced: boolean;
}

/** Turns that are taken in by one transaction. */
const batch = 2000;

/** Stores a SillyTavern chat in a database and takes it into memory. Throws a {@link UserError} of one line. */
export async function importChatFile({
  chatFile,
  databaseFile,
  name = basename(chatFile, extname(chatFile)),
  nowMs,
}: {
  readonly chatFile: string;
  readonly databaseFile: string;
  /** Default: the file's. */
  readonly name?: string | undefined;
  readonly nowMs: number;
}): Promise<ChatFileImported> {
  const chat = readChatFile(await readInputFile(chatFile), basename(chatFile));
  let saidAt = chat.turns.find((turn) => turn.sentAt !== null)?.sentAt ?? nowMs;
  const turns = chat.turns.map((turn) => {
    // A turn without a date was said right after the one before it.
    saidAt = turn.sentAt ?? saidAt + 1;
    return {
      sourceId: turn.id,
      speakerName: turn.name || (turn.isUser ? chat.userName : chat.characterName) || "?",
      isUser: turn.isUser,
      text: turn.text,
      at: saidAt,
    };
  });
  using database = openMemoryFile(databaseFile, "create");
  const options = { newId: randomUUID, now: () => nowMs };
  const { conversationId, replaced } = importChat(database, options, {
    name,
    characterName: chat.characterName || "?",
    turns,
  });
  while (takeInTurns(database, batch) > 0);
  return {
    conversation: conversationId,
    turns: turns.length,
    hiddenTurns: chat.hiddenTurns,
    replaced,
  };
}
