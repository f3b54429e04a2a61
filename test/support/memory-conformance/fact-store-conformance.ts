import { describe, expect, test } from "vitest";
import type { NewFact } from "../../../src/conversation/memory/fact-store.ts";
import { say } from "../conversation-inputs.ts";
import { type MemoryUnderTest, startIn } from "./memory-under-test.ts";

function fact(conversationId: string, text: string, changes: Partial<NewFact> = {}): NewFact {
  const by = { authorId: "ada", authorName: "Ada", characterId: null, turnId: null };
  return { conversationId, text, ...by, ...changes };
}

/** What every implementation of {@link FactStore} must do. */
export function describeFactStore(name: string, open: () => MemoryUnderTest): void {
  describe(`the fact store ${name}`, () => {
    test("a fact comes back as it was pinned, after a restart too", () => {
      using subject = open();
      const { facts } = subject.memory;
      const here = startIn(subject);
      const turn = say(subject.conversations, here, { messageId: "1" });
      const whole = { characterId: "rosie", turnId: turn.id };
      const pinned = facts.pin(fact(here.id, "The stew is Tuesday's", whole));
      expect(pinned).toEqual({ ...fact(here.id, "The stew is Tuesday's", whole), id: pinned.id });
      subject.restart();
      expect(facts.fact(pinned.id)).toEqual(pinned);
      expect(facts.fact("another")).toBeUndefined();
    });

    test("a conversation has its own facts and no others, the oldest first", () => {
      using subject = open();
      const { facts } = subject.memory;
      const here = startIn(subject);
      const there = startIn(subject, "mill");
      for (const text of ["one", "two", "three"]) facts.pin(fact(here.id, text));
      facts.pin(fact(there.id, "elsewhere"));
      expect(facts.facts(here.id, null).map(({ text }) => text)).toEqual(["one", "two", "three"]);
      expect(facts.known(here.id, "rosie").map(({ text }) => text)).toEqual([
        "one",
        "two",
        "three",
      ]);
      expect(facts.facts(there.id, null).map(({ text }) => text)).toEqual(["elsewhere"]);
      expect(facts.facts("nowhere", null)).toEqual([]);
    });

    test("facts that are pinned at one moment, as from a file, keep their order", () => {
      using subject = open();
      const { facts } = subject.memory;
      const here = startIn(subject);
      const texts = Array.from({ length: 30 }, (_, index) => `paragraph ${index}`);
      for (const text of texts) facts.pin(fact(here.id, text));
      subject.restart();
      expect(facts.facts(here.id, null).map(({ text }) => text)).toEqual(texts);
      expect(facts.known(here.id, "rosie").map(({ text }) => text)).toEqual(texts);
    });

    test("a character knows its own facts and those of all, and none of another's", () => {
      using subject = open();
      const { facts } = subject.memory;
      const here = startIn(subject);
      facts.pin(fact(here.id, "of all"));
      facts.pin(fact(here.id, "of Rosie", { characterId: "rosie" }));
      facts.pin(fact(here.id, "of Hale", { characterId: "hale" }));
      for (const those of [facts.known(here.id, "rosie"), facts.facts(here.id, "rosie")])
        expect(those.map(({ text }) => text)).toEqual(["of all", "of Rosie"]);
      expect(facts.facts(here.id, null)).toHaveLength(3);
    });

    test("an edit changes the text alone, and says whether the fact was there", () => {
      using subject = open();
      const { facts } = subject.memory;
      const here = startIn(subject);
      const first = facts.pin(fact(here.id, "first"));
      const second = facts.pin(fact(here.id, "second"));
      expect(facts.edit(first.id, "another")).toBe(true);
      expect(facts.edit("nobody's", "another")).toBe(false);
      expect(facts.facts(here.id, null)).toEqual([{ ...first, text: "another" }, second]);
    });

    test("a fact that is removed is gone, and removing says whether there was one", () => {
      using subject = open();
      const { facts } = subject.memory;
      const here = startIn(subject);
      const first = facts.pin(fact(here.id, "first"));
      const second = facts.pin(fact(here.id, "second"));
      expect(facts.remove(first.id)).toBe(true);
      expect(facts.remove(first.id)).toBe(false);
      subject.restart();
      expect(facts.facts(here.id, null)).toEqual([second]);
    });

    test("clearing takes those of a conversation, or of one person there, and counts them", () => {
      using subject = open();
      const { facts } = subject.memory;
      const here = startIn(subject);
      const there = startIn(subject, "mill");
      facts.pin(fact(here.id, "Ada's"));
      facts.pin(fact(here.id, "Bob's", { authorId: "bob" }));
      facts.pin(fact(here.id, "Bob's too", { authorId: "bob" }));
      facts.pin(fact(there.id, "Bob's elsewhere", { authorId: "bob" }));
      expect(facts.clear(here.id, "bob")).toBe(2);
      expect(facts.facts(here.id, null).map(({ text }) => text)).toEqual(["Ada's"]);
      expect(facts.clear(here.id, null)).toBe(1);
      expect(facts.clear(here.id, null)).toBe(0);
      expect(facts.facts(there.id, null)).toHaveLength(1);
    });

    test("nobody knows what someone pinned who opted out, nor what was pinned of their turns, until they are back", () => {
      using subject = open();
      const { facts } = subject.memory;
      const here = startIn(subject);
      const turn = say(subject.conversations, here, { messageId: "1" });
      facts.pin(fact(here.id, "Ada's"));
      facts.pin(fact(here.id, "of Ada's turn", { authorId: "bob", turnId: turn.id }));
      const bobs = facts.pin(fact(here.id, "Bob's", { authorId: "bob" }));
      subject.privacy.optOut("ada");
      expect(facts.known(here.id, "rosie")).toEqual([bobs]);
      // Whoever manages the chat still sees what is pinned there.
      expect(facts.facts(here.id, null)).toHaveLength(3);
      subject.privacy.optIn("ada");
      expect(facts.known(here.id, "rosie")).toHaveLength(3);
    });

    test("with someone who is forgotten, what they pinned goes, and what was pinned of their turns", () => {
      using subject = open();
      const { facts } = subject.memory;
      const here = startIn(subject);
      const turn = say(subject.conversations, here, { messageId: "1" });
      facts.pin(fact(here.id, "Ada's"));
      facts.pin(fact(here.id, "of Ada's turn", { authorId: "bob", turnId: turn.id }));
      const bobs = facts.pin(fact(here.id, "Bob's", { authorId: "bob" }));
      subject.privacy.forgetIn(here.id, "ada");
      subject.privacy.forgetRest("ada");
      expect(facts.facts(here.id, null)).toEqual([bobs]);
    });
  });
}
