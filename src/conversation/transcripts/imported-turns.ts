import type { ChatFile, ChatFileTurn } from "../../roleplay/chat-file/chat-file.ts";
import { labelName } from "../../roleplay/reply/speaker-label.ts";
import type { NewTranscript, NewTranscriptTurn } from "./transcript-store.ts";

export interface ImportedFor {
  /** Who imports the chat. */
  readonly userId: string;
  readonly userName: string;
  /** Who goes on with it. */
  readonly characterId: string;
  readonly characterName: string;
  /** The character of this name, where there is one. */
  readonly findCharacter: (name: string) => string | undefined;
  /** For turns whose moment the file doesn't say. Milliseconds since the Unix epoch. */
  readonly now: number;
}

/** The turns of a saved chat as ours: the hidden ones before it first. Blank ones are left out. */
export function importedTurns(chat: ChatFile, reader: ImportedFor): NewTranscript {
  const isTheirs = ownName(chat, reader);
  const convert = (turns: readonly ChatFileTurn[]) =>
    turns
      .filter(({ swipes }) => swipes.some(({ text }) => text.trim() !== ""))
      .map((turn) => importedTurn(turn, chat, reader, isTheirs));
  const hidden = convert(chat.hiddenBefore);
  return {
    turns: [...hidden, ...convert(chat.turns)],
    hidden: hidden.length,
    variables: boundedVariables(chat.variables),
  };
}

/** Far more than cards set. */
const variableLimits = { count: 500, name: 100, value: 4000 } as const;

function boundedVariables(variables: ChatFile["variables"]): ChatFile["variables"] {
  const fitting = Object.entries(variables).filter(
    ([name, value]) => name.length <= variableLimits.name && value.length <= variableLimits.value,
  );
  return Object.fromEntries(fitting.slice(0, variableLimits.count));
}

/**
 * Which of the file's people imports it: the only one, or the one of the same name. Nobody else's words are put into a
 * real person's mouth, whatever the file says of ids.
 */
function ownName(chat: ChatFile, { userName }: ImportedFor): (name: string) => boolean {
  const names = new Set(
    [...chat.hiddenBefore, ...chat.turns].filter(({ isUser }) => isUser).map(({ name }) => name),
  );
  return (name) => names.size === 1 || name === userName;
}

function importedTurn(
  { name, isUser, isNarrator, sentAt, swipes, shown }: ChatFileTurn,
  chat: ChatFile,
  reader: ImportedFor,
  isTheirs: (name: string) => boolean,
): NewTranscriptTurn {
  const speaker = labelName(
    name ||
      (isUser ? chat.userName || reader.userName : chat.characterName || reader.characterName),
  );
  const authorOf = () => {
    // Who brings a story tells it.
    if (isNarrator) return reader.userId;
    if (!isUser) return characterIdOf(speaker, reader);
    return isTheirs(name) ? reader.userId : foreignId(speaker);
  };
  const texts = swipes.map((swipe) => ({
    text: swipe.text,
    extra: swipe.extra,
    writtenAt: swipe.sentAt ?? reader.now,
  }));
  return {
    kind: isUser ? "user" : isNarrator ? "narrator" : "character",
    authorId: authorOf(),
    speakerName: speaker,
    spokenAt: sentAt ?? swipes[shown]?.sentAt ?? reader.now,
    // A person's turn has one text.
    swipes: isUser ? texts.slice(shown, shown + 1) : texts,
    shown: isUser ? 0 : shown,
  };
}

function characterIdOf(
  speaker: string,
  { characterId, characterName, findCharacter }: ImportedFor,
) {
  if (speaker === characterName) return characterId;
  return findCharacter(speaker) ?? foreignId(speaker);
}

/** The characters with cards who speak where the model sees it. */
export function speakersWithCards({ turns, hidden }: NewTranscript): readonly string[] {
  const spoken = turns.slice(hidden).filter(({ kind }) => kind === "character");
  const ids = new Set(spoken.map(({ authorId }) => authorId));
  return [...ids].filter((id) => !id.startsWith(foreign));
}

const foreign = "imported:";

/** Someone who is known by the file alone. Never the id of anybody in Discord or of a card. */
function foreignId(name: string): string {
  return `${foreign}${name}`;
}
