import { UserError } from "../../lib/errors.ts";
import { oneLine } from "./one-line.ts";

/** Collects what is odd about one card, and stops at what is wrong, always by file and field. */
export class CardReport {
  readonly file: string;
  readonly warnings: string[] = [];

  constructor(file: string) {
    this.file = file;
  }

  warn(field: string, what: string): void {
    this.warnings.push(`${this.file}: ${oneLine(field, 100)}: ${what}`);
  }

  /** @throws UserError `card-field` always. */
  fail(field: string, what: string): never {
    throw new UserError("card-field", `${this.file}: ${oneLine(field, 100)}: ${what}`);
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
      `expected text, found ${kindOf(value)}; ${usable ? "it is taken as text" : "it is left out"}`,
    );
    return usable ? String(value) : "";
  }

  /** A list of texts for prompts; empty ones are dropped. A lone text is a list of one. */
  texts(name: string): readonly string[] {
    const value = this.#fields[name] ?? [];
    const field = this.#prefix + name;
    if (typeof value === "string") {
      if (value.trim() !== "")
        this.#report.warn(
          field,
          "expected a list of texts, found a text; it is taken as a list of one",
        );
      return withoutEmpty([normaliseNewlines(value)]);
    }
    if (!Array.isArray(value))
      this.#report.fail(field, `expected a list of texts, found ${kindOf(value)}`);
    const items: readonly unknown[] = value;
    return withoutEmpty(items.map((item, index) => this.#textOf(item, `${field}[${index}]`)));
  }

  /** A list of words that are only shown; a text is split at `separator`. */
  words(name: string, separator: "," | "\n" = ","): readonly string[] {
    const value = this.#fields[name] ?? [];
    const field = this.#prefix + name;
    if (typeof value === "string") {
      const split = separator === "," ? "split at the commas" : "split into its lines";
      if (value.trim() !== "")
        this.#report.warn(field, `expected a list of texts, found a text; it is ${split}`);
      return withoutEmpty(value.split(separator).map((word) => word.trim()));
    }
    if (!Array.isArray(value)) {
      this.#report.warn(field, `expected a list of texts, found ${kindOf(value)}; it is left out`);
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
      this.#report.warn(
        this.#prefix + name,
        `expected an object, found ${kindOf(value)}; it is left out`,
      );
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
      this.#report.warn(field, `expected a list, found ${kindOf(value)}; it is left out`);
      return undefined;
    }
    const items: readonly unknown[] = value;
    return items.filter((item, index): item is JsonObject => {
      if (isJsonObject(item)) return true;
      this.#report.warn(
        `${field}[${index}]`,
        `expected an object, found ${kindOf(item)}; it is left out`,
      );
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
      this.#report.warn(
        field,
        `expected a number of seconds, found ${kindOf(value)}; it is left out`,
      );
      return undefined;
    }
    if (seconds <= latestSeconds) return seconds;
    this.#report.warn(field, "is in milliseconds; it is taken as seconds");
    return Math.floor(seconds / 1000);
  }

  #textOf(value: unknown, field: string): string {
    if (value === undefined || value === null) return "";
    if (typeof value === "string") return normaliseNewlines(value);
    if (!isScalar(value)) this.#report.fail(field, `expected text, found ${kindOf(value)}`);
    this.#report.warn(field, `expected text, found ${kindOf(value)}; it is taken as text`);
    return String(value);
  }
}

/** The year 2286; what is later was meant as milliseconds. */
const latestSeconds = 1e10;

/** Zero-width spaces, word joiners, byte order marks. Joiners stay: emoji and many scripts need them. */
const invisible = /[\u200B\u2060\uFEFF]/g;

/** What a JSON value is, in words that fit after "found". */
export function kindOf(value: unknown): string {
  if (value === undefined) return "nothing";
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "string") return "a text";
  if (typeof value === "number") return "a number";
  return typeof value === "boolean" ? String(value) : "an object";
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
