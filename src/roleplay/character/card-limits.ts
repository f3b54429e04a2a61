import { UserError } from "../../lib/errors.ts";
import type { Remark } from "../../lib/remark.ts";
import { inEnglish, remark } from "../remarks.ts";

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
    throw tooLarge(
      where,
      remark("bytes", { size: mebibytes(length), limit: mebibytes(limitBytes) }),
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
      throw tooLarge(where, remark("brackets", { limit: cardLimits.brackets }));
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
      throw tooLarge(where, remark("values-or-text", { limit: cardLimits.values }));
    if (typeof next.value !== "object" || next.value === null) continue;
    const depth = next.depth + 1;
    if (depth > cardLimits.depth)
      throw tooLarge(where, remark("depth", { limit: cardLimits.depth }));
    for (const child of Object.values(next.value) as unknown[])
      if (waiting.push({ value: child, depth }) > cardLimits.values)
        throw tooLarge(where, remark("values", { limit: cardLimits.values }));
  }
}

/** What says of which part of a card there is too much. */
export function tooLarge(where: string, why: Remark): UserError {
  return new UserError("card-too-large", `${where}: too large to be read: ${inEnglish(why)}.`, {
    values: { file: where, why },
  });
}
