import { remark } from "../remarks.ts";
import type { ReportProblem } from "./field-codec.ts";
import type { JsonObject } from "./lorebook.ts";

/**
 * Readers for the kinds of values that lorebook files hold. Files in the wild have been through many hands, so a
 * value of the wrong type is understood where it can be, and the rest falls back to what an absent field means.
 */

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Newlines become `\n`; null is no text; a number or a flag is its text. */
export const text = {
  read(raw: unknown, problem: ReportProblem): string {
    if (typeof raw === "string") return raw.replace(/\r\n?/g, "\n");
    if (raw === null || raw === undefined) return "";
    if (typeof raw === "number" || typeof raw === "boolean") {
      problem(remark("should-be-text"));
      return String(raw);
    }
    problem(remark("should-be-text-left-out"));
    return "";
  },
};

/** A list of texts; one text with commas is a list too. Empty items go. */
export const textList = {
  read(raw: unknown, problem: ReportProblem): readonly string[] {
    if (raw === null || raw === undefined) return [];
    if (typeof raw === "string") {
      if (raw.trim() !== "") problem(remark("should-be-list-split"));
      return splitAtCommas(raw);
    }
    if (!Array.isArray(raw)) {
      problem(remark("should-be-list-left-out"));
      return [];
    }
    if (raw.some((item) => typeof item !== "string")) problem(remark("should-hold-text"));
    return raw
      .filter((item) => typeof item === "string" || typeof item === "number")
      .map((item) => String(item).replace(/\r\n?/g, "\n"))
      .filter((item) => item.trim() !== "");
  },
};

export const flag = {
  read: (raw: unknown, problem: ReportProblem): boolean => readFlag(raw, problem) ?? false,
};

/** Null: not decided here. */
export const optionalFlag = { read: readFlag };

/** `fallback` for what isn't a number; values outside `min` to `max` are moved to the nearer end. */
export function number(fallback: number, min = -1e9, max = 1e9) {
  return {
    read: (raw: unknown, problem: ReportProblem): number =>
      readNumber(raw, min, max, problem) ?? fallback,
  };
}

/** Null: not decided here. */
export function optionalNumber(min = -1e9, max = 1e9) {
  return {
    read: (raw: unknown, problem: ReportProblem): number | null =>
      readNumber(raw, min, max, problem),
  };
}

/** One of a few values that stand for words; unknown ones are `fallback`. */
export function choice<Word extends string>(
  values: ReadonlyMap<unknown, Word>,
  fallback: Word,
): {
  read: (raw: unknown, problem: ReportProblem) => Word;
  write: (word: Word) => unknown;
} {
  return {
    read(raw, problem) {
      const word = values.get(
        typeof raw === "string" && raw.trim() !== "" && !Number.isNaN(Number(raw))
          ? Number(raw)
          : raw,
      );
      if (word === undefined && raw !== null) problem(remark("unknown-value"));
      return word ?? fallback;
    },
    write: (word) => [...values].find(([, candidate]) => candidate === word)?.[0] ?? null,
  };
}

export const objectValue = {
  read(raw: unknown, problem: ReportProblem): JsonObject {
    if (isObject(raw)) return raw;
    if (raw !== null) problem(remark("should-be-object-left-out"));
    return {};
  },
};

export function splitAtCommas(list: string): string[] {
  return list
    .split(",")
    .map((item) => item.trim())
    .filter((item) => item !== "");
}

function readFlag(raw: unknown, problem: ReportProblem): boolean | null {
  if (typeof raw === "boolean") return raw;
  if (raw === null || raw === undefined) return null;
  if (raw === 1 || raw === "true" || raw === "1") {
    problem(remark("should-be-flag"));
    return true;
  }
  if (raw === 0 || raw === "false" || raw === "0" || raw === "") {
    problem(remark("should-be-flag"));
    return false;
  }
  problem(remark("should-be-flag-ignored"));
  return null;
}

function readNumber(raw: unknown, min: number, max: number, problem: ReportProblem): number | null {
  if (raw === null || raw === undefined) return null;
  let value: number;
  if (typeof raw === "number") value = raw;
  else if (typeof raw === "boolean") value = Number(raw);
  else if (typeof raw === "string" && raw.trim() !== "") {
    value = Number(raw);
    if (Number.isFinite(value)) problem(remark("should-be-number"));
  } else value = Number.NaN;
  if (!Number.isFinite(value)) {
    problem(remark("should-be-number-ignored"));
    return null;
  }
  if (value < min || value > max) problem(remark("should-be-between", { min, max }));
  return Math.min(max, Math.max(min, value));
}
