import type { APIEmbed } from "discord-api-types/v10";
import { describe, expect, test } from "vitest";
import type { LoreTest } from "../../../../src/conversation/lore/lore-service.ts";
import type { ShownPrompt } from "../../../../src/conversation/prompt-desk.ts";
import type { LoreHit } from "../../../../src/conversation/sent-prompt.ts";
import { promptEmbed } from "../../../../src/discord/commands/debug/prompt-embed.ts";
import { promptText } from "../../../../src/discord/commands/debug/prompt-text.ts";
import { testAnswer } from "../../../../src/discord/commands/lore/test-answer.ts";
import { texts as allTexts } from "../../../../src/discord/texts/texts.ts";
import { defaultSampling } from "../../../../src/generation/sampling-defaults.ts";

const inEnglish = { locale: "en-GB" };

function aPrompt(sections: readonly string[], hits: readonly LoreHit[] = []): ShownPrompt {
  return {
    turn: {
      id: "turn",
      conversationId: "conversation",
      position: 2,
      kind: "character",
      authorId: "rosie",
      speakerName: "Rosie",
      state: "done",
      text: "Hi",
      personaId: null,
      answersTurnId: "asked",
    },
    remembered: [],
    finishReason: "stop",
    prompt: {
      sections: sections.map((id) => ({ id, role: "system", text: `text of ${id}` })),
      replyPrefix: "Rosie:",
      stop: ["\nTom:"],
      sampling: { ...defaultSampling, seed: 42 },
      maxTokens: 300,
      lore: { entries: hits, tokens: 0, warnings: [] },
    },
    report: {
      promptTokens: 1234,
      cachedTokens: 1000,
      evaluatedTokens: 234,
      model: "Demo",
      template: "chatml",
      generatedTokens: 20,
      seed: 42,
      timeToFirstTokenMs: 120,
      durationMs: 2000,
      tokensPerSecond: 10,
      ignoredSettings: [],
      exactTokens: true,
      sections: sections.map((id) => ({ id, tokens: 10, included: id !== "history:1" })),
    },
  };
}

const aHit: LoreHit = {
  bookName: "Goats",
  title: "goat",
  active: true,
  why: 'Active: "goat" in the last turn.',
  place: "atDepth",
  depth: 4,
  tokens: 12,
};

/** Discord's limits for one embed. */
function expectToFit({ title = "", description = "", fields = [], footer }: APIEmbed): void {
  const texts = [
    title,
    description,
    footer?.text ?? "",
    ...fields.flatMap((f) => [f.name, f.value]),
  ];
  expect(title.length).toBeLessThanOrEqual(256);
  expect(description.length).toBeLessThanOrEqual(4096);
  for (const { value } of fields) expect(value.length).toBeLessThanOrEqual(1024);
  expect(texts.join("").length).toBeLessThanOrEqual(6000);
}

describe("a prompt at a glance", () => {
  test("has a line for each section, and one for the turns of the history", () => {
    const { description, fields } = promptEmbed(
      aPrompt(["main", "history:1", "history:2", "note", "history:3"], [aHit]),
      allTexts.en,
    );
    expect(description?.split("\n").slice(1, -1)).toEqual([
      "    10  main",
      "    10  history (2 turns, 1 left out)",
      "    10  note",
      "    10  history (1 turn)",
      "  1194  what the chat template adds",
    ]);
    expect(fields?.find(({ name }) => name === "Lore (1 active)")?.value).toBe(
      '+ Goats / goat: Active: "goat" in the last turn. About 12 tokens, at depth 4.',
    );
  });

  test("says what of the lore stands from earlier turns, where nothing is active and where something is", () => {
    const lore = (shown: ShownPrompt) =>
      promptEmbed(shown, allTexts.en).fields?.find(({ name }) => name.startsWith("Lore"))?.value;
    const sections = ["lore:standing-1", "history:1", "lore:standing-2", "memory:standing-1"];
    const standing = "Stays where it came up in earlier turns: lore:standing-1, lore:standing-2.\n";
    expect(lore(aPrompt(sections))).toBe(`${standing}No entry was active.`);
    expect(lore(aPrompt(sections, [aHit]))).toMatch(`${standing}+ Goats / goat: `);
    expect(lore(aPrompt(["history:2"]))).toBe("No entry was active.");
  });

  test("adds nothing to the sections where not all of them were counted", () => {
    const shown = aPrompt(["main"]);
    const description = (report: ShownPrompt["report"]) =>
      promptEmbed({ ...shown, report }, allTexts.en).description;
    expect(description(shown.report)).toContain("what the chat template adds");
    expect(description(null)).not.toContain("what the chat template adds");
    expect(description(shown.report && { ...shown.report, sections: [] })).not.toContain(
      "what the chat template adds",
    );
  });

  test("says in its reader's language that the template is the model's own", () => {
    const shown = aPrompt(["main"]);
    if (shown.report === null) throw new Error("unreachable");
    const own = { ...shown, report: { ...shown.report, template: "the model's own template" } };
    expect(JSON.stringify(promptEmbed(own, allTexts.de))).toContain("die des Modells selbst");
    expect(promptText(own, { locale: "fr" })).toContain("Gabarit: celui du modèle lui-même");
  });

  test("names the model, its template and the seed", () => {
    const fields = promptEmbed(aPrompt(["main"]), allTexts.en).fields?.map(({ name, value }) => [
      name,
      value,
    ]);
    expect(fields?.slice(0, 3)).toEqual([
      ["Model", "Demo"],
      ["Template", "chatml"],
      ["Seed", "42"],
    ]);
  });

  test("fits Discord's limits however much there is", () => {
    expect.hasAssertions();
    const many = Array.from({ length: 2000 }, (_, index) => `\`\`\` section ${index}`);
    expectToFit(
      promptEmbed(aPrompt(many, Array(200).fill({ ...aHit, title: "x".repeat(80) })), allTexts.en),
    );
  });
});

describe("a prompt as a file", () => {
  test("says of each section who speaks, how many tokens, and whether it was left out", () => {
    const text = promptText(aPrompt(["main", "history:1"], [aHit]), inEnglish);
    expect(text).toContain("=== main (system, 10 tokens)\ntext of main\n");
    expect(text).toContain("=== history:1 (system, 10 tokens, left out)\ntext of history:1\n");
    expect(text).toContain("=== what the chat template adds (1224 tokens)\n");
    expect(text).toContain(
      "Model: Demo\nTemplate: chatml\nTokens: 1234 of prompt (1000 cached), 20 generated\n",
    );
  });

  test("does without counts where the worker gave none", () => {
    const text = promptText({ ...aPrompt(["main"]), report: null }, inEnglish);
    expect(text).toContain("=== main (system)\ntext of main\n");
  });
});

test("the test of a large book fits Discord's limits, and its file has every entry", () => {
  const entries = Array.from({ length: 1000 }, (_, index): LoreTest["entries"][number] => ({
    ref: `book/${index}`,
    bookId: "book",
    bookName: "Goats",
    entryId: String(index),
    title: `entry ${index}`,
    place: "afterChar",
    depth: null,
    content: "Goats climb.",
    unusableKeys: [],
    outcome:
      index % 2 === 0
        ? {
            active: true,
            reason: { kind: "constant" },
            sweep: 1,
            tokens: 5,
            leftOut: null,
          }
        : { active: false, reason: { kind: "cooldown", turnsLeft: 3 } },
  }));
  const answer = testAnswer(
    { entries, tokens: 2500, warnings: Array(100).fill({ code: "w".repeat(200), values: {} }) },
    inEnglish,
  );
  const [embed] = answer.embeds ?? [];
  expectToFit(embed ?? {});
  expect(embed?.title).toBe("500 of 1,000 entries active (about 2,500 tokens)");
  const file = Buffer.from(answer.files?.[0]?.bytes ?? []).toString();
  expect(file.trim().split("\n")).toHaveLength(1000);
  expect(file).toContain("Goats / entry 1 [1]: Not active: it cools down for 3 turns more.");
});
