import type { TranscriptTurn } from "./transcript-store.ts";

interface ReadableChat {
  readonly turns: readonly TranscriptTurn[];
  readonly characterName: string;
  readonly excludedBefore: number;
  readonly words: ChatWords;
}

/** What stands in a readable chat that nobody said. */
export interface ChatWords {
  readonly title: (of: { readonly character: string }) => string;
  /** Between what was hidden by a reset and what came after it. */
  readonly startedAfresh: string;
}

/** A chat to be read by people: who said what and when, in UTC. Only the texts that count. */
export function chatAsText(chat: ReadableChat): string {
  return laidOut(chat, {
    title: chat.words.title({ character: chat.characterName }),
    divider: `---------- ${chat.words.startedAfresh} ----------`,
    turn: (head, text) => `${head}\n${text}`,
  });
}

/** The same as Markdown, which is what people and characters in Discord write anyway. */
export function chatAsMarkdown(chat: ReadableChat): string {
  return laidOut(chat, {
    title: `# ${chat.words.title({ character: chat.characterName })}`,
    divider: `---\n\n*${chat.words.startedAfresh}*\n\n---`,
    turn: (head, text) => `**${escapeMarks(head)}**\n\n${text}`,
  });
}

interface Layout {
  readonly title: string;
  /** Between what was hidden by a reset and what came after it. */
  readonly divider: string;
  readonly turn: (head: string, text: string) => string;
}

function laidOut(
  { turns, excludedBefore }: ReadableChat,
  { title, divider, turn }: Layout,
): string {
  const parts = [title];
  let before = false;
  for (const { position, speakerName, spokenAt, swipes, shown } of turns) {
    const hidden = position <= excludedBefore;
    if (before && !hidden) parts.push(divider);
    before = hidden;
    parts.push(turn(`${speakerName} (${minute(spokenAt)})`, swipes[shown]?.text ?? ""));
  }
  if (before) parts.push(divider);
  return `${parts.join("\n\n")}\n`;
}

function minute(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 16).replace("T", " ");
}

function escapeMarks(text: string): string {
  return text.replace(/[\\*_`~|[\]]/g, "\\$&");
}
