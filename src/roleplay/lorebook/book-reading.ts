import { UserError } from "../../lib/errors.ts";
import type { ReportProblem } from "./field-codec.ts";
import { isObject } from "./field-kinds.ts";
import type { JsonObject, Lorebook, LorebookEntry } from "./lorebook.ts";
import { checkEntryCount, checkLimits } from "./lorebook-limits.ts";

/** A book together with what was odd about its file. */
export interface ReadLorebook {
  readonly book: Lorebook;
  readonly warnings: readonly string[];
}

/** After this many warnings a file says nothing new. */
const warningLimit = 100;

/** One entry as a file holds it: an array's item or an object's value with its key. */
export interface RawEntry {
  readonly fields: JsonObject;
  /** What to call it in warnings. */
  readonly label: string;
  /** The key that it had in an object of entries. */
  readonly key: string | null;
}

/** Collects warnings, each with what it is about. */
export class Warnings {
  readonly #texts: string[] = [];
  #omitted = 0;

  about(subject: string): ReportProblem {
    return (problem) => this.add(`${subject}: ${problem}`);
  }

  add(warning: string): void {
    if (this.#texts.length < warningLimit) this.#texts.push(warning);
    else this.#omitted += 1;
  }

  list(): readonly string[] {
    return this.#omitted === 0
      ? this.#texts
      : [...this.#texts, `${this.#omitted} further warnings are left out`];
  }
}

/**
 * The entries of a file, whether it holds them in an array or in an object. Throws a {@link UserError} when there is
 * no such field or too much in it; items that aren't objects are skipped with a warning.
 */
export function rawEntries(entries: unknown, field: string, warnings: Warnings): RawEntry[] {
  if (typeof entries !== "object" || entries === null) {
    throw new UserError(
      "lorebook-invalid",
      `This is not a lorebook that can be read: "${field}" should be a list of entries.`,
    );
  }
  const isList = Array.isArray(entries);
  const items = Object.entries(entries);
  checkEntryCount(items.length);
  if (!isList) items.sort(([left], [right]) => compareIds(left, right));
  const found: RawEntry[] = [];
  for (const [key, fields] of items) {
    const label = `entry ${isList ? Number(key) + 1 : `"${key.slice(0, 40)}"`}`;
    if (isObject(fields)) found.push({ fields, label, key: isList ? null : key });
    else warnings.add(`${label}: is not an object; it is skipped`);
  }
  return found;
}

/** The entries with ids that differ, checked against the limits. Warns of ids that had to be changed. */
export function finishEntries(
  entries: readonly LorebookEntry[],
  warnings: Warnings,
): readonly LorebookEntry[] {
  checkLimits(entries);
  const taken = new Set<string>();
  const copies = new Map<string, number>();
  return entries.map((entry, index) => {
    const wanted = entry.id === "" ? String(index) : entry.id;
    let id = wanted;
    for (let copy = copies.get(wanted) ?? 2; taken.has(id); copy += 1) {
      id = `${wanted}#${copy}`;
      copies.set(wanted, copy + 1);
    }
    taken.add(id);
    if (id !== entry.id && entry.id !== "") {
      warnings.add(
        `entry ${index + 1}: the id "${wanted.slice(0, 40)}" is taken; it is "${id.slice(0, 44)}" here`,
      );
    }
    return id === entry.id ? entry : { ...entry, id };
  });
}

/** An id as text; absent and unusable ones are empty. */
export function idText(raw: unknown): string {
  if (typeof raw === "number" && Number.isFinite(raw)) return String(raw);
  return typeof raw === "string" ? raw.slice(0, 200) : "";
}

/** Numbers by value, before words by code unit: the order of entries that doesn't depend on where they stand. */
export function compareIds(left: string, right: string): number {
  const [leftNumber, rightNumber] = [idNumber(left), idNumber(right)];
  if (leftNumber !== rightNumber) return leftNumber - rightNumber;
  return left < right ? -1 : left > right ? 1 : 0;
}

function idNumber(id: string): number {
  return /^\d{1,15}$/.test(id) ? Number(id) : Number.MAX_SAFE_INTEGER;
}
