import { describe, expect, test } from "vitest";
import type { SectionRole } from "../../../../src/generation/request.ts";
import { assemblePrompt } from "../../../../src/roleplay/prompt/assemble-prompt.ts";
import type { PromptInput } from "../../../../src/roleplay/prompt/prompt-input.ts";
import { aCharacter } from "../../../support/character.ts";
import { activeLore, placedLore } from "../../../support/lore.ts";

/** `t1` is Rosie's, `t2` Tom's, and so on. */
function turns(count: number): PromptInput["history"] {
  return Array.from({ length: count }, (_, index) => ({
    id: `t${index + 1}`,
    speakerName: index % 2 === 0 ? "Rosie Oakhart" : "Tom",
    text: `turn ${index + 1}`,
    ownTurn: index % 2 === 0,
  }));
}

function assemble(fields: Partial<PromptInput>) {
  return assemblePrompt({
    character: aCharacter(),
    userNames: ["Tom"],
    history: turns(4),
    ...fields,
  });
}

function ids(fields: Partial<PromptInput>): string[] {
  return assemble(fields)
    .sections.map(({ id }) => id)
    .filter((id) => id !== "main");
}

function textOf(id: string, fields: Partial<PromptInput>): string | undefined {
  return assemble(fields).sections.find((section) => section.id === id)?.text;
}

const note = (depth: number, role: SectionRole = "system") => ({ text: "Be brief.", depth, role });
const loreAt = (depth: number, role: SectionRole = "system") =>
  placedLore({ atDepth: [{ depth, role, entries: [activeLore("Lore.", { role })] }] });

const wholeCard = aCharacter({
  description: "Keeps a tavern.",
  personality: "warm",
  scenario: "An evening.",
  exampleDialogue: "<START>\nTom: Hi\n<START>\nTom: Ho",
  postHistoryInstructions: "Stay warm.",
});
const everywhere = (constant: boolean) =>
  placedLore({
    beforeChar: [activeLore("before", { constant })],
    personality: [activeLore("shrewd", { constant })],
    scenario: [activeLore("raining", { constant })],
    afterChar: [activeLore("after", { constant })],
    beforeExamples: [activeLore("before examples", { constant })],
    afterExamples: [activeLore("after examples", { constant })],
  });
const inPrompt = [{ name: "Tom", description: "A smith.", position: "in-prompt" }] as const;

describe("the strict layout", () => {
  test("has everything in the order of the specifications, however it was called up", () => {
    const input = {
      character: wholeCard,
      lore: everywhere(false),
      personas: inPrompt,
      groupMembers: ["Rosie Oakhart", "Vesper"],
      history: turns(2),
      layout: "strict",
    } as const;
    expect(ids(input)).toEqual([
      "lore:before-character",
      "description",
      "personality",
      "scenario",
      "lore:after-character",
      "persona:Tom",
      "group",
      "lore:before-examples",
      "example:1",
      "example:2",
      "lore:after-examples",
      "history:t1",
      "history:t2",
      "post-history",
    ]);
    expect(textOf("personality", input)).toBe("Personality: warm\nshrewd");
    expect(textOf("scenario", input)).toBe("Scenario: An evening.\nraining");
  });
});

describe("the cache-friendly layout", () => {
  test("has constant lore in its place", () => {
    const input = { character: wholeCard, lore: everywhere(true) };
    expect(ids(input)).toEqual(ids({ ...input, layout: "strict" }));
  });

  test("has lore that was called up before the newest run of what others said", () => {
    const input = { character: wholeCard, lore: everywhere(false), history: turns(4) };
    expect(ids(input).slice(-4)).toEqual([
      "history:t3",
      "lore:triggered",
      "history:t4",
      "post-history",
    ]);
    expect(textOf("lore:triggered", input)).toBe(
      "before\nshrewd\nraining\nafter\nbefore examples\nafter examples",
    );
    expect(textOf("personality", input)).toBe("Personality: warm");
  });

  test("keeps that place while several people speak, and when a reply is continued", () => {
    const lore = placedLore({ beforeChar: [activeLore("Goat.")] });
    const more = { id: "t5", speakerName: "Ana", text: "yes", ownTurn: false };
    const reply = { id: "t6", speakerName: "Rosie Oakhart", text: "well,", ownTurn: true };
    const order = ["history:t3", "lore:triggered", "history:t4", "history:t5"];
    expect(ids({ lore, history: [...turns(4), more] }).slice(-4)).toEqual(order);
    expect(ids({ lore, history: [...turns(4), more, reply] }).slice(-5)).toEqual([
      ...order,
      "history:t6",
    ]);
  });

  describe("with what is known of the last prompt", () => {
    const goat = { text: "The goat is called Ash.", beforeTurn: "t2" };
    const lastPrompt = { firstTurn: "t1", standingLore: [goat] };
    const loreOf = (...texts: readonly string[]) =>
      placedLore({ beforeChar: texts.map((text) => activeLore(text)) });
    const sectionsOf = (input: Partial<PromptInput>) =>
      assemble({ history: turns(5), ...input })
        .sections.slice(1)
        .map(({ id, trim }) => `${id} ${trim.kind}`);

    test("keeps lore where it was called up, however the chat goes on", () => {
      expect(sectionsOf({ lore: loreOf(goat.text, "Snow lies."), lastPrompt })).toEqual([
        "history:t1 history",
        "lore:standing-1 required",
        "history:t2 history",
        "history:t3 history",
        "lore:triggered required",
        "history:t4 history",
        "history:t5 history",
      ]);
    });

    test("lets lore go with its turns that nobody calls up any more", () => {
      expect(sectionsOf({ lastPrompt }).slice(0, 2)).toEqual([
        "history:t1 history",
        "lore:standing-1 history",
      ]);
    });

    test("has lore first where the history begins that was called up before that", () => {
      const cut = { ...lastPrompt, firstTurn: "t4" };
      const plan = assemble({ history: turns(5), lastPrompt: cut });
      expect(plan.sections.slice(-3).map(({ id }) => id)).toEqual([
        "lore:standing-1",
        "history:t4",
        "history:t5",
      ]);
      expect(plan.historyFrom).toBe("lore:standing-1");
    });

    test("lets all go that nobody calls up when it would crowd out the chat", () => {
      const long = { text: "x".repeat(1501), beforeTurn: "t3" };
      const crowded = { ...lastPrompt, standingLore: [goat, long] };
      expect(ids({ lastPrompt: crowded, history: turns(5) }).join()).not.toContain("lore");
    });

    test("forgets it in the strict layout", () => {
      expect(ids({ lastPrompt, history: turns(5), layout: "strict" }).join()).not.toContain("lore");
    });
  });

  test("has it last while nobody has spoken", () => {
    const lore = placedLore({ beforeChar: [activeLore("Goat.")] });
    expect(ids({ lore, history: turns(1) })).toEqual(["history:t1", "lore:triggered"]);
    expect(ids({ lore, history: [] })).toEqual(["lore:triggered"]);
  });

  test("lets a depth that was asked for win", () => {
    expect(ids({ lore: loreAt(1) }).slice(-3)).toEqual([
      "history:t3",
      "lore:depth-1-system",
      "history:t4",
    ]);
  });
});

describe("what stands at a depth", () => {
  test.each([
    [0, ["history:t1", "history:t2", "history:t3", "history:t4", "authors-note"]],
    [1, ["history:t1", "history:t2", "history:t3", "authors-note", "history:t4"]],
    [3, ["history:t1", "authors-note", "history:t2", "history:t3", "history:t4"]],
    [4, ["authors-note", "history:t1", "history:t2", "history:t3", "history:t4"]],
    [99, ["authors-note", "history:t1", "history:t2", "history:t3", "history:t4"]],
  ])("%i has as many turns behind it, as far as there are any", (depth, expected) => {
    expect(ids({ authorsNote: note(depth) })).toEqual(expected);
  });

  test("counts only turns that say something", () => {
    const silent = { id: "t9", speakerName: "Tom", text: "", ownTurn: false };
    expect(ids({ authorsNote: note(1), history: [...turns(2), silent] })).toEqual([
      "history:t1",
      "authors-note",
      "history:t2",
    ]);
  });

  test("comes as system, user, assistant at one depth", () => {
    const lore = placedLore({
      atDepth: (["assistant", "user", "system"] as const).map((role) => ({
        depth: 2,
        role,
        entries: [activeLore(`${role} lore`, { role })],
      })),
    });
    expect(ids({ lore, authorsNote: note(2) })).toEqual([
      "history:t1",
      "history:t2",
      "authors-note",
      "lore:depth-2-system",
      "lore:depth-2-user",
      "lore:depth-2-assistant",
      "history:t3",
      "history:t4",
    ]);
  });

  test("keeps the role that it was given", () => {
    const { sections } = assemble({ authorsNote: note(2, "user") });
    expect(sections.find(({ id }) => id === "authors-note")?.role).toBe("user");
  });

  test("begins the reply when the character is to have said it last", () => {
    const plan = assemble({
      lore: placedLore({
        atDepth: [{ depth: 0, role: "assistant", entries: [activeLore("*She smiles.*")] }],
      }),
    });
    expect(plan.replyPrefix).toBe("Rosie Oakhart: *She smiles.*");
    expect(plan.sections.map(({ id }) => id)).not.toContain("lore:depth-0-assistant");
  });

  test("begins the reply with the label once, when the text has it already", () => {
    const plan = assemble({ authorsNote: { ...note(0, "assistant"), text: "{{char}}: Well," } });
    expect(plan.replyPrefix).toBe("Rosie Oakhart: Well,");
  });
});

describe("the author's note", () => {
  test("has the lore around it", () => {
    const lore = placedLore({
      authorsNoteTop: [activeLore("top")],
      authorsNoteBottom: [activeLore("bottom")],
    });
    expect(textOf("authors-note", { lore, authorsNote: note(1) })).toBe("top\nBe brief.\nbottom");
    expect(ids({ lore, authorsNote: null })).not.toContain("authors-note");
  });

  test("may name people", () => {
    const authorsNote = { ...note(1), text: "{{char}} likes {{user}}." };
    expect(textOf("authors-note", { authorsNote })).toBe("Rosie Oakhart likes Tom.");
  });
});

describe("a card's own depth prompt", () => {
  const character = (depthPrompt: unknown) =>
    aCharacter({ extensions: { depth_prompt: depthPrompt } });

  test("stands at its depth, macros expanded", () => {
    const input = { character: character({ prompt: "{{char}} limps.", depth: 1, role: "user" }) };
    expect(ids(input).slice(-2)).toEqual(["depth-prompt", "history:t4"]);
    expect(textOf("depth-prompt", input)).toBe("Rosie Oakhart limps.");
  });

  test.each([
    ["no depth", { prompt: "x" }],
    ["a depth that is none", { prompt: "x", depth: "deep", role: "wizard" }],
    ["null for a depth", { prompt: "x", depth: null }],
  ])("stands at depth 4 when the card gives %s", (_what, depthPrompt) => {
    const input = { character: character(depthPrompt), history: turns(6) };
    expect(ids(input).indexOf("depth-prompt")).toBe(2);
  });

  test.each([[null], ["x"], [7], [{ prompt: 5 }], [{ prompt: "  " }], [[]]])(
    "%j is none",
    (depthPrompt) => {
      expect(ids({ character: character(depthPrompt) })).not.toContain("depth-prompt");
    },
  );
});

describe("personas", () => {
  test("stand with the card, each under its name and speaking of itself", () => {
    const personas = [
      { name: "Tom", description: "{{user}} is a smith.", position: "in-prompt" },
      { name: "Ana", description: "{{user}} fishes with {{char}}.", position: "in-prompt" },
    ] as const;
    expect(textOf("persona:Tom", { personas })).toBe("Tom: Tom is a smith.");
    expect(textOf("persona:Ana", { personas })).toBe("Ana: Ana fishes with Rosie Oakhart.");
  });

  test("may stand among the turns", () => {
    const personas = [
      { name: "Tom", description: "A smith.", position: { depth: 2, role: "system" } },
    ] as const;
    expect(ids({ personas }).indexOf("persona:Tom")).toBe(2);
  });

  test("may stand around the author's note, where there is one", () => {
    const personas = [
      { name: "Tom", description: "A smith.", position: "note-top" },
      { name: "Ana", description: "A fisher.", position: "note-bottom" },
    ] as const;
    const text = "Tom: A smith.\nBe brief.\nAna: A fisher.";
    expect(textOf("authors-note", { personas, authorsNote: note(1) })).toBe(text);
    expect(JSON.stringify(assemble({ personas, authorsNote: null }))).not.toContain("A smith.");
  });

  test("without a description say nothing", () => {
    const personas = [{ name: "Tom", description: " ", position: "in-prompt" }] as const;
    expect(ids({ personas })).not.toContain("persona:Tom");
  });
});

describe("a group", () => {
  test("is named, and only the one who speaks is to be written", () => {
    const groupMembers = ["Rosie Oakhart", "Vesper", "Silas"];
    expect(textOf("group", { groupMembers })).toBe(
      "Rosie Oakhart, Vesper and Silas take part in this chat. Write only what Rosie Oakhart does and says.",
    );
    const character = aCharacter({ scenario: "{{group}} sit at the bar." });
    expect(textOf("scenario", { groupMembers, character })).toBe(
      "Scenario: Rosie Oakhart, Vesper, Silas sit at the bar.",
    );
  });

  test("of one is none", () => {
    expect(ids({ groupMembers: ["Rosie Oakhart"] })).not.toContain("group");
  });
});

describe("lore elsewhere", () => {
  test("fills the outlets that the card names", () => {
    const lore = placedLore({ outlets: new Map([["town", [activeLore("Millbrook")]]]) });
    const character = aCharacter({ description: "Lives in {{outlet::town}}." });
    expect(textOf("description", { lore, character })).toBe("Lives in Millbrook.");
  });

  test("may switch off the main prompt and the post-history instructions", () => {
    const disabledPrompts = new Set(["systemPrompt", "postHistoryInstructions"] as const);
    const sections = assemble({ character: wholeCard, disabledPrompts }).sections;
    expect(sections.map(({ id }) => id)).not.toContain("main");
    expect(sections.map(({ id }) => id)).not.toContain("post-history");
  });
});

test("what a card asks of macros is what the caller knows", () => {
  const character = aCharacter({ scenario: "The model is {{model}}; {{unknown}} stays." });
  expect(textOf("scenario", { character, macros: { chat: { model: "Llama" } } })).toBe(
    "Scenario: The model is Llama; {{unknown}} stays.",
  );
});
