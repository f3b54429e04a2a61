import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { activateEntries } from "../../../../src/roleplay/lorebook/activate-entries.ts";
import type { LorebookEntry } from "../../../../src/roleplay/lorebook/lorebook.ts";
import { seededDice } from "../../../../src/roleplay/lorebook/seeded-dice.ts";
import {
  type ActivationScene,
  aLorebook,
  anActivation,
  anEntry,
  reportOf,
} from "../../../support/lorebook.ts";

function place(entries: readonly LorebookEntry[], scene: ActivationScene = {}) {
  const constant = entries.map((entry) => ({ ...entry, constant: true }));
  return activateEntries(
    anActivation(constant, { turns: ["one", "two words", "three"], ...scene }),
  );
}

const texts = (list: readonly { readonly text: string }[] | undefined) =>
  list?.map(({ text }) => text);

describe("where an active entry goes", () => {
  test.each([
    "beforeChar",
    "afterChar",
    "authorsNoteTop",
    "authorsNoteBottom",
    "beforeExamples",
    "afterExamples",
  ] as const)("is %s", (position) => {
    expect(texts(place([anEntry({ id: "1", position })]).lore[position])).toEqual(["Lore of 1."]);
  });

  test("is a depth with a role", () => {
    const entry = anEntry({ id: "1", position: "atDepth", depth: 3, role: "assistant" });
    expect(place([entry]).lore.atDepth).toMatchObject([
      { depth: 3, role: "assistant", entries: [{ ref: "book/1" }] },
    ]);
  });

  test("is an outlet by name", () => {
    const entry = anEntry({ id: "1", position: "outlet", outletName: " weather " });
    expect(texts(place([entry]).lore.outlets.get("weather"))).toEqual(["Lore of 1."]);
  });

  const decorated = (
    decorators: string,
    fields: Partial<LorebookEntry> = {},
    scene: ActivationScene = {},
  ) => {
    const entry = anEntry({ id: "1", ...fields, content: `${decorators}\nLore.` });
    const { outcome, place: at, depth } = reportOf(place([entry], scene), "1");
    return outcome.active ? { place: at, depth } : undefined;
  };

  test.each([
    ["@@position before_desc", "beforeChar"],
    ["@@position after_desc", "afterChar"],
    ["@@position personality", "personality"],
    ["@@position scenario", "scenario"],
    ["@@depth 2\n@@position after_desc", "afterChar"],
  ])("is told by %j before all else", (decorators, expected) => {
    const sections = { characterPersonality: "kind", scenario: "A tavern." };
    expect(decorated(decorators, { position: "atDepth" }, { texts: sections })?.place).toBe(
      expected,
    );
  });

  test("isn't a section that the prompt doesn't have", () => {
    expect(decorated("@@position personality", { position: "afterChar" })?.place).toBe("afterChar");
  });

  test.each([
    ["@@depth 2", 2],
    ["@@depth -1", 0],
    ["@@depth 99", 99],
    ["@@reverse_depth 1", 2],
    ["@@reverse_depth 9", 0],
    ["@@end", 0],
  ])("is the depth of %s", (decorators, depth) => {
    expect(decorated(decorators)).toEqual({ place: "atDepth", depth });
  });

  test.each([
    ["@@instruct_depth 0", 0],
    ["@@instruct_depth 1", 1],
    ["@@instruct_depth 2", 2],
    ["@@instruct_depth 99", 3],
    ["@@reverse_instruct_depth 0", 3],
    ["@@reverse_instruct_depth 1", 2],
  ])("is counted in tokens for a text with %s", (decorators, depth) => {
    expect(decorated(decorators, {}, { settings: { promptKind: "text" } })).toEqual({
      place: "atDepth",
      depth,
    });
  });

  test("has the role that a decorator gives it", () => {
    const entry = anEntry({ id: "1", content: "@@depth 0\n@@role assistant\nLore." });
    expect(place([entry]).lore.atDepth[0]).toMatchObject({ depth: 0, role: "assistant" });
  });

  test("is nowhere at an author's note that isn't part of the prompt", () => {
    const entry = anEntry({ id: "1", position: "authorsNoteTop" });
    const activation = place([entry], { chat: { authorsNoteShown: false } });
    expect(activation.lore.authorsNoteTop).toEqual([]);
    expect(reportOf(activation, "1").outcome).toMatchObject({
      active: true,
      leftOut: "noAuthorsNote",
    });
  });

  test("is nowhere without a text", () => {
    const activation = place([anEntry({ id: "1", content: "@@depth 1\n \n" })]);
    expect(activation.lore.atDepth).toEqual([]);
    expect(reportOf(activation, "1").outcome).toMatchObject({
      active: true,
      leftOut: "blank",
      tokens: 0,
    });
  });
});

describe("the order within a place", () => {
  test("goes up with the insertion order, in all books together", () => {
    const activation = activateEntries(
      anActivation([], {
        books: [
          {
            id: "a",
            source: "character",
            book: aLorebook(
              [9, 1].map((order) =>
                anEntry({ id: `a${order}`, constant: true, insertionOrder: order }),
              ),
            ),
          },
          {
            id: "b",
            source: "shared",
            book: aLorebook([anEntry({ id: "b5", constant: true, insertionOrder: 5 })]),
          },
        ],
      }),
    );
    expect(texts(activation.lore.beforeChar)).toEqual([
      "Lore of a1.",
      "Lore of b5.",
      "Lore of a9.",
    ]);
  });

  test("of depths goes from far to near; at one depth system, user, assistant", () => {
    const at = (depth: number, role: LorebookEntry["role"]) =>
      anEntry({ id: `${depth}${role}`, position: "atDepth", depth, role });
    const { lore } = place([at(0, "system"), at(4, "assistant"), at(4, "user"), at(4, "system")]);
    expect(lore.atDepth.map(({ depth, role }) => `${depth} ${role}`)).toEqual([
      "4 system",
      "4 user",
      "4 assistant",
      "0 system",
    ]);
  });

  test("and what is active don't depend on where entries and books stand in their files", () => {
    const spec = fc.record({
      keys: fc.subarray(["king", "castle", "moat", "/dra.on/"]),
      content: fc.constantFrom("castle", "moat", "a dragon", "", "@@ignore_on_max_context\nking"),
      insertionOrder: fc.integer({ min: 0, max: 2 }),
      priority: fc.option(fc.integer({ min: 0, max: 2 })),
      constant: fc.boolean(),
      probability: fc.constantFrom(50, 100),
      group: fc.constantFrom("", "", "a", "b", "a,b"),
      groupOverride: fc.boolean(),
      sticky: fc.constantFrom(0, 2),
      delayUntilRecursion: fc.constantFrom(0, 0, 1, 2),
    });
    const specs = fc.array(spec, { maxLength: 10 });
    fc.assert(
      fc.property(
        specs,
        specs,
        fc.nat(12),
        fc.infiniteStream(fc.nat()),
        (one, two, tokenBudget, order) => {
          const book = (list: typeof one) =>
            list.map((fields, id) => anEntry({ id: String(id), ...fields }));
          const run = (books: [string, LorebookEntry[]][]) =>
            activateEntries(
              anActivation([], {
                turns: ["the king"],
                settings: { tokenBudget, recursive: true },
                books: books.map(([id, entries]) => ({
                  id,
                  source: "shared",
                  book: aLorebook(entries),
                })),
                tools: { random: seededDice("order") },
              }),
            );
          const shuffled = (list: LorebookEntry[]) =>
            list
              .map((entry) => ({ entry, at: order.next().value }))
              .sort((left, right) => left.at - right.at)
              .map(({ entry }) => entry);
          const [first, second] = [book(one), book(two)];
          expect(
            run([
              ["y", shuffled(second)],
              ["x", shuffled(first)],
            ]),
          ).toEqual(
            run([
              ["x", first],
              ["y", second],
            ]),
          );
        },
      ),
    );
  });
});
