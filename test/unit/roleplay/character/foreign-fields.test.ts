import { describe, expect, test } from "vitest";
import { readCard } from "../../../../src/roleplay/character/read-card.ts";
import { inEnglish } from "../../../../src/roleplay/remarks.ts";
import { jsonFile } from "../../../support/card-files.ts";

const webui = {
  name: "Rosie",
  context: "Rosie's Persona: warm.",
  greeting: "Come in.",
  example_dialogue: "{{user}}: Hi",
  turn_template: "<|user|>",
};

describe("a character of another program is read", () => {
  test("text-generation-webui, YAML", () => {
    const yaml = `name: Rosie
greeting: |-
  Come in,
  {{user}}.
context: >
  Rosie's Persona:
  warm.
example_dialogue: '{{user}}: Hi'
turn_template: x
`;
    expect(readCard(jsonFile(yaml), "rosie.yaml")).toMatchObject({
      generation: "text-generation-webui",
      warnings: [],
      card: {
        name: "Rosie",
        firstMessage: "Come in,\n{{user}}.",
        description: "Rosie's Persona: warm.\n",
        exampleDialogue: "{{user}}: Hi",
        rest: { turn_template: "x" },
      },
    });
  });

  test("text-generation-webui, JSON", () => {
    expect(readCard(jsonFile(webui), "rosie.json")).toMatchObject({
      generation: "text-generation-webui",
      card: { name: "Rosie", description: "Rosie's Persona: warm.", firstMessage: "Come in." },
    });
  });

  test("text-generation-webui, with the old name of the name", () => {
    const { name, ...others } = webui;
    expect(readCard(jsonFile({ ...others, bot: name }), "r.json").card.name).toBe("Rosie");
  });

  test.each(["rosie.json", "rosie.yml"])("Pygmalion and KoboldAI, as %s", (file) => {
    const json = {
      char_name: "Rosie",
      char_persona: "warm",
      char_greeting: "Come in.",
      world_scenario: "A tavern.",
      example_dialogue: "You: Hi",
      metadata: { version: 1 },
    };
    expect(readCard(jsonFile(json), file)).toMatchObject({
      generation: "pygmalion",
      warnings: [],
      card: {
        name: "Rosie",
        description: "warm",
        firstMessage: "Come in.",
        scenario: "A tavern.",
        exampleDialogue: "You: Hi",
        rest: { metadata: { version: 1 } },
      },
    });
  });

  test.each([
    ["wpp", '[Character("Rosie") {\nmind("kind" + "warm")\nage("30")\n}]'],
    ["boostyle", "kind + warm + 30"],
    ["sbf", '[ character: "Rosie"; mind: "kind", "warm"; age: "30" ]'],
    ["attributes", "mind: kind, warm\nage: 30"],
  ])("Agnai, attributes as %s", (kind, description) => {
    const persona = { kind, attributes: { mind: ["kind", "warm"], age: ["30"] } };
    const json = {
      kind: "character",
      name: "Rosie",
      description: "Notes.",
      persona,
      greeting: "Come in.",
      sampleChat: "Hi",
      systemPrompt: "S",
      alternateGreetings: ["Sit."],
      characterBook: { entries: [{ name: "x" }] },
    };
    expect(readCard(jsonFile(json), "rosie.json")).toMatchObject({
      generation: "agnai",
      warnings: [],
      card: {
        description,
        creatorNotes: "Notes.",
        firstMessage: "Come in.",
        exampleDialogue: "Hi",
        systemPrompt: "S",
        alternateGreetings: ["Sit."],
        characterBook: { entries: [{ name: "x" }] },
        rest: { kind: "character", persona },
      },
    });
  });

  test("Agnai, as text", () => {
    const json = { name: "Rosie", persona: { kind: "text", attributes: { text: ["Warm."] } } };
    expect(readCard(jsonFile(json), "rosie.json").card.description).toBe("Warm.");
  });

  test("without a name it is called as its file is, with a warning", () => {
    const { name: _, ...nameless } = webui;
    const { card, warnings } = readCard(jsonFile(nameless), "rosie.json");
    expect(card.name).toBe("rosie");
    expect(warnings.map(inEnglish)).toEqual([
      "rosie.json: name: is missing; the name of the file is used",
    ]);
  });
});

test("fields of several programs in one file are put together", () => {
  const json = { char_name: "Old", name: "Rosie", description: "warm", char_greeting: "Come in." };
  expect(readCard(jsonFile(json), "rosie.json").card).toMatchObject({
    name: "Rosie",
    description: "warm",
    firstMessage: "Come in.",
    rest: { char_name: "Old" },
  });
});
