import type { Remark } from "../../lib/remark.ts";
import { remark } from "../remarks.ts";
import { backfillNotice } from "./backfill-notice.ts";
import { CardFields, CardReport, type JsonObject } from "./card-fields.ts";
import type { CardGeneration } from "./card-generation.ts";
import { checkShape } from "./card-limits.ts";
import type { CardAsset, Character } from "./character.ts";
import { knownFields } from "./known-fields.ts";
import { recogniseCard } from "./recognise-card.ts";

export interface ReadCard {
  readonly card: Character;
  /** Which specification or program the card was made for. */
  readonly generation: CardGeneration;
  /** What is odd about the card and how it was read nevertheless, each with file and field. */
  readonly warnings: readonly Remark[];
}

/** What a widespread card editor writes for "no notes". */
const emptyCreatorNotes = "Creator's notes go here.";

/**
 * Reads what stands in a character card: the object that was its JSON or YAML. Cards of version 1, 2 and 3, and those
 * of Pygmalion, text-generation-webui and Agnai.
 *
 * @throws UserError that names file and field and says what was expected.
 */
export function parseCard(json: unknown, id: string, file: string): ReadCard {
  checkShape(json, file);
  const report = new CardReport(file);
  const { generation, fields, prefix, outside } = recogniseCard(json, id, report);
  const read = new CardFields(fields, prefix, report);
  const name = read.name("name");
  if (name === "") report.fail(`${prefix}name`, remark("name-missing"));
  const card: Character = {
    id,
    name,
    nickname: read.name("nickname"),
    description: read.text("description"),
    personality: read.text("personality"),
    scenario: read.text("scenario"),
    firstMessage: read.text("first_mes"),
    alternateGreetings: read.texts("alternate_greetings"),
    groupOnlyGreetings: read.texts("group_only_greetings"),
    exampleDialogue: read.text("mes_example"),
    systemPrompt: read.text("system_prompt"),
    postHistoryInstructions: read.text("post_history_instructions"),
    creatorNotes: creatorNotes(read.label("creator_notes")),
    creatorNotesMultilingual: notesByLanguage(read, `${prefix}creator_notes_multilingual`, report),
    creator: read.label("creator"),
    characterVersion: read.label("character_version"),
    tags: read.words("tags"),
    source: read.words("source", "\n"),
    creationDate: read.moment("creation_date"),
    modificationDate: read.moment("modification_date"),
    assets: assets(read, `${prefix}assets`, report),
    characterBook: read.object("character_book"),
    extensions: read.object("extensions") ?? {},
    rest: Object.fromEntries(Object.entries(fields).filter(([field]) => !knownFields.has(field))),
    outside,
  };
  return { card, generation, warnings: report.warnings };
}

function creatorNotes(notes: string): string {
  if (notes === emptyCreatorNotes) return "";
  return notes.endsWith(backfillNotice) ? notes.slice(0, -backfillNotice.length).trim() : notes;
}

function notesByLanguage(
  read: CardFields,
  field: string,
  report: CardReport,
): Readonly<Record<string, string>> {
  const notes = read.object("creator_notes_multilingual") ?? {};
  const languages = new CardFields(notes, `${field}.`, report);
  return Object.fromEntries(
    Object.keys(notes)
      .map((language) => [language, languages.label(language)] as const)
      .filter(([, text]) => text !== ""),
  );
}

function assets(
  read: CardFields,
  field: string,
  report: CardReport,
): readonly CardAsset[] | undefined {
  return read
    .objects("assets")
    ?.map((asset, index) => readAsset(asset, `${field}[${index}].`, report));
}

function readAsset(asset: JsonObject, prefix: string, report: CardReport): CardAsset {
  const read = new CardFields(asset, prefix, report);
  return {
    ...asset,
    type: read.label("type"),
    uri: read.label("uri"),
    name: read.label("name"),
    ext: read.label("ext").toLowerCase().replace(/^\./, "") || "unknown",
  };
}
