import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { PromptSection, SectionRole } from "../../../../src/generation/request.ts";
import type { ActiveLore, PlacedLore } from "../../../../src/roleplay/lorebook/activation.ts";
import { assemblePrompt } from "../../../../src/roleplay/prompt/assemble-prompt.ts";
import { fitPrompt } from "../../../../src/roleplay/prompt/fit-prompt.ts";
import type { PromptInput } from "../../../../src/roleplay/prompt/prompt-input.ts";
import { aCharacter } from "../../../support/character.ts";
import { activeLore, placedLore } from "../../../support/lore.ts";

const text = fc.stringMatching(/^[a-z]{1,20}$/);
const role = fc.constantFrom<SectionRole>("system", "user", "assistant");
const depth = fc.nat(30);

const character = fc
  .record({
    description: text,
    personality: text,
    scenario: text,
    exampleDialogue: fc.array(text, { maxLength: 4 }).map((all) => all.join("\n<START>\n")),
    postHistoryInstructions: fc.option(text, { nil: "" }),
    extensions: fc.record({ depth_prompt: fc.record({ prompt: text, depth, role }) }),
  })
  .map(aCharacter);

const history = fc
  .array(fc.record({ text, ownTurn: fc.boolean() }), { minLength: 1, maxLength: 40 })
  .map((turns) =>
    turns.map((turn, index) => ({
      ...turn,
      id: `t${index}`,
      speakerName: turn.ownTurn ? "Rosie" : "Tom",
    })),
  );

function lore(constant: fc.Arbitrary<boolean>): fc.Arbitrary<PlacedLore> {
  const entries: fc.Arbitrary<ActiveLore[]> = fc.array(
    fc.tuple(text, constant).map(([said, always]) => activeLore(said, { constant: always })),
    { maxLength: 3 },
  );
  return fc
    .record({
      beforeChar: entries,
      afterChar: entries,
      personality: entries,
      scenario: entries,
      beforeExamples: entries,
      afterExamples: entries,
      atDepth: fc.array(
        fc.record({ depth, role, entries: entries.filter(({ length }) => length > 0) }),
        { maxLength: 3 },
      ),
    })
    .map(placedLore);
}

const input: fc.Arbitrary<PromptInput> = fc.record({
  character,
  userNames: fc.constant(["Tom"]),
  history,
  lore: lore(fc.boolean()),
  authorsNote: fc.option(fc.record({ text, depth, role })),
  personas: fc.array(
    fc.record({
      name: text,
      description: text,
      position: fc.oneof(fc.constant("in-prompt" as const), fc.record({ depth, role })),
    }),
    { maxLength: 2 },
  ),
  groupMembers: fc.constantFrom([], ["Rosie", "Vesper"]),
  layout: fc.constantFrom("cache-friendly", "strict"),
});

const isHistory = ({ trim }: PromptSection) => trim.kind === "history";
const isRequired = ({ trim }: PromptSection) => trim.kind === "required";
const cost = (sections: readonly PromptSection[]) =>
  sections.reduce((sum, section) => sum + section.text.length + 3, 0);

function fit(sections: readonly PromptSection[], budget: number) {
  return fitPrompt({
    sections,
    budget,
    countTokens: (section) => section.text.length + 3,
    measure: cost,
  });
}

describe("a prompt", () => {
  test("has the same head, byte for byte, whatever lore the chat calls up", () => {
    fc.assert(
      fc.property(input, lore(fc.constant(false)), lore(fc.constant(false)), (base, one, other) => {
        const head = (called: PlacedLore) => {
          const { sections } = assemblePrompt({ ...base, lore: called, layout: "cache-friendly" });
          return sections.filter(({ id }) =>
            /^(main|description|personality|scenario|persona:|group|example:)/.test(id),
          );
        };
        expect(head(one)).toEqual(head(other));
        const { sections } = assemblePrompt({ ...base, lore: one, layout: "cache-friendly" });
        const inHead = ["lore:before-character", "lore:after-character", "lore:before-examples"];
        expect(sections.filter(({ id }) => inHead.includes(id))).toEqual([]);
      }),
    );
  });

  test("shares all but its end with the one before it, when only the called-up lore differs", () => {
    fc.assert(
      fc.property(input, text, text, (base, one, other) => {
        const sections = (said: string) =>
          assemblePrompt({
            ...base,
            lore: placedLore({ beforeChar: [activeLore(said)] }),
            layout: "cache-friendly",
          }).sections;
        const before = sections(one);
        const triggered = before.findIndex(({ id }) => id === "lore:triggered");
        expect(sections(other).slice(0, triggered)).toEqual(before.slice(0, triggered));
        const later = before.slice(triggered).filter(isHistory);
        const run = base.history.findLastIndex(({ ownTurn }) => !ownTurn);
        const ownBefore = base.history.findLastIndex(
          ({ ownTurn }, index) => ownTurn && index < run,
        );
        expect(later).toHaveLength(run === -1 ? 0 : base.history.length - 1 - ownBefore);
      }),
    );
  });

  test("says everything exactly once in either layout", () => {
    fc.assert(
      fc.property(input, (base) => {
        const all = (layout: "cache-friendly" | "strict") => {
          const { sections, replyPrefix } = assemblePrompt({ ...base, layout });
          return [...sections.map((section) => section.text), replyPrefix]
            .flatMap((said) => said.split("\n"))
            .sort();
        };
        expect(all("cache-friendly")).toEqual(all("strict"));
      }),
    );
  });

  test("strict, goes card, examples, chat, instructions, and depths are in the chat alone", () => {
    fc.assert(
      fc.property(input, (base) => {
        const personas = base.personas?.filter(({ position }) => position === "in-prompt");
        const { sections } = assemblePrompt({ ...base, personas, layout: "strict" });
        const ranks = sections.map(({ id }) => order.findIndex((start) => id.startsWith(start)));
        const fixed = ranks.filter((rank) => rank !== -1);
        expect(fixed).toEqual(fixed.toSorted((a, b) => a - b));
        const afterHead = ranks.findLastIndex((rank) => rank !== -1 && rank < inChat) + 1;
        expect(ranks.slice(0, afterHead)).not.toContain(-1);
        expect(ranks.slice(afterHead).filter((rank) => rank > inChat).length).toBeLessThan(2);
      }),
    );
  });

  test("has at each depth what asked for it: as many turns follow as it said", () => {
    fc.assert(
      fc.property(history, depth, role, (turns, wanted, by) => {
        fc.pre(wanted > 0 || by !== "assistant");
        const { sections } = assemblePrompt({
          character: aCharacter({ postHistoryInstructions: "end" }),
          userNames: ["Tom"],
          history: turns,
          authorsNote: { text: "note", depth: wanted, role: by },
        });
        const index = sections.findIndex(({ id }) => id === "authors-note");
        expect(sections.slice(index).filter(isHistory)).toHaveLength(
          Math.min(wanted, turns.length),
        );
      }),
    );
  });
});

const order = [
  "main",
  "lore:before-character",
  "description",
  "personality",
  "scenario",
  "lore:after-character",
  "persona:",
  "group",
  "lore:before-examples",
  "example:",
  "lore:after-examples",
  "history:",
  "post-history",
];

const inChat = order.indexOf("history:");

describe("a prompt that has to fit", () => {
  const scene = fc.tuple(input, fc.integer({ min: 0, max: 100 })).map(([base, share]) => {
    const { sections } = assemblePrompt(base);
    const newest = sections.findLast(isHistory);
    const least = sections.filter(
      (section) => section.trim.kind === "required" || section === newest,
    );
    const span = cost(sections) - cost(least);
    return { sections, newest, budget: cost(least) + Math.floor((span * share) / 100) };
  });

  test("never exceeds its budget, and never loses the newest turn, a note or lore", () => {
    fc.assert(
      fc.property(scene, ({ sections, newest, budget }) => {
        const fitting = fit(sections, budget);
        expect(cost(fitting)).toBeLessThanOrEqual(budget);
        expect(fitting).toContain(newest);
        for (const section of sections.filter(isRequired)) expect(fitting).toContain(section);
      }),
    );
  });

  test("keeps what stands among the turns at its distance from the end", () => {
    fc.assert(
      fc.property(scene, ({ sections, budget }) => {
        const fitting = fit(sections, budget);
        const kept = fitting.filter(isHistory).length;
        for (const section of fitting.filter(isRequired)) {
          const behind = (all: readonly PromptSection[]) =>
            all.slice(all.indexOf(section)).filter(isHistory).length;
          expect(behind(fitting)).toBe(Math.min(kept, behind(sections)));
        }
      }),
    );
  });

  test("loses its examples, the last first, before any turn", () => {
    fc.assert(
      fc.property(scene, ({ sections, budget }) => {
        const fitting = fit(sections, budget);
        const examples = (all: readonly PromptSection[]) =>
          all.filter(({ trim }) => trim.kind === "optional");
        const left = examples(fitting);
        expect(left).toEqual(examples(sections).slice(0, left.length));
        const turnsLost = fitting.filter(isHistory).length < sections.filter(isHistory).length;
        expect(turnsLost && left.length > 0).toBe(false);
      }),
    );
  });
});
