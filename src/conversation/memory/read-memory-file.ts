import { z } from "zod";
import { UserError } from "../../lib/errors.ts";
import { readChatFile } from "../../roleplay/chat-file/read-chat-file.ts";
import { blankNote, type ConversationNote, noteLimits } from "../authors-note.ts";

/** What a file of another program has to be kept in mind. */
export interface MemoryFile {
  /** Texts of KoboldAI's Memory, each short enough for a fact. */
  readonly memory: readonly string[];
  readonly note: ConversationNote | null;
}

/**
 * KoboldAI's saves and KoboldAI Lite's: the same names for both; the older keeps the note's template beside it. Lite says
 * how strong a note is by its distance in characters.
 */
const koboldSchema = z.object({
  memory: z.string().catch(""),
  authorsnote: z.string().catch(""),
  authorsnotetemplate: z.string().catch(""),
  anotetemplate: z.string().catch(""),
  anotestr: z.coerce.number().catch(Number.NaN),
  andepth: z.number().int().nonnegative().catch(Number.NaN),
});

const longestFact = 2000;

/**
 * Reads the Memory and the Author's Note of a KoboldAI save (JSON) or the note of a SillyTavern chat (JSONL).
 *
 * @throws UserError that names the file and says what was expected.
 */
export function readMemoryFile(bytes: Uint8Array, name: string): MemoryFile {
  const save = parse(bytes);
  if (save !== undefined && ("memory" in save || "authorsnote" in save))
    return readKobold(save, name);
  const { note } = readChatFile(bytes, name);
  if (note === undefined) throw nothingIn(name);
  return {
    memory: [],
    note: {
      text: note.text.slice(0, noteLimits.text),
      depth: Math.min(note.depth ?? noteLimits.depth, noteLimits.depth),
      interval: Math.min(note.interval, noteLimits.interval),
      role: note.role,
    },
  };
}

function readKobold(save: object, name: string): MemoryFile {
  const fields = koboldSchema.parse(save);
  const memory = pieces(fields.memory);
  const template = fields.authorsnotetemplate || fields.anotetemplate;
  const own = fields.authorsnote.trim();
  const text = own === "" ? "" : template.includes("<|>") ? template.replace("<|>", own) : own;
  if (memory.length === 0 && text === "") throw nothingIn(name);
  const note =
    text === ""
      ? null
      : { ...blankNote, text: text.trim().slice(0, noteLimits.text), depth: koboldDepth(fields) };
  return { memory, note };
}

function koboldDepth({ andepth, anotestr }: z.infer<typeof koboldSchema>): number {
  if (Number.isInteger(andepth)) return Math.min(andepth, noteLimits.depth);
  if (Number.isNaN(anotestr)) return blankNote.depth;
  return anotestr >= 480 ? 4 : anotestr >= 320 ? 3 : anotestr >= 160 ? 1 : 0;
}

/** A long Memory becomes several facts, at its paragraphs where it can. */
function pieces(text: string): readonly string[] {
  const parts: string[] = [];
  for (const paragraph of text.trim().split(/\n\s*\n/)) {
    const last = parts.at(-1);
    if (last !== undefined && last.length + paragraph.length + 2 <= longestFact)
      parts[parts.length - 1] = `${last}\n\n${paragraph}`;
    else
      for (let start = 0; start < paragraph.length; start += longestFact)
        parts.push(paragraph.slice(start, start + longestFact));
  }
  return parts.filter((part) => part.trim() !== "");
}

function parse(bytes: Uint8Array): object | undefined {
  try {
    const value: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

function nothingIn(name: string): UserError {
  return new UserError(
    "memory-file-empty",
    `${name}: neither a Memory nor an Author's Note is in it; expected a save of KoboldAI (JSON) or a chat of SillyTavern (JSONL).`,
    { values: { file: name } },
  );
}
