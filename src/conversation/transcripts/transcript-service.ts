import type { Turn } from "../ports.ts";
import type { ChatWords } from "./readable-chat.ts";

/** As text, as Markdown, or as SillyTavern saves chats. */
export const transcriptFormats = ["txt", "md", "jsonl"] as const;
export type TranscriptFormat = (typeof transcriptFormats)[number];

/** Whole chats, out and in. Wrong input ends in a `UserError`. */
export interface TranscriptService {
  /** @throws UserError `no-conversation`, `chat-without-turns`. */
  export(channelId: string, format: TranscriptFormat, words: ChatWords): ExportedTranscript;
  /**
   * Makes a saved chat the history of the channel's chat, which is started when there is none. What was said in the
   * channel before stays stored, and no prompt sees it any more.
   *
   * @throws UserError that names the file and the line, or says which character is needed.
   */
  import(input: TranscriptImport): Promise<ImportedTranscript>;
}

export interface ExportedTranscript {
  readonly fileName: string;
  readonly bytes: Uint8Array;
  readonly turns: number;
}

export interface TranscriptImport {
  readonly channelId: string;
  readonly guildId: string | null;
  readonly fileName: string;
  readonly bytes: Uint8Array;
  /** Who goes on with the chat; null: the character that is here, else the one that the file names. */
  readonly characterId: string | null;
  /** Who imports it: what the file's user said becomes theirs. */
  readonly userId: string;
  readonly userName: string;
  /** Id of the command, which in Discord is a point in time. */
  readonly sinceId: string;
}

export interface ImportedTranscript {
  readonly characterName: string;
  readonly turns: number;
  readonly swipes: number;
  /** Lines of the file that the model doesn't see in the middle of the chat: they are left out. */
  readonly leftOut: number;
  /** Characters who came along, since they speak in it. */
  readonly joined: readonly string[];
  /** The last turn, unless a person speaks it: it appears in the channel. */
  readonly shown: Turn | undefined;
}
