import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { activateEntries } from "../../../../src/roleplay/lorebook/activate-entries.ts";
import { lorebookBudget } from "../../../../src/roleplay/lorebook/activation.ts";
import { describeOutcome } from "../../../../src/roleplay/lorebook/describe-outcome.ts";
import type { LorebookEntry } from "../../../../src/roleplay/lorebook/lorebook.ts";
import {
  activeIds,
  aLorebook,
  anActivation,
  anEntry,
  reportOf,
} from "../../../support/lorebook.ts";

/** A constant entry of this many tokens. */
function sized(id: string, tokens: number, fields: Partial<LorebookEntry> = {}): LorebookEntry {
  const content = Array.from({ length: tokens }, () => "word").join(" ");
  return anEntry({ id, constant: true, content, ...fields });
}

function activeWithin(tokenBudget: number, entries: readonly LorebookEntry[]): string[] {
  return activeIds(activateEntries(anActivation(entries, { settings: { tokenBudget } })));
}

describe("the token budget", () => {
  test("goes to the highest insertion orders first", () => {
    const entries = [1, 2, 3].map((order) => sized(String(order), 10, { insertionOrder: order }));
    expect(activeWithin(20, entries)).toEqual(["2", "3"]);
  });

  test("goes to the highest priorities first, where they are given", () => {
    const entries = [
      sized("low", 10, { insertionOrder: 9, priority: 1 }),
      sized("high", 10, { insertionOrder: 1, priority: 5 }),
    ];
    expect(activeWithin(10, entries)).toEqual(["high"]);
  });

  test("closes at the first entry that doesn't fit", () => {
    const entries = [
      sized("a", 10, { insertionOrder: 3 }),
      sized("b", 10, { insertionOrder: 2 }),
      sized("c", 1, { insertionOrder: 1 }),
    ];
    const activation = activateEntries(anActivation(entries, { settings: { tokenBudget: 15 } }));
    expect(activeIds(activation)).toEqual(["a"]);
    expect(activation.overflowed).toBe(true);
    expect(activation.tokens).toBe(10);
    expect(describeOutcome(reportOf(activation, "b"))).toBe(
      "Not active: it needs 10 tokens; the budget has 5 left.",
    );
  });

  test("may be filled to the last token", () => {
    expect(activeWithin(10, [sized("a", 10)])).toEqual(["a"]);
  });

  test("doesn't bind entries that ignore it", () => {
    const entries = [
      sized("a", 10, { insertionOrder: 2 }),
      sized("b", 9, { ignoreBudget: true, insertionOrder: 1 }),
    ];
    expect(activeWithin(5, entries)).toEqual(["b"]);
  });

  test("ends recursion when it overflows", () => {
    const entries = [
      anEntry({ id: "king", keys: ["king"], content: "castle", insertionOrder: 2 }),
      sized("big", 50, { insertionOrder: 1 }),
      anEntry({ id: "castle", keys: ["castle"], content: "x" }),
    ];
    const settings = { tokenBudget: 10, recursive: true };
    expect(
      activeIds(activateEntries(anActivation(entries, { turns: ["king"], settings }))),
    ).toEqual(["king"]);
  });

  test("takes room back from a lower priority that came earlier", () => {
    const entries = [
      anEntry({ id: "king", keys: ["king"], content: "castle", priority: 1 }),
      sized("castle", 10, { constant: false, keys: ["castle"], priority: 5 }),
    ];
    const settings = { tokenBudget: 10, recursive: true };
    const activation = activateEntries(anActivation(entries, { turns: ["king"], settings }));
    expect(activeIds(activation)).toEqual(["castle"]);
    expect(describeOutcome(reportOf(activation, "king"))).toBe(
      "Not active: an entry of higher priority needed the room (book/castle).",
    );
  });

  test("takes room first from what yields when the context is full, whatever its priority", () => {
    const content = "@@ignore_on_max_context\nword word word word word word";
    const entries = [
      anEntry({ id: "yields", constant: true, content, priority: 99, insertionOrder: 99 }),
      sized("other", 10),
    ];
    expect(activeWithin(10, entries)).toEqual(["other"]);
    expect(activeWithin(16, entries)).toEqual(["yields", "other"].sort().reverse());
  });

  test("of a book binds its own entries alone", () => {
    const activation = activateEntries(
      anActivation([], {
        books: [
          {
            id: "a",
            source: "character",
            book: aLorebook([sized("a1", 5), sized("a2", 5)], { tokenBudget: 5 }),
          },
          { id: "b", source: "shared", book: aLorebook([sized("b1", 50)]) },
        ],
      }),
    );
    expect(activeIds(activation)).toEqual(["a1", "b1"]);
    expect(describeOutcome(reportOf(activation, "a2"))).toMatch(/the book's budget has 0 left/);
  });

  test.each([
    ["characterFirst", ["character"]],
    ["sharedFirst", ["shared"]],
    ["evenly", ["shared"]],
  ] as const)("serves books %s when they compete", (insertionStrategy, expected) => {
    const activation = activateEntries(
      anActivation([], {
        settings: { tokenBudget: 10, insertionStrategy },
        books: [
          {
            id: "s",
            source: "shared",
            book: aLorebook([sized("shared", 10, { insertionOrder: 9 })]),
          },
          {
            id: "c",
            source: "character",
            book: aLorebook([sized("character", 10, { insertionOrder: 1 })]),
          },
        ],
      }),
    );
    expect(activeIds(activation)).toEqual(expected);
  });

  test("serves a conversation's own book before all, then the persona's", () => {
    const sources = ["shared", "character", "persona", "conversation"] as const;
    const run = (tokenBudget: number) =>
      activeIds(
        activateEntries(
          anActivation([], {
            settings: { tokenBudget },
            books: sources.map((source) => ({
              id: source,
              source,
              book: aLorebook([sized(source, 10)]),
            })),
          }),
        ),
      );
    expect(run(10)).toEqual(["conversation"]);
    expect(run(20)).toEqual(["conversation", "persona"]);
  });

  test("is a share of the context, at least one token and at most the cap", () => {
    expect([lorebookBudget(8192), lorebookBudget(1), lorebookBudget(8192, 25, 500)]).toEqual([
      2048, 1, 500,
    ]);
  });

  test("is never exceeded, whatever the entries", () => {
    const entry = fc.record({
      tokens: fc.integer({ min: 0, max: 30 }),
      insertionOrder: fc.integer({ min: 0, max: 5 }),
      priority: fc.option(fc.integer({ min: 0, max: 5 })),
      yields: fc.boolean(),
      key: fc.constantFrom("word", "king", "none"),
    });
    const books = fc.array(
      fc.record({ entries: fc.array(entry, { maxLength: 8 }), tokenBudget: fc.option(fc.nat(60)) }),
      { maxLength: 3 },
    );
    fc.assert(
      fc.property(books, fc.nat(100), (specs, tokenBudget) => {
        const attached = specs.map((spec, index) => ({
          id: `b${index}`,
          source: "shared" as const,
          book: aLorebook(
            spec.entries.map(({ tokens, key, yields, ...fields }, id) => {
              const words = Array.from({ length: tokens }, () => "word").join(" ");
              const content = yields ? `@@ignore_on_max_context\n${words}` : words;
              return anEntry({ id: String(id), keys: [key], content, ...fields });
            }),
            { tokenBudget: spec.tokenBudget },
          ),
        }));
        const activation = activateEntries(
          anActivation([], {
            turns: ["king"],
            books: attached,
            settings: { tokenBudget, recursive: true },
          }),
        );
        const used = (bookId?: string) =>
          activation.entries
            .filter((report) => bookId === undefined || report.bookId === bookId)
            .reduce((sum, { outcome }) => sum + (outcome.active ? outcome.tokens : 0), 0);
        expect(activation.tokens).toBe(used());
        expect(used()).toBeLessThanOrEqual(tokenBudget);
        for (const { id, book } of attached) {
          expect(used(id)).toBeLessThanOrEqual(book.tokenBudget ?? Number.POSITIVE_INFINITY);
        }
      }),
    );
  });
});
