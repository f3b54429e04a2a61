import { describe, expect, test } from "vitest";
import { creatorNotesFor } from "../../../../src/roleplay/character/character.ts";
import { parseCard } from "../../../../src/roleplay/character/parse-card.ts";
import { inEnglish } from "../../../../src/roleplay/remarks.ts";
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
  creatorNotesMultilingual: {},
  source: [],
  creationDate: undefined,
  modificationDate: undefined,
  assets: undefined,
  extensions: {},
  rest: {},
  outside: {},
};

describe("each generation of cards", () => {
  test.each([
    ["version 3", v3Card(fullData), "v3"],
    ["version 2", v2Card(fullData), "v2"],
    ["version 1, flat", fullData, "v1"],
    ["version 3 with the version as a number", { ...v3Card(fullData), spec_version: 3 }, "v3"],
    ["version 3 without a version", { ...v3Card(fullData), spec_version: undefined }, "v3"],
  ])("%s is read whole and without warnings", (_, json, generation) => {
    expect(parse(json)).toEqual({ card: fullCard, generation, warnings: [] });
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
    const rest = { unheard_of: { deep: [true] }, ["__proto__"]: 1 };
    const outside = { avatar: "none", "someone/else": [1, null] };
    const { card, warnings } = parse({ ...v3Card(rest), ...outside, name: "Mirror" });
    expect(card).toMatchObject({ name: "Rosie Oakhart", rest, outside });
    expect(warnings).toEqual([]);
  });

  test("what other programs keep in a card stays with it", () => {
    const extensions = { depth_prompt: { prompt: "x", depth: 4 }, "someone/else": [1, null] };
    expect(parse(v2Card({ extensions })).card.extensions).toEqual(extensions);
  });

  test("what only version 3 has is read", () => {
    const { card, warnings } = parse(
      v3Card({
        creator_notes_multilingual: { de: "Gemütlich.", en: "Cosy." },
        source: ["https://cards.example/rosie"],
        creation_date: 1_700_000_000,
        modification_date: 0,
        assets: [{ type: "icon", uri: "ccdefault:", name: "main", ext: ".PNG", size: 3 }],
      }),
    );
    expect(warnings).toEqual([]);
    expect(card).toMatchObject({
      creatorNotesMultilingual: { de: "Gemütlich.", en: "Cosy." },
      source: ["https://cards.example/rosie"],
      creationDate: 1_700_000_000,
      modificationDate: 0,
      assets: [{ type: "icon", uri: "ccdefault:", name: "main", ext: "png", size: 3 }],
    });
    expect(creatorNotesFor(card, "de-AT")).toBe("Gemütlich.");
    expect(creatorNotesFor({ ...card, creatorNotes: "For all." }, "fr")).toBe("For all.");
    expect(creatorNotesFor(card, "fr")).toBe("Cosy.");
  });

  test("a V1 card's settings of SillyTavern are where V2 has them", () => {
    const json = { name: "Rosie", first_mes: "Hi", creatorcomment: "Cosy.", talkativeness: "0.7" };
    expect(parse({ ...json, fav: true }).card).toMatchObject({
      creatorNotes: "Cosy.",
      extensions: { talkativeness: "0.7", fav: true },
    });
  });
});

describe("a wrong field is refused by file, field, what was expected and what was found", () => {
  test.each([
    [v3Card({ first_mes: {} }), "rosie.json: data.first_mes: expected text, found an object"],
    [{ name: "R", scenario: [] }, "rosie.json: scenario: expected text, found a list"],
    [v2Card({ description: {} }), "rosie.json: data.description: expected text, found an object"],
    [
      v3Card({ alternate_greetings: ["ok", []] }),
      "rosie.json: data.alternate_greetings[1]: expected text, found a list",
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

test("a message is one line, whatever a field is called", () => {
  const notes = { [`x\n\u001B[2J\u0085${"y".repeat(500)}`]: 7 };
  const { warnings } = parse(v3Card({ creator_notes_multilingual: notes }));
  const [warning = ""] = warnings.map(inEnglish);
  expect(warning).toMatch(
    /^rosie\.json: data\.creator_notes_multilingual\.x \[2J y+: expected text/,
  );
  expect(warning.length).toBeLessThan(300);
});

describe("what is no card is called that", () => {
  test.each([
    [null, "it holds null"],
    ["text", "it holds a text"],
    [[1], "it holds a list"],
    [{}, "it has none of a card's fields"],
    [{ entries: {} }, "it has none of a card's fields"],
    [{ spec: "lorebook_v3", data: {} }, "it is a lorebook"],
    [
      { name: "app", version: "1.0.0", description: "An app.", scripts: { start: "node ." } },
      "it has a name or a description, as many files do, and nothing else of a character",
    ],
  ])("%j: %s", (json, why) => {
    expect(() => parse(json)).toThrow(
      expect.objectContaining({
        code: "card-unknown-format",
        message: expect.stringContaining(`rosie.json: not a character card: ${why}`),
      }),
    );
  });
});

test("a name and a description alone are a card that somebody began", () => {
  const { card, warnings } = parse({ name: "Rosie", description: "A baker.", tags: ["cosy"] });
  expect(card).toMatchObject({ name: "Rosie", description: "A baker." });
  expect(warnings).toEqual([]);
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
    [v3Card({ first_mes: 7 }), { firstMessage: "7" }, "data.first_mes"],
    [v2Card({ system_prompt: true }), { systemPrompt: "true" }, "data.system_prompt"],
    [
      v3Card({ alternate_greetings: ["ok", 2] }),
      { alternateGreetings: ["ok", "2"] },
      "data.alternate_greetings[1]",
    ],
    [
      v3Card({ creation_date: 1_700_000_000_123 }),
      { creationDate: 1_700_000_000 },
      "data.creation_date",
    ],
    [
      v3Card({ modification_date: "yesterday" }),
      { modificationDate: undefined },
      "data.modification_date",
    ],
    [v3Card({ extensions: "none" }), { extensions: {} }, "data.extensions"],
    [v3Card({ assets: {} }), { assets: undefined }, "data.assets"],
    [v3Card({ assets: [7] }), { assets: [] }, "data.assets[0]"],
    [
      v3Card({ source: "https://a.example/b,c" }),
      { source: ["https://a.example/b,c"] },
      "data.source",
    ],
    [{ ...v2Card(), tags: ["tavern"] }, { tags: ["tavern"], outside: {} }, "data.tags"],
    [
      { ...v2Card({ creator_notes: "" }), creatorcomment: "Cosy." },
      { creatorNotes: "Cosy.", outside: { creatorcomment: "Cosy." } },
      "data.creator_notes",
    ],
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
    expect(warnings.map(inEnglish)[0]).toMatch(
      new RegExp(`^rosie\\.json: ${field.replace(/[.[\]]/g, "\\$&")}: `),
    );
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
    [v2Card({ name: "\u200BRosie\uFEFF" }), { name: "Rosie" }],
    [
      v2Card({ description: '[Character("Rosie"){Age("30")}]' }),
      { description: '[Character("Rosie"){Age("30")}]' },
    ],
    [
      v2Card({ nickname: "Ro", group_only_greetings: ["All?"] }),
      { nickname: "Ro", groupOnlyGreetings: ["All?"] },
    ],
    [{ ...v2Card(), spec_version: 2 }, { name: "Rosie Oakhart" }],
    [{ ...v3Card(), spec_version: undefined }, { name: "Rosie Oakhart" }],
    [v3Card({ first_mes: undefined }), { firstMessage: "" }],
    [{ ...v2Card({ description: "data" }), description: "root" }, { description: "data" }],
  ])("%j", (json, fields) => {
    const { card, warnings } = parse(json);
    expect(card).toMatchObject(fields);
    expect(warnings).toEqual([]);
  });
});
