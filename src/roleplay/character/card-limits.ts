import { UserError } from "../../lib/errors.ts";

const mebibyte = 1024 * 1024;

/** What a card may be at most. Cards come from strangers; honest ones stay far below. */
export const cardLimits = {
  /** The file as a whole, with its picture and its assets. */
  fileBytes: 64 * mebibyte,
  /** The card's JSON, inflated; also any other text inside a picture. */
  textBytes: 16 * mebibyte,
  /** YAML takes a hundred times as long to read as JSON. */
  /** Far below JSON: some malformed YAML takes a time that grows with the square of its length. */
  yamlBytes: mebibyte / 16,
  /** Lists and objects inside one another. */
  depth: 64,
  /** Texts, numbers, lists and objects together. */
  values: 200_000,
  /** `{` and `[` in a card's JSON, those in its texts too: 16 MiB of empty objects would be a gigabyte in memory. */
  brackets: 1_000_000,
  /** Files inside a CHARX file or a PNG. */
  files: 4_096,
  /** All files inside a CHARX file or a PNG together, inflated. */
  filesBytes: 256 * mebibyte,
  /** Characters of a path inside a CHARX file. */
  pathLength: 512,
} as const;

/** @throws UserError `card-too-large` when a file or a part of it has more bytes than allowed. */
export function checkBytes(length: number, limitBytes: number, where: string): void {
  if (length > limitBytes)
    throw new UserError(
      "card-too-large",
      `${where}: too large to be read: ${mebibytes(length)}, allowed are ${mebibytes(limitBytes)}.`,
    );
}

export function mebibytes(bytes: number): string {
  return `${Math.ceil(bytes / mebibyte)} MiB`;
}

/** @throws UserError `card-too-large` when a text would be too many lists and objects. */
export function checkBrackets(text: string, where: string): void {
  let brackets = 0;
  for (const _ of text.matchAll(/[[{]/g)) {
    brackets += 1;
    if (brackets > cardLimits.brackets)
      throw tooLarge(where, `it has more than ${cardLimits.brackets} brackets`);
  }
}

/**
 * Refuses values that would be costly to walk: nested deeply, or made of more parts than any card. YAML can repeat one
 * part many times at no cost in bytes, and even put it into itself; each time counts here.
 *
 * @throws UserError `card-too-large`.
 */
export function checkShape(value: unknown, where: string): void {
  let values = 0;
  let characters = 0;
  const waiting: { readonly value: unknown; readonly depth: number }[] = [{ value, depth: 0 }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    values += 1;
    if (typeof next.value === "string") characters += next.value.length;
    if (values > cardLimits.values || characters > cardLimits.textBytes)
      throw tooLarge(where, `it has more than ${cardLimits.values} values or too much text`);
    if (typeof next.value !== "object" || next.value === null) continue;
    const depth = next.depth + 1;
    if (depth > cardLimits.depth)
      throw tooLarge(where, `it is nested more than ${cardLimits.depth} deep`);
    for (const child of Object.values(next.value) as unknown[])
      if (waiting.push({ value: child, depth }) > cardLimits.values)
        throw tooLarge(where, `it has more than ${cardLimits.values} values`);
  }
}

function tooLarge(where: string, what: string): UserError {
  return new UserError("card-too-large", `${where}: too large to be read: ${what}.`);
}
