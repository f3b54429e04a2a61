/** The six fields of V1 cards; V2 and V3 have the same names inside `data`. */
export const firstFields = [
  "name",
  "description",
  "personality",
  "scenario",
  "first_mes",
  "mes_example",
] as const;

/** What V2 added. */
export const secondFields = [
  "alternate_greetings",
  "system_prompt",
  "post_history_instructions",
  "creator_notes",
  "creator",
  "character_version",
  "tags",
  "character_book",
  "extensions",
] as const;

/** What V3 added. */
export const thirdFields = [
  "nickname",
  "group_only_greetings",
  "creator_notes_multilingual",
  "source",
  "creation_date",
  "modification_date",
  "assets",
] as const;

/** The fields of a card that a `Character` has a place for; all others are kept aside. */
export const knownFields: ReadonlySet<string> = new Set([
  ...firstFields,
  ...secondFields,
  ...thirdFields,
]);
