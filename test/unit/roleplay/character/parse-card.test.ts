import { describe, expect, test } from "vitest";
import { parseCard } from "../../../../src/roleplay/character/parse-card.ts";
import { v2Card, v3Card } from "../../../support/card-files.ts";

const parse = (json: unknown) => parseCard(json, "rosie", "rosie.json");

const fullData = {
  name: "Rosie Oakhart",
  nickname: "Rosie",
  description: "Keeps the Crooked Lantern.",
  personality: "warm",
  scenario: "A tavern.",
  first_mes: "Come in, {{user}}.",
  mes_example: "<START>\n{{user}}: Hi",
  alternate_greetings: ["Sit.", "Eat."],
  group_only_greetings: ["All of you?"],
  system_prompt: "{{original}} Be kind.",
  post_history_instructions: "Stay in character.",
  creator_notes: "Cosy.",
  creator: "the project",
  character_version: "1.0",
  tags: ["tavern"],
  character_book: { entries: [] },
};

const fullCard = {
  id: "rosie",
  name: "Rosie Oakhart",
  nickname: "Rosie",
  description: "Keeps the Crooked Lantern.",
  personality: "warm",
  scenario: "A tavern.",
  firstMessage: "Come in, {{user}}.",
  exampleDialogue: "<START>\n{{user}}: Hi",
  alternateGreetings: ["Sit.", "Eat."],
  groupOnlyGreetings: ["All of you?"],
  systemPrompt: "{{original}} Be kind.",
  postHistoryInstructions: "Stay in character.",
  creatorNotes: "Cosy.",
  creator: "the project",
  characterVersion: "1.0",
  tags: ["tavern"],
  characterBook: { entries: [] },
  rest: {},
};

describe("each generation of cards", () => {
  test.each([
    ["version 3", v3Card(fullData), fullCard],
    ["version 2", v2Card(fullData), fullCard],
    ["version 1, flat", fullData, fullCard],
    ["version 3 with the version as a number", { ...v3Card(fullData), spec_version: 3 }, fullCard],
  ])("%s is read whole and without warnings", (_, json, card) => {
    expect(parse(json)).toEqual({ card, warnings: [] });
  });

  test("a card with nothing but a name is enough", () => {
    const { card, warnings } = parse({ ...v3Card(), data: { name: "VESPER" } });
    expect(warnings).toEqual([]);
    expect(card).toMatchObject({
      name: "VESPER",
      nickname: "",
      firstMessage: "",
      alternateGreetings: [],
      tags: [],
      characterBook: undefined,
    });
  });

  test("what this program has no use for is kept as it stands", () => {
    const rest = {
      extensions: { depth_prompt: { prompt: "x", depth: 4 }, "someone/else": [1, null] },
      assets: [{ type: "icon", uri: "ccdefault:", name: "main", ext: "png" }],
      creation_date: 1_700_000_000_000,
      unheard_of: { deep: [true] },
      ["__proto__"]: 1,
    };
    expect(parse(v3Card(rest)).card.rest).toEqual(rest);
  });
});

describe("a wrong field is refused by file, field, what was expected and what was found", () => {
  test.each([
    [v3Card({ first_mes: 7 }), "rosie.json: data.first_mes: expected text, found a number"],
    [{ name: "R", scenario: [] }, "rosie.json: scenario: expected text, found a list"],
    [v2Card({ description: {} }), "rosie.json: data.description: expected text, found an object"],
    [v2Card({ system_prompt: true }), "rosie.json: data.system_prompt: expected text, found true"],
    [
      v3Card({ alternate_greetings: ["ok", 2] }),
      "rosie.json: data.alternate_greetings[1]: expected text, found a number",
    ],
    [
      v3Card({ alternate_greetings: { 0: "a" } }),
      "rosie.json: data.alternate_greetings: expected a list of texts, found an object",
    ],
    [v3Card({ name: "  " }), "rosie.json: data.name: is missing; give the character a name"],
    [v3Card({ name: null }), "rosie.json: data.name: is missing; give the character a name"],
    [
      { spec: "chara_card_v3", data: [] },
      "rosie.json: data: expected an object with the card's fields, found a list",
    ],
    [
      { spec: "something", data: {} },
      'rosie.json: spec: expected "chara_card_v2" or "chara_card_v3", found "something"',
    ],
    [{ spec: 3 }, 'rosie.json: spec: expected "chara_card_v2" or "chara_card_v3", found "3"'],
  ])("%#: %j", (json, message) => {
    expect(() => parse(json)).toThrow(
      expect.objectContaining({ name: "UserError", code: "card-field", message }),
    );
  });
});

describe("what is no card is called that", () => {
  test.each([
    [null, "it holds null"],
    ["text", "it holds a text"],
    [[1], "it holds a list"],
    [{}, "it has none of a card's fields"],
    [{ entries: {} }, "it has none of a card's fields"],
    [{ spec: "lorebook_v3", data: {} }, "it is a lorebook"],
  ])("%j: %s", (json, why) => {
    expect(() => parse(json)).toThrow(
      expect.objectContaining({
        code: "card-unknown-format",
        message: expect.stringContaining(`rosie.json: not a character card: ${why}`),
      }),
    );
  });
});

describe("what card editors get wrong is read with a warning that names the field", () => {
  test.each([
    [v2Card({ tags: "tavern, cosy,," }), { tags: ["tavern", "cosy"] }, "data.tags"],
    [v2Card({ tags: 7 }), { tags: [] }, "data.tags"],
    [
      v2Card({ alternate_greetings: "Sit." }),
      { alternateGreetings: ["Sit."] },
      "data.alternate_greetings",
    ],
    [v2Card({ character_version: 1.5 }), { characterVersion: "1.5" }, "data.character_version"],
    [v2Card({ creator: ["me"] }), { creator: "" }, "data.creator"],
    [v2Card({ character_book: "none" }), { characterBook: undefined }, "data.character_book"],
    [
      { ...v2Card({ description: "" }), description: "From the root." },
      { description: "From the root." },
      "data.description",
    ],
    [
      { spec: "chara_card_v2", name: "Rosie", first_mes: "Hi" },
      { name: "Rosie", firstMessage: "Hi", rest: {} },
      "data",
    ],
    [{ data: { name: "Rosie" } }, { name: "Rosie" }, "spec"],
    [{ ...v3Card(), spec: "chara_card_v4" }, { name: "Rosie Oakhart" }, "spec"],
    [{ ...v3Card(), spec_version: "3.1" }, { name: "Rosie Oakhart" }, "spec_version"],
  ])("%j", (json, fields, field) => {
    const { card, warnings } = parse(json);
    expect(card).toMatchObject(fields);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatch(new RegExp(`^rosie\\.json: ${field.replace(".", "\\.")}: `));
  });
});

describe("what is harmless is read without a word", () => {
  test.each([
    [v2Card({ description: null }), { description: "" }],
    [v2Card({ description: "a\r\nb\rc\nd" }), { description: "a\nb\nc\nd" }],
    [v2Card({ alternate_greetings: ["", null, " ", "Sit."] }), { alternateGreetings: ["Sit."] }],
    [v2Card({ alternate_greetings: null, tags: null }), { alternateGreetings: [], tags: [] }],
    [v2Card({ tags: ["", 7, "a "] }), { tags: ["7", "a"] }],
    [v2Card({ character_book: null }), { characterBook: undefined }],
    [v2Card({ character_book: {} }), { characterBook: undefined }],
    [v2Card({ nickname: "  " }), { nickname: "" }],
    [v2Card({ creator_notes: "Creator's notes go here." }), { creatorNotes: "" }],
    [v2Card({ name: "{{char}} " }), { name: "{{char}}" }],
    [{ ...v2Card({ description: "data" }), description: "root" }, { description: "data" }],
  ])("%j", (json, fields) => {
    const { card, warnings } = parse(json);
    expect(card).toMatchObject(fields);
    expect(warnings).toEqual([]);
  });
});
