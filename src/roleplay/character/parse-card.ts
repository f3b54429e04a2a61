import { UserError } from "../../lib/errors.ts";
import { CardFields, CardReport, isJsonObject, type JsonObject, kindOf } from "./card-fields.ts";
import type { Character } from "./character.ts";

export interface ReadCard {
  readonly card: Character;
  /** What is odd about the card and how it was read nevertheless, each with file and field. */
  readonly warnings: readonly string[];
}

/** The card's fields that a {@link Character} has a place for; all others go to `rest`. */
const knownFields: ReadonlySet<string> = new Set([
  "name",
  "nickname",
  "description",
  "personality",
  "scenario",
  "first_mes",
  "alternate_greetings",
  "group_only_greetings",
  "mes_example",
  "system_prompt",
  "post_history_instructions",
  "creator_notes",
  "creator",
  "character_version",
  "tags",
  "character_book",
]);

/** What V1 cards consist of; V2 and V3 have the same names inside `data`. */
const firstFields = ["name", "description", "personality", "scenario", "first_mes", "mes_example"];

/** The newest version of each specification that this program knows. */
const specVersions: ReadonlyMap<string, number> = new Map([
  ["chara_card_v2", 2],
  ["chara_card_v3", 3],
]);

/** What a widespread card editor writes for "no notes". */
const emptyCreatorNotes = "Creator's notes go here.";

/**
 * Reads the JSON of a character card of version 1, 2 or 3.
 *
 * @throws UserError that names file and field and says what was expected.
 */
export function parseCard(json: unknown, id: string, file: string): ReadCard {
  const report = new CardReport(file);
  const { fields, prefix } = locateFields(json, report);
  const read = new CardFields(fields, prefix, report);
  const name = read.text("name").trim();
  if (name === "") report.fail(`${prefix}name`, "is missing; give the character a name");
  const creatorNotes = read.label("creator_notes");
  const card: Character = {
    id,
    name,
    nickname: read.label("nickname"),
    description: read.text("description"),
    personality: read.text("personality"),
    scenario: read.text("scenario"),
    firstMessage: read.text("first_mes"),
    alternateGreetings: read.texts("alternate_greetings"),
    groupOnlyGreetings: read.texts("group_only_greetings"),
    exampleDialogue: read.text("mes_example"),
    systemPrompt: read.text("system_prompt"),
    postHistoryInstructions: read.text("post_history_instructions"),
    creatorNotes: creatorNotes === emptyCreatorNotes ? "" : creatorNotes,
    creator: read.label("creator"),
    characterVersion: read.label("character_version"),
    tags: read.words("tags"),
    characterBook: read.object("character_book"),
    rest: Object.fromEntries(Object.entries(fields).filter(([field]) => !knownFields.has(field))),
  };
  return { card, warnings: report.warnings };
}

/** Where the fields stand: in `data` since V2, at the root before. */
function locateFields(
  json: unknown,
  report: CardReport,
): { readonly fields: JsonObject; readonly prefix: string } {
  if (!isJsonObject(json)) throw notACard(report.file, `it holds ${kindOf(json)}`);
  const { spec, data } = json;
  if (spec === undefined || spec === null) {
    if (isJsonObject(data) && hasFirstField(data)) {
      report.warn("spec", "is missing; the card is read as version 2");
      return { fields: withRootFields(data, json, report), prefix: "data." };
    }
    if (!hasFirstField(json)) throw notACard(report.file, "it has none of a card's fields");
    return { fields: json, prefix: "" };
  }
  checkSpec(spec, json.spec_version, report);
  if (isJsonObject(data)) return { fields: withRootFields(data, json, report), prefix: "data." };
  if (!hasFirstField(json))
    report.fail("data", `expected an object with the card's fields, found ${kindOf(data)}`);
  report.warn("data", `expected an object, found ${kindOf(data)}; the fields beside it are used`);
  const { spec: _spec, spec_version: _version, data: _data, ...fields } = json;
  return { fields, prefix: "" };
}

function checkSpec(spec: unknown, version: unknown, report: CardReport): void {
  if (spec === "lorebook_v3") throw notACard(report.file, "it is a lorebook");
  if (typeof spec !== "string" || !spec.startsWith("chara_card_"))
    report.fail("spec", `expected "chara_card_v2" or "chara_card_v3", found ${quoted(spec)}`);
  const known = specVersions.get(spec);
  if (known === undefined)
    report.warn("spec", `${quoted(spec)} is unknown; the card is read as version 3`);
  // Card editors write it as a text or as a number.
  else if (Number.parseFloat(String(version)) > known)
    report.warn(
      "spec_version",
      `${quoted(version)} is newer than this program; some of the card may be missed`,
    );
}

/** Hybrid cards leave a field of `data` empty and fill the one beside it, where V1 had it. */
function withRootFields(data: JsonObject, root: JsonObject, report: CardReport): JsonObject {
  const filled: Record<string, unknown> = {};
  for (const field of firstFields) {
    const beside = root[field];
    if (!isBlank(data[field]) || typeof beside !== "string" || isBlank(beside)) continue;
    report.warn(`data.${field}`, `is empty; the text of "${field}" beside "data" is used`);
    filled[field] = beside;
  }
  return { ...data, ...filled };
}

function hasFirstField(fields: JsonObject): boolean {
  return firstFields.some((field) => fields[field] !== undefined);
}

function isBlank(value: unknown): boolean {
  return value === undefined || value === null || value === "";
}

/** Short and on one line, since anything can stand in a card. */
function quoted(value: unknown): string {
  return typeof value === "string" || typeof value === "number"
    ? JSON.stringify(`${value}`.slice(0, 40))
    : kindOf(value);
}

function notACard(file: string, why: string): UserError {
  return new UserError(
    "card-unknown-format",
    `${file}: not a character card: ${why}. Expected a card of version 2 or 3, with "spec" and "data".`,
  );
}
