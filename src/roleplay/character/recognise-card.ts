import { UserError } from "../../lib/errors.ts";
import type { Remark } from "../../lib/remark.ts";
import { inEnglish, remark } from "../remarks.ts";
import { type CardReport, isJsonObject, type JsonObject, kindOf } from "./card-fields.ts";
import type { CardGeneration } from "./card-generation.ts";
import { readForeignFields } from "./foreign-fields.ts";
import { firstFields, knownFields } from "./known-fields.ts";

export interface RecognisedCard {
  readonly generation: CardGeneration;
  /** The fields by their names in V3. */
  readonly fields: JsonObject;
  /** What stands before a field's name in the file: `data.` or nothing. */
  readonly prefix: string;
  /** What stands beside `data` and is none of a card's fields. */
  readonly outside: JsonObject;
}

/** The newest version of each specification that this program knows. */
const specifications: ReadonlyMap<
  string,
  { readonly generation: CardGeneration; readonly version: number }
> = new Map([
  ["chara_card_v1", { generation: "v1", version: 1 }],
  ["chara_card_v2", { generation: "v2", version: 2 }],
  ["chara_card_v3", { generation: "v3", version: 3 }],
]);

/** Names beside `data` under which older programs keep a field. */
const oldNames: Readonly<Record<string, string>> = { creator_notes: "creatorcomment" };

/** Settings of a widespread program that stood at the root of V1 cards and in `extensions` since V2. */
const movedToExtensions = ["talkativeness", "fav"];

/**
 * Says what kind of card an object is and where its fields are. Cards that are half one kind and half another exist;
 * what they say is put together.
 *
 * @throws UserError when it is no card.
 */
export function recogniseCard(json: unknown, id: string, report: CardReport): RecognisedCard {
  if (!isJsonObject(json))
    throw notACard(report.file, remark("holds-other", { found: kindOf(json) }));
  const { spec, spec_version: version, data } = json;
  if (spec === undefined || spec === null) {
    const foreign = readForeignFields(json, id, report);
    if (foreign !== undefined) return { ...foreign, prefix: "", outside: {} };
    if (isJsonObject(data) && hasFirstField(data)) {
      report.warn("spec", remark("spec-missing"));
      return { generation: "v2", ...inData(data, json, report) };
    }
    if (!hasFirstField(json)) throw notACard(report.file, remark("no-card-fields"));
    if (isOtherDescription(json)) throw notACard(report.file, remark("other-description"));
    return { generation: "v1", fields: fromFirstVersion(json), prefix: "", outside: {} };
  }
  const generation = checkSpec(spec, version, report);
  if (isJsonObject(data)) return { generation, ...inData(data, json, report) };
  if (!hasFirstField(json)) report.fail("data", remark("data-expected", { found: kindOf(data) }));
  report.warn("data", remark("data-beside-used", { found: kindOf(data) }));
  return { generation, fields: fromFirstVersion(withoutFrame(json)), prefix: "", outside: {} };
}

function checkSpec(spec: unknown, version: unknown, report: CardReport): CardGeneration {
  if (spec === "lorebook_v3") throw notACard(report.file, remark("is-lorebook"));
  if (typeof spec !== "string" || !spec.startsWith("chara_card_"))
    report.fail("spec", remark("spec-expected", { found: quoted(spec) }));
  const known = specifications.get(spec);
  if (known === undefined) {
    report.warn("spec", remark("spec-unknown", { found: quoted(spec) }));
    return "v3";
  }
  // Card editors write it as a text or as a number, or leave it out.
  if (Number.parseFloat(String(version)) > known.version)
    report.warn("spec_version", remark("version-newer", { found: quoted(version) }));
  return known.generation;
}

/** Hybrid cards leave a field of `data` empty and fill the one beside it, where V1 had it. */
function inData(
  data: JsonObject,
  root: JsonObject,
  report: CardReport,
): Omit<RecognisedCard, "generation"> {
  const filled: Record<string, unknown> = {};
  for (const field of knownFields) {
    if (!isBlank(data[field])) continue;
    const name = [field, oldNames[field] ?? field].find((each) => !isBlank(root[each]));
    if (name === undefined) continue;
    report.warn(`data.${field}`, remark("beside-data-used", { name }));
    filled[field] = root[name];
  }
  const outside = Object.entries(withoutFrame(root)).filter(([field]) => !knownFields.has(field));
  return {
    fields: { ...data, ...filled },
    prefix: "data.",
    outside: Object.fromEntries(outside),
  };
}

/** V1 cards of a widespread program hold some things under names of their own. */
function fromFirstVersion(root: JsonObject): JsonObject {
  const moved: Record<string, unknown> = {};
  for (const [field, oldName] of Object.entries(oldNames))
    if (isBlank(root[field]) && typeof root[oldName] === "string") moved[field] = root[oldName];
  if (isBlank(root["extensions"])) {
    const settings = movedToExtensions.filter((name) => !isBlank(root[name]));
    if (settings.length > 0)
      moved["extensions"] = Object.fromEntries(settings.map((name) => [name, root[name]]));
  }
  return { ...root, ...moved };
}

function withoutFrame(root: JsonObject): JsonObject {
  const { spec: _spec, spec_version: _version, data: _data, ...fields } = root;
  return fields;
}

function hasFirstField(fields: JsonObject): boolean {
  return firstFields.some((field) => fields[field] !== undefined);
}

/** A `package.json`, for instance: named and described, and about something else. */
function isOtherDescription(fields: JsonObject): boolean {
  const names = Object.keys(fields);
  const isOfCharacter = (name: string) => isFieldOfCards(name) && !anythingHas.has(name);
  return !names.some(isOfCharacter) && !names.every(isFieldOfCards);
}

function isFieldOfCards(name: string): boolean {
  return (
    knownFields.has(name) ||
    movedToExtensions.includes(name) ||
    Object.values(oldNames).includes(name)
  );
}

/** Fields of cards that files of all kinds have. */
const anythingHas: ReadonlySet<string> = new Set(["name", "description", "tags", "source"]);

function isBlank(value: unknown): boolean {
  if (value === undefined || value === null || value === "") return true;
  return typeof value === "object" && Object.keys(value).length === 0;
}

/** Short and on one line, since anything can stand in a card. */
function quoted(value: unknown): Remark | string {
  return typeof value === "string" || typeof value === "number"
    ? JSON.stringify(`${value}`.slice(0, 40))
    : kindOf(value);
}

function notACard(file: string, why: Remark): UserError {
  return new UserError(
    "card-unknown-format",
    `${file}: not a character card: ${inEnglish(why)}. Expected a card of version 2 or 3, with "spec" and "data".`,
    { values: { file, why } },
  );
}
