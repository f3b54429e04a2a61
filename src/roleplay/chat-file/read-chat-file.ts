import type { z } from "zod";
import { UserError } from "../../lib/errors.ts";
import type { Remark } from "../../lib/remark.ts";
import { inEnglish, remark } from "../remarks.ts";
import type { ChatFile, ChatFileNote } from "./chat-file.ts";
import { type ChatHeader, type ChatLine, chatHeaderSchema, chatLineSchema } from "./chat-line.ts";
import { turnOf } from "./read-turn.ts";

/** Of one file: years of chatting have less. */
export const chatFileLimits = { bytes: 200_000_000, lines: 1_000_000 } as const;

/** A first line without any of these is of another kind of file. */
const headerFields = ["user_name", "character_name", "chat_metadata"];

/**
 * Reads a chat of SillyTavern: JSON in each line, the first one about the chat, every other one a turn. Chats without
 * the first line are read too.
 *
 * @throws UserError that names the file and the line, and says what was expected.
 */
export function readChatFile(bytes: Uint8Array, fileName: string): ChatFile {
  if (bytes.length > chatFileLimits.bytes)
    throw tooLarge(fileName, remark("megabytes", { limit: 200 }));
  const lines = writtenLines(decode(bytes, fileName));
  if (lines.length > chatFileLimits.lines)
    throw tooLarge(fileName, remark("lines", { limit: chatFileLimits.lines }));
  const [first] = lines;
  if (first === undefined)
    throw new UserError("chat-empty", `${fileName}: the file is empty; expected a chat as JSONL.`, {
      values: { file: fileName },
    });

  const opening = parseLine(first, fileName);
  const hasHeader = !("mes" in opening);
  if (hasHeader && !headerFields.some((field) => field in opening))
    throw oddLine(fileName, first, remark("not-of-a-chat"));
  const header = hasHeader ? checked(chatHeaderSchema, opening, first, fileName) : undefined;
  const turns = lines.slice(hasHeader ? 1 : 0).map((line) => ({
    line: line.number,
    fields: checked(chatLineSchema, parseLine(line, fileName), line, fileName),
  }));
  const isVisible = ({ fields }: { readonly fields: ChatLine }) => fields.is_system !== true;
  const visible = turns.filter(isVisible);
  const start = turns.findIndex(isVisible);
  return {
    userName: header?.user_name ?? "",
    characterName: header?.character_name ?? "",
    turns: visible.map(({ line, fields }) => turnOf(line, fields)),
    hiddenBefore: turns
      .slice(0, start === -1 ? turns.length : start)
      .map(({ line, fields }) => turnOf(line, fields)),
    hiddenTurns: turns.length - visible.length,
    note: noteOf(header),
    variables: variablesOf(header),
  };
}

interface Line {
  /** From 1. */
  readonly number: number;
  readonly text: string;
}

function decode(bytes: Uint8Array, fileName: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    throw new UserError("chat-not-text", `${fileName}: not UTF-8 text; expected a chat as JSONL.`, {
      cause: error,
      values: { file: fileName },
    });
  }
}

/** The lines that aren't blank. Only a line feed ends one: JSON may hold all other marks of line ends. */
function writtenLines(text: string): readonly Line[] {
  return text
    .split("\n")
    .map((line, index) => ({ number: index + 1, text: line.trim() }))
    .filter((line) => line.text !== "");
}

function parseLine(line: Line, fileName: string): object {
  let value: unknown;
  try {
    value = JSON.parse(line.text);
  } catch (error) {
    throw oddLine(fileName, line, remark("not-json"), error);
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  throw oddLine(fileName, line, remark("json-object-expected"));
}

function checked<Schema extends z.ZodType>(
  schema: Schema,
  value: object,
  line: Line,
  fileName: string,
): z.infer<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const field = issue?.path.join(".") ?? "";
  const what = issue?.message ?? "not understood";
  throw oddLine(fileName, line, remark("field-odd", { field, what }));
}

/** Numbers and truth values are texts to a card. */
function variablesOf(header: ChatHeader | undefined): ChatFile["variables"] {
  const variables = Object.entries(header?.chat_metadata?.variables ?? {});
  return Object.fromEntries(
    variables.flatMap(([name, value]) =>
      typeof value === "string" || typeof value === "number" || typeof value === "boolean"
        ? [[name, String(value)]]
        : [],
    ),
  );
}

const noteRoles = ["system", "user", "assistant"] as const;

/** The position among the turns; SillyTavern's other two stand before the chat. */
const inChat = 1;

function noteOf(header: ChatHeader | undefined): ChatFileNote | undefined {
  const metadata = header?.chat_metadata;
  if (metadata === undefined || metadata.note_prompt.trim() === "") return undefined;
  return {
    text: metadata.note_prompt,
    interval: metadata.note_interval,
    depth: metadata.note_position === inChat ? metadata.note_depth : null,
    role: noteRoles[metadata.note_role] ?? "system",
  };
}

function oddLine(file: string, { number }: Line, why: Remark, cause?: unknown): UserError {
  return new UserError("chat-line", `${file}, line ${number}: ${inEnglish(why)}.`, {
    cause,
    values: { file, number, why },
  });
}

function tooLarge(file: string, why: Remark): UserError {
  return new UserError("chat-too-large", `${file}: ${inEnglish(why)}.`, { values: { file, why } });
}
