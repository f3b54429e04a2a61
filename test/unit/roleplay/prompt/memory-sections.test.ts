import { describe, expect, test } from "vitest";
import { assemblePrompt } from "../../../../src/roleplay/prompt/assemble-prompt.ts";
import { aCharacter } from "../../../support/character.ts";

const history = [
  { id: "1", speakerName: "Ada", text: "hello", ownTurn: false },
  { id: "2", speakerName: "Rosie", text: "Aye?", ownTurn: true },
  { id: "3", speakerName: "Ada", text: "what is my cat called?", ownTurn: false },
];

function sections(memory?: Parameters<typeof assemblePrompt>[0]["memory"]) {
  return assemblePrompt({
    character: aCharacter({ description: "An innkeeper." }),
    userNames: ["Ada"],
    history,
    memory,
  }).sections;
}

describe("memory", () => {
  test("stands with the card, facts before what happened", () => {
    const found = sections({
      facts: ["Ada is a miller."],
      summaries: ["Ada came in."],
      recalled: [],
    });
    const ids = found.map(({ id }) => id);
    expect(ids.indexOf("memory:facts")).toBeGreaterThan(ids.indexOf("description"));
    expect(ids.indexOf("memory:summary")).toBe(ids.indexOf("memory:facts") + 1);
    expect(ids.indexOf("memory:summary")).toBeLessThan(ids.indexOf("history:1"));
    expect(found.find(({ id }) => id === "memory:facts")?.text).toMatch(
      /remembers:\n- Ada is a miller\.$/,
    );
  });

  test("has what is recalled just before the newest run of what others said", () => {
    const ids = sections({ facts: [], summaries: [], recalled: ["Ada: my cat is called Mo"] }).map(
      ({ id }) => id,
    );
    expect(ids.indexOf("memory:recall")).toBe(ids.indexOf("history:3") - 1);
  });

  test("leaves no trace where there is none", () => {
    expect(sections().some(({ id }) => id.startsWith("memory"))).toBe(false);
  });

  test("fills nothing in of what people said", () => {
    const [recall] = sections({ facts: [], summaries: [], recalled: ["Ada: {{char}}"] }).filter(
      ({ id }) => id === "memory:recall",
    );
    expect(recall?.text).toContain("{{char}}");
  });
});
