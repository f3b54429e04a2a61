import { UserError } from "../../lib/errors.ts";
import type { Remark } from "../../lib/remark.ts";
import { inEnglish, remark } from "../remarks.ts";
import { oneLine } from "./one-line.ts";

/** Collects what is odd about one card, and stops at what is wrong, always by file and field. */
export class CardReport {
  readonly file: string;
  readonly warnings: Remark[] = [];

  constructor(file: string) {
    this.file = file;
  }

  warn(field: string, what: Remark): void {
    this.warnings.push(this.#about(field, what));
  }

  /** @throws UserError `card-field` always. */
  fail(field: string, what: Remark): never {
    const about = this.#about(field, what);
    throw new UserError("card-field", inEnglish(about), { values: about.values });
  }

  #about(field: string, what: Remark): Remark {
    return remark("card-field", { file: this.file, field: oneLine(field, 100), what });
  }
}

export type JsonObject = Readonly<Record<string, unknown>>;

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The fields of a card, read by rules that forgive what card editors get wrong and nothing else. */
export class CardFields {
  readonly #fields: JsonObject;
  readonly #prefix: string;
  readonly #report: CardReport;

  /** `prefix` is what stands before a field's name in messages: `data.` or nothing. */
  constructor(fields: JsonObject, prefix: string, report: CardReport) {
    this.#fields = fields;
    this.#prefix = prefix;
    this.#report = report;
  }

  /** A text that prompts are made of: numbers and truth values are spelt out, lists and objects are an error. */
  text(name: string): string {
    return this.#textOf(this.#fields[name], this.#prefix + name);
  }

  /** A name: on one line of its own, without characters that nobody sees and nobody can type. */
  name(name: string): string {
    return this.label(name).replace(invisible, "").trim();
  }

  /** A text that is only shown to people: what is no text is spelt out or passed over. */
  label(name: string): string {
    const value = this.#fields[name] ?? "";
    if (typeof value === "string") return normaliseNewlines(value).trim();
    const usable = isScalar(value);
    this.#report.warn(
      this.#prefix + name,
      remark(usable ? "text-taken" : "text-left-out", { found: kindOf(value) }),
    );
    return usable ? String(value) : "";
  }

  /** A list of texts for prompts; empty ones are dropped. A lone text is a list of one. */
  texts(name: string): readonly string[] {
    const value = this.#fields[name] ?? [];
    const field = this.#prefix + name;
    if (typeof value === "string") {
      if (value.trim() !== "") this.#report.warn(field, remark("text-taken-as-list"));
      return withoutEmpty([normaliseNewlines(value)]);
    }
    if (!Array.isArray(value))
      this.#report.fail(field, remark("texts-expected", { found: kindOf(value) }));
    const items: readonly unknown[] = value;
    return withoutEmpty(items.map((item, index) => this.#textOf(item, `${field}[${index}]`)));
  }

  /** A list of words that are only shown; a text is split at `separator`. */
  words(name: string, separator: "," | "\n" = ","): readonly string[] {
    const value = this.#fields[name] ?? [];
    const field = this.#prefix + name;
    if (typeof value === "string") {
      const split = separator === "," ? "text-split-at-commas" : "text-split-into-lines";
      if (value.trim() !== "") this.#report.warn(field, remark(split));
      return withoutEmpty(value.split(separator).map((word) => word.trim()));
    }
    if (!Array.isArray(value)) {
      this.#report.warn(field, remark("texts-left-out", { found: kindOf(value) }));
      return [];
    }
    const items: readonly unknown[] = value;
    return withoutEmpty(
      items.map((item) =>
        typeof item === "string" || typeof item === "number" ? `${item}`.trim() : "",
      ),
    );
  }

  /** An object, as it stands; null or an empty one is the same as none. */
  object(name: string): JsonObject | undefined {
    const value = this.#fields[name] ?? undefined;
    if (value === undefined) return undefined;
    if (!isJsonObject(value)) {
      this.#report.warn(this.#prefix + name, remark("object-left-out", { found: kindOf(value) }));
      return undefined;
    }
    return Object.keys(value).length === 0 ? undefined : value;
  }

  /** A list of objects, as they stand; other items are left out. Undefined when there is no list. */
  objects(name: string): readonly JsonObject[] | undefined {
    const value = this.#fields[name] ?? undefined;
    if (value === undefined) return undefined;
    const field = this.#prefix + name;
    if (!Array.isArray(value)) {
      this.#report.warn(field, remark("list-left-out", { found: kindOf(value) }));
      return undefined;
    }
    const items: readonly unknown[] = value;
    return items.filter((item, index): item is JsonObject => {
      if (isJsonObject(item)) return true;
      this.#report.warn(`${field}[${index}]`, remark("object-left-out", { found: kindOf(item) }));
      return false;
    });
  }

  /** A moment in Unix seconds; milliseconds are noticed by their size. */
  moment(name: string): number | undefined {
    const value = this.#fields[name] ?? undefined;
    if (value === undefined) return undefined;
    const field = this.#prefix + name;
    const seconds = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
    if (typeof seconds !== "number" || !(seconds >= 0 && seconds <= latestSeconds * 1000)) {
      this.#report.warn(field, remark("seconds-left-out", { found: kindOf(value) }));
      return undefined;
    }
    if (seconds <= latestSeconds) return seconds;
    this.#report.warn(field, remark("milliseconds-taken"));
    return Math.floor(seconds / 1000);
  }

  #textOf(value: unknown, field: string): string {
    if (value === undefined || value === null) return "";
    if (typeof value === "string") return normaliseNewlines(value);
    if (!isScalar(value))
      this.#report.fail(field, remark("text-expected", { found: kindOf(value) }));
    this.#report.warn(field, remark("text-taken", { found: kindOf(value) }));
    return String(value);
  }
}

/** The year 2286; what is later was meant as milliseconds. */
const latestSeconds = 1e10;

/** Zero-width spaces, word joiners, byte order marks. Joiners stay: emoji and many scripts need them. */
const invisible = /[\u200B\u2060\uFEFF]/g;

/** What a JSON value is, in words that fit after "found". */
export function kindOf(value: unknown): Remark | string {
  if (value === undefined) return remark("nothing");
  if (value === null) return remark("null");
  if (Array.isArray(value)) return remark("list");
  if (typeof value === "string") return remark("text");
  if (typeof value === "number") return remark("number");
  return typeof value === "boolean" ? String(value) : remark("object");
}

function isScalar(value: unknown): value is number | boolean | bigint {
  return typeof value === "number" || typeof value === "boolean" || typeof value === "bigint";
}

/** Cards come from every system: `\r\n` and lone `\r` become `\n`. */
function normaliseNewlines(text: string): string {
  return text.replace(/\r\n?/g, "\n");
}

function withoutEmpty(texts: readonly string[]): readonly string[] {
  return texts.filter((text) => text.trim() !== "");
}
