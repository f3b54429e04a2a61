import { basename } from "node:path";
import { type ChatFile } from "../../roleplay/chat-file/chat-file.ts";
import { readChatFile } from "../../roleplay/chat-file/read-chat-file.ts";
import { labelName } from "../../roleplay/reply/speaker-label.ts";
import { readInputFile } from "./read-input-file.ts";

/** A saved chat, read as a conversation of ours. */
export interface ChatInput {
  readonly turns: readonly ChatInputTurn[];
  /** Who speaks for people, the first to speak coming first. */
  readonly userNames: readonly string[];
  /** Who speaks for the bot; empty when the chat doesn't say. */
  readonly characterName: string;
  readonly note: ChatFile["note"];
}

export interface ChatInputTurn {
  readonly id: string;
  readonly speakerName: string;
  readonly text: string;
  readonly isUser: boolean;
}

/** A file that someone named as a chat. Throws a {@link UserError} of one line. */
export async function readChatInput(path: string): Promise<ChatInput> {
  const chat = readChatFile(await readInputFile(path), basename(path));
  const turns = chat.turns.map(({ line, name, isUser, text }) => ({
    // Lines are what a person finds again in the file.
    id: `line-${line}`,
    speakerName: labelName(name || (isUser ? chat.userName : chat.characterName)),
    text,
    isUser,
  }));
  const speakers = turns.filter(({ isUser }) => isUser).map(({ speakerName }) => speakerName);
  const names = speakers.length > 0 ? speakers : [chat.userName];
  return {
    turns,
    userNames: [...new Set(names)].filter((name) => name !== ""),
    characterName:
      chat.characterName || (turns.findLast(({ isUser }) => !isUser)?.speakerName ?? ""),
    note: chat.note,
  };
}
