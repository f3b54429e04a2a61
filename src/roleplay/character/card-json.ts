import { contentWithoutDecorators } from "../lorebook/decorators.ts";
import { backfillNotice } from "./backfill-notice.ts";
import { isJsonObject, type JsonObject } from "./card-fields.ts";
import type { Character } from "./character.ts";

/** The card as V3 JSON. Nothing is dropped: what no specification knows stands where it stood. */
export function toV3Json(card: Character): JsonObject {
  return {
    ...card.outside,
    spec: "chara_card_v3",
    spec_version: "3.0",
    data: { ...firstAndSecondFields(card), ...thirdFields(card), ...card.rest },
  };
}

/**
 * The card as V2 JSON. What only V3 knows stands in it all the same where the card has it, and is read again; programs
 * that know V2 alone pass over it.
 */
export function toV2Json(card: Character): JsonObject {
  const { group_only_greetings: greetings, ...others } = thirdFields(card);
  const groupGreetings =
    card.groupOnlyGreetings.length > 0 ? { group_only_greetings: greetings } : {};
  return {
    ...card.outside,
    spec: "chara_card_v2",
    spec_version: "2.0",
    data: { ...firstAndSecondFields(card), ...others, ...groupGreetings, ...card.rest },
  };
}

/**
 * The V2 card that goes along with a V3 card for programs that know V2 alone: no decorators in its lorebook, since
 * these programs would show them to the model, and a notice where that or anything else is lost.
 */
export function toBackfillJson(card: Character): JsonObject {
  const book = withoutDecorators(card.characterBook);
  const isLossy =
    book !== card.characterBook ||
    card.nickname !== "" ||
    card.groupOnlyGreetings.length > 0 ||
    (card.assets ?? []).some(({ type, name }) => type !== "icon" || name !== "main");
  const notes = [card.creatorNotes, isLossy ? backfillNotice : ""].filter((text) => text !== "");
  return toV2Json({ ...card, characterBook: book, creatorNotes: notes.join("\n\n") });
}

function firstAndSecondFields(card: Character): JsonObject {
  return {
    name: card.name,
    description: card.description,
    personality: card.personality,
    scenario: card.scenario,
    first_mes: card.firstMessage,
    mes_example: card.exampleDialogue,
    creator_notes: card.creatorNotes,
    system_prompt: card.systemPrompt,
    post_history_instructions: card.postHistoryInstructions,
    alternate_greetings: card.alternateGreetings,
    ...optional("character_book", card.characterBook),
    tags: card.tags,
    creator: card.creator,
    character_version: card.characterVersion,
    extensions: card.extensions,
  };
}

function thirdFields(card: Character): JsonObject {
  return {
    group_only_greetings: card.groupOnlyGreetings,
    ...optional("nickname", card.nickname || undefined),
    ...optional("creator_notes_multilingual", unlessEmpty(card.creatorNotesMultilingual)),
    ...optional("source", card.source.length > 0 ? card.source : undefined),
    ...optional("creation_date", card.creationDate),
    ...optional("modification_date", card.modificationDate),
    ...optional("assets", card.assets),
  };
}

function optional(name: string, value: unknown): JsonObject {
  return value === undefined ? {} : { [name]: value };
}

function unlessEmpty(object: JsonObject): JsonObject | undefined {
  return Object.keys(object).length === 0 ? undefined : object;
}

/** The book itself where no entry begins with a decorator. */
function withoutDecorators(book: unknown): unknown {
  if (!isJsonObject(book) || !Array.isArray(book["entries"])) return book;
  const entries: readonly unknown[] = book["entries"];
  const stripped = entries.map((entry) => {
    if (!isJsonObject(entry) || typeof entry["content"] !== "string") return entry;
    const content = contentWithoutDecorators(entry["content"]);
    return content === entry["content"] ? entry : { ...entry, content };
  });
  return stripped.every((entry, index) => entry === entries[index])
    ? book
    : { ...book, entries: stripped };
}
