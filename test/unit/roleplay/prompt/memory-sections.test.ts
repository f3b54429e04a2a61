import { describe, expect, test } from "vitest";
import { assemblePrompt } from "../../../../src/roleplay/prompt/assemble-prompt.ts";
import type { PromptInput } from "../../../../src/roleplay/prompt/prompt-input.ts";
import { aCharacter } from "../../../support/character.ts";

const history = [
  { id: "1", speakerName: "Ada", text: "hello", ownTurn: false },
  { id: "2", speakerName: "Rosie", text: "Aye?", ownTurn: true },
  { id: "3", speakerName: "Ada", text: "what is my cat called?", ownTurn: false },
];

function sections(
  memory?: PromptInput["memory"],
  rest: Pick<Partial<PromptInput>, "lastPrompt" | "layout"> = {},
) {
  return assemblePrompt({
    ...rest,
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

  describe("that stood in the last prompt", () => {
    const mo = "Ada: my cat is called Mo (1 May 2026)";
    const fog = "Ada: fog again (2 May 2026)";
    const lastPrompt = {
      firstTurn: "1",
      standingLore: [
        { text: `What Rosie Oakhart remembers:\n- ${mo}`, beforeTurn: "2", memory: true as const },
      ],
    };
    const placed = (memory: PromptInput["memory"], layout?: "strict") =>
      sections(memory, { lastPrompt, layout })
        .map(({ id, text, trim }) => ({ id, text, trim: trim.kind }))
        .filter(({ id }) => /^(?:memory|history):/.test(id));

    test("stands there again when it is recalled again, and is told once", () => {
      const found = placed({ facts: [], summaries: [], recalled: [mo, fog] });
      expect(found.map(({ id, trim }) => `${id} ${trim}`)).toEqual([
        "history:1 history",
        "memory:standing-1 required",
        "history:2 history",
        "memory:recall required",
        "history:3 history",
      ]);
      expect(found[3]?.text).toBe(`What Rosie Oakhart remembers:\n- ${fog}`);
    });

    test("goes with its turns when nothing calls it up any more", () => {
      const found = placed({ facts: [], summaries: [], recalled: [], lingering: [mo] });
      expect(found.map(({ id, trim }) => `${id} ${trim}`)).toEqual([
        "history:1 history",
        "memory:standing-1 history",
        "history:2 history",
        "history:3 history",
      ]);
    });

    test("goes at once when it may not be told any more, and in the strict layout", () => {
      const gone = placed({ facts: [], summaries: [], recalled: [], lingering: [] });
      expect(gone.map(({ id }) => id)).toEqual(["history:1", "history:2", "history:3"]);
      const strict = placed({ facts: [], summaries: [], recalled: [mo] }, "strict");
      expect(strict.map(({ id }) => id)).toEqual([
        "history:1",
        "history:2",
        "memory:recall",
        "history:3",
      ]);
    });

    test("goes when so much lingers that it would crowd out the chat", () => {
      const long = `Ada: ${"x".repeat(3000)} (3 May 2026)`;
      const standingLore = [
        ...lastPrompt.standingLore,
        {
          text: `What Rosie Oakhart remembers:\n- ${long}`,
          beforeTurn: "3",
          memory: true as const,
        },
      ];
      const memory = { facts: [], summaries: [], recalled: [], lingering: [mo, long] };
      const found = sections(memory, { lastPrompt: { ...lastPrompt, standingLore } });
      expect(found.some(({ id }) => id.startsWith("memory"))).toBe(false);
    });
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
