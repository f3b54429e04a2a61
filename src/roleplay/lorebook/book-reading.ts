import { UserError } from "../../lib/errors.ts";
import type { Remark } from "../../lib/remark.ts";
import { inEnglish, remark } from "../remarks.ts";
import type { ReportProblem } from "./field-codec.ts";
import { isObject } from "./field-kinds.ts";
import type { JsonObject, Lorebook, LorebookEntry } from "./lorebook.ts";
import { checkEntryCount, checkLimits } from "./lorebook-limits.ts";

/** A book together with what was odd about its file. */
export interface ReadLorebook {
  readonly book: Lorebook;
  readonly warnings: readonly Remark[];
}

/** After this many warnings a file says nothing new. */
const warningLimit = 100;

/** One entry as a file holds it: an array's item or an object's value with its key. */
export interface RawEntry {
  readonly fields: JsonObject;
  /** What to call it in warnings. */
  readonly label: Remark;
  /** The key that it had in an object of entries. */
  readonly key: string | null;
}

/** Collects warnings, each with what it is about. */
export class Warnings {
  readonly #remarks: Remark[] = [];
  #omitted = 0;

  about(subject: Remark): ReportProblem {
    return (what) => this.add(subject, what);
  }

  add(subject: Remark, what: Remark): void {
    if (this.#remarks.length < warningLimit) this.#remarks.push(remark("about", { subject, what }));
    else this.#omitted += 1;
  }

  list(): readonly Remark[] {
    return this.#omitted === 0
      ? this.#remarks
      : [...this.#remarks, remark("more-warnings", { count: this.#omitted })];
  }
}

/**
 * The entries of a file, whether it holds them in an array or in an object. Throws a {@link UserError} when there is
 * no such field or too much in it; items that aren't objects are skipped with a warning.
 */
export function rawEntries(entries: unknown, field: string, warnings: Warnings): RawEntry[] {
  if (typeof entries !== "object" || entries === null) {
    throw notABook("a lorebook that can be read", remark("no-list-of-entries", { field }));
  }
  const isList = Array.isArray(entries);
  const items = Object.entries(entries);
  checkEntryCount(items.length);
  if (!isList) items.sort(([left], [right]) => compareIds(left, right));
  const found: RawEntry[] = [];
  for (const [key, fields] of items) {
    const label = isList
      ? remark("entry", { number: Number(key) + 1 })
      : remark("entry-by-key", { key: key.slice(0, 40) });
    if (isObject(fields)) found.push({ fields, label, key: isList ? null : key });
    else warnings.add(label, remark("entry-skipped"));
  }
  return found;
}

/** Says that a file isn't what its format says, and why. */
export function notABook(format: string, why: Remark): UserError {
  return new UserError("lorebook-invalid", `This is not ${format}: ${inEnglish(why)}.`, {
    values: { why },
  });
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
        remark("entry", { number: index + 1 }),
        remark("id-taken", { id: wanted.slice(0, 40), other: id.slice(0, 44) }),
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
