import { UserError } from "../../lib/errors.ts";

/** Collects what is odd about one card, and stops at what is wrong, always by file and field. */
export class CardReport {
  readonly file: string;
  readonly warnings: string[] = [];

  constructor(file: string) {
    this.file = file;
  }

  warn(field: string, what: string): void {
    this.warnings.push(`${this.file}: ${field}: ${what}`);
  }

  /** @throws UserError `card-field` always. */
  fail(field: string, what: string): never {
    throw new UserError("card-field", `${this.file}: ${field}: ${what}`);
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

  /** A text that prompts are made of: anything but a text is an error; missing or null is empty. */
  text(name: string): string {
    const value = this.#fields[name] ?? "";
    if (typeof value !== "string")
      this.#report.fail(this.#prefix + name, `expected text, found ${kindOf(value)}`);
    return normaliseNewlines(value);
  }

  /** A text that is only shown to people: a number is taken as its digits, other things are passed over. */
  label(name: string): string {
    const value = this.#fields[name] ?? "";
    if (typeof value === "string") return normaliseNewlines(value).trim();
    const usable = typeof value === "number";
    this.#report.warn(
      this.#prefix + name,
      `expected text, found ${kindOf(value)}; ${usable ? "its digits are used" : "it is left out"}`,
    );
    return usable ? String(value) : "";
  }

  /** A list of texts for prompts; empty ones are dropped. A lone text is a list of one. */
  texts(name: string): readonly string[] {
    const value = this.#fields[name] ?? [];
    const field = this.#prefix + name;
    if (typeof value === "string") {
      this.#report.warn(
        field,
        "expected a list of texts, found a text; it is taken as a list of one",
      );
      return withoutEmpty([normaliseNewlines(value)]);
    }
    if (!Array.isArray(value))
      this.#report.fail(field, `expected a list of texts, found ${kindOf(value)}`);
    const items: readonly unknown[] = value;
    return withoutEmpty(
      items.map((item, index) => {
        if (typeof item === "string") return normaliseNewlines(item);
        if (item === null) return "";
        return this.#report.fail(`${field}[${index}]`, `expected text, found ${kindOf(item)}`);
      }),
    );
  }

  /** A list of words that are only shown; a text is split at its commas. */
  words(name: string): readonly string[] {
    const value = this.#fields[name] ?? [];
    const field = this.#prefix + name;
    if (typeof value === "string") {
      if (value.trim() !== "")
        this.#report.warn(
          field,
          "expected a list of texts, found a text; it is split at its commas",
        );
      return withoutEmpty(value.split(",").map((word) => word.trim()));
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
}

/** What a JSON value is, in words that fit after "found". */
export function kindOf(value: unknown): string {
  if (value === undefined) return "nothing";
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "string") return "a text";
  if (typeof value === "number") return "a number";
  return typeof value === "object" ? "an object" : JSON.stringify(value);
}

/** Cards come from every system: `\r\n` and lone `\r` become `\n`. */
function normaliseNewlines(text: string): string {
  return text.replace(/\r\n?/g, "\n");
}

function withoutEmpty(texts: readonly string[]): readonly string[] {
  return texts.filter((text) => text.trim() !== "");
}
