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
  /** The card's variables, as SillyTavern keeps them with a chat. */
  readonly variables: ChatFile["variables"];
  /** When the user wrote, the newest turn aside; milliseconds since the Unix epoch, null when the file doesn't say. */
  readonly lastUserAt: number | null;
  /** Number of the greeting that the chat began with; null when it began without one. */
  readonly greeting: number | null;
  /** Of the newest turn: number of the text that counts, and of all there are, from 1; null without a turn. */
  readonly swipes: { readonly current: number; readonly count: number } | null;
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
    variables: chat.variables,
    lastUserAt: chat.turns.slice(0, -1).findLast(({ isUser }) => isUser)?.sentAt ?? null,
    greeting: greetingOf(chat),
    swipes: swipesOf(chat.turns.at(-1)),
  };
}

/** The greetings of a card are the swipes of a chat's first turn. */
function greetingOf({ turns: [first] }: ChatFile): number | null {
  return first === undefined || first.isUser ? null : (first.swipeIndex ?? 0);
}

function swipesOf(turn: ChatFile["turns"][number] | undefined): ChatInput["swipes"] {
  if (turn === undefined) return null;
  return { current: (turn.swipeIndex ?? 0) + 1, count: Math.max(1, turn.swipeCount) };
}
