import type { Character } from "../../src/roleplay/character/character.ts";

/** A character for tests: everything empty that isn't given. */
export function aCharacter(fields: Partial<Character> = {}): Character {
  return {
    id: "rosie-oakhart",
    name: "Rosie Oakhart",
    nickname: "",
    description: "",
    personality: "",
    scenario: "",
    firstMessage: "",
    alternateGreetings: [],
    groupOnlyGreetings: [],
    exampleDialogue: "",
    systemPrompt: "",
    postHistoryInstructions: "",
    creatorNotes: "",
    creator: "",
    characterVersion: "",
    tags: [],
    characterBook: undefined,
    source: [],
    creationDate: undefined,
    modificationDate: undefined,
    assets: undefined,
    creatorNotesMultilingual: {},
    extensions: {},
    rest: {},
    outside: {},
    ...fields,
  };
}
