import { UserError } from "../../lib/errors.ts";
import { writeChatFile } from "../../roleplay/chat-file/write-chat-file.ts";
import type { Conversation, ConversationStore } from "../ports.ts";
import { type ChatWords, chatAsMarkdown, chatAsText } from "./readable-chat.ts";
import type { ExportedTranscript, TranscriptFormat } from "./transcript-service.ts";
import type { TranscriptStore, TranscriptTurn } from "./transcript-store.ts";
import { writtenChat } from "./written-chat.ts";

/** Turns that are read at once. */
const pageSize = 500;

export interface ExportContext {
  readonly store: Pick<ConversationStore, "authorsNote">;
  readonly transcripts: Pick<TranscriptStore, "turnsAfter" | "variables">;
  readonly now: () => number;
}

/**
 * A whole chat as a file. `characterName` undefined: the name under which a character spoke last.
 *
 * @throws UserError `chat-without-turns`.
 */
export function exportTranscript(
  conversation: Conversation,
  how: {
    readonly format: TranscriptFormat;
    readonly words: ChatWords;
    readonly characterName: string | undefined;
  },
  { store, transcripts, now }: ExportContext,
): ExportedTranscript {
  const turns = allTurns(conversation.id, transcripts);
  if (turns.length === 0)
    throw new UserError("chat-without-turns", "Nothing has been said in this chat yet.");
  const { format, words, characterName = lastSpeaker(turns) } = how;
  const chat = { turns, characterName, excludedBefore: conversation.excludedBefore, words };
  const text = {
    txt: () => chatAsText(chat),
    md: () => chatAsMarkdown(chat),
    jsonl: () =>
      writeChatFile(
        writtenChat({
          ...chat,
          note: store.authorsNote(conversation.id),
          variables: transcripts.variables(conversation.id),
          now: now(),
        }),
      ),
  }[format]();
  return {
    fileName: `${fileStem(characterName)} ${new Date(now()).toISOString().slice(0, 10)}.${format}`,
    bytes: Buffer.from(text),
    turns: turns.length,
  };
}

function allTurns(
  conversationId: string,
  transcripts: Pick<TranscriptStore, "turnsAfter">,
): readonly TranscriptTurn[] {
  const turns: TranscriptTurn[] = [];
  for (;;) {
    const after = turns.at(-1)?.position ?? 0;
    const page = transcripts.turnsAfter(conversationId, after, pageSize);
    turns.push(...page);
    if (page.length < pageSize) return turns;
  }
}

function lastSpeaker(turns: readonly TranscriptTurn[]): string {
  return turns.findLast(({ kind }) => kind === "character")?.speakerName ?? "";
}

function fileStem(name: string): string {
  return (
    name
      .replace(/[^\p{L}\p{N} ._-]+/gu, "")
      .trim()
      .slice(0, 60) || "chat"
  );
}
