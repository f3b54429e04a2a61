import type { ExtraFields } from "../../roleplay/chat-file/chat-file.ts";
import type { WrittenChat, WrittenTurn } from "../../roleplay/chat-file/write-chat-file.ts";
import type { ConversationNote } from "../authors-note.ts";
import type { TranscriptSwipe, TranscriptTurn } from "./transcript-store.ts";

/** A conversation as SillyTavern saves one. What a reset has hidden is hidden from the model there too. */
export function writtenChat(conversation: {
  readonly turns: readonly TranscriptTurn[];
  readonly characterName: string;
  readonly excludedBefore: number;
  readonly note: ConversationNote | undefined;
  readonly variables: WrittenChat["variables"];
  readonly now: number;
}): WrittenChat {
  const { turns, characterName, excludedBefore, note, variables, now } = conversation;
  return {
    userName: turns.find(({ kind }) => kind === "user")?.speakerName ?? "User",
    characterName,
    createdAt: turns[0]?.spokenAt ?? now,
    note,
    variables,
    turns: turns.map((turn) => writtenTurn(turn, excludedBefore)),
  };
}

function writtenTurn(turn: TranscriptTurn, excludedBefore: number): WrittenTurn {
  return {
    name: turn.speakerName,
    isUser: turn.kind === "user",
    hidden: turn.position <= excludedBefore,
    sentAt: turn.spokenAt,
    shown: turn.shown,
    swipes: turn.swipes.map((swipe) => ({
      text: swipe.text,
      sentAt: swipe.writtenAt,
      extra: extraOf(turn, swipe),
    })),
  };
}

/** By the names that SillyTavern uses. */
function extraOf(
  { kind }: Pick<TranscriptTurn, "kind">,
  { report, extra }: TranscriptSwipe,
): ExtraFields | null {
  if (kind === "narrator") return { ...extra, type: "narrator" };
  if (report === null) return extra;
  return { ...extra, api: "hearthside", model: report.model, token_count: report.generatedTokens };
}
