import { describe, expect, test } from "vitest";
import type { LorebookStore, NewLorebook } from "../../src/conversation/lore/lorebook-store.ts";

/** A store with two conversations, `here` and `there`. */
export interface LorebooksUnderTest extends Disposable {
  readonly store: LorebookStore;
  readonly here: string;
  readonly there: string;
  /** The same books after a restart. */
  reopen(): LorebookStore;
}

/** What every implementation of {@link LorebookStore} must do. */
export function describeLorebookStore(name: string, open: () => LorebooksUnderTest): void {
  describe(`the lorebook store ${name}`, () => {
    test("a book is found by its id, with its content as it was imported, after a restart too", () => {
      using subject = open();
      const added = subject.store.add(aBook({ content: ' {"entries":\n[] }' }));
      expect(added).toMatchObject({ name: "Harbour", ownerId: "mara", revision: 1 });
      const stored = { ...added, content: ' {"entries":\n[] }' };
      expect(subject.store.get(added.id)).toEqual(stored);
      expect(subject.reopen().get(added.id)).toEqual(stored);
      expect(subject.reopen().get("nothing")).toBeUndefined();
    });

    test("new content raises the revision, and what isn't there isn't made", () => {
      using subject = open();
      const { id } = subject.store.add(aBook());
      expect(subject.store.replace(id, "[1]")?.revision).toBe(2);
      expect(subject.store.replace(id, "[2]")?.revision).toBe(3);
      expect(subject.reopen().get(id)).toMatchObject({ content: "[2]", revision: 3 });
      expect(subject.reopen().replace("nothing", "[]")).toBeUndefined();
    });

    test("a book that gets another name keeps its content and its places", () => {
      using subject = open();
      const { store, here } = subject;
      const { id } = store.add(aBook({ content: "[1]" }));
      store.attach(here, id);
      expect(store.rename(id, "Lagoon")).toBe(true);
      expect(store.rename("nothing", "Lagoon")).toBe(false);
      expect(subject.reopen().attached(here)).toMatchObject([{ id, name: "Lagoon" }]);
      expect(subject.reopen().get(id)?.content).toBe("[1]");
    });

    test("a book that is removed is gone from every conversation", () => {
      using subject = open();
      const { store, here } = subject;
      const { id } = store.add(aBook());
      store.attach(here, id);
      expect(store.remove(id)).toBe(true);
      expect(store.remove(id)).toBe(false);
      expect(subject.reopen().attached(here)).toEqual([]);
      expect(subject.reopen().get(id)).toBeUndefined();
    });

    test("a server's books are seen in all of its channels, a conversation's in it alone", () => {
      using subject = open();
      const { store, here, there } = subject;
      store.add(aBook({ name: "Whales" }));
      store.add(aBook({ name: "Other", scope: { kind: "guild", guildId: "elsewhere" } }));
      store.add(aBook({ name: "Attic", scope: { kind: "conversation", conversationId: here } }));
      const names = (guildId: string | null, conversationId: string | null) =>
        store.visible({ guildId, conversationId }).map(({ name }) => name);
      expect(names("guild", here)).toEqual(["Attic", "Whales"]);
      expect(names("guild", there)).toEqual(["Whales"]);
      expect(names("guild", null)).toEqual(["Whales"]);
      expect(names(null, here)).toEqual(["Attic"]);
      expect(names(null, null)).toEqual([]);
    });

    test("attached books come in the order in which they were attached, each once", () => {
      using subject = open();
      const { store, here, there } = subject;
      const [one, two, three] = ["One", "Two", "Three"].map((name) => store.add(aBook({ name })));
      if (!one || !two || !three) throw new Error("unreachable");
      for (const { id } of [three, one, two]) expect(store.attach(here, id)).toBe(true);
      expect(store.attach(here, one.id)).toBe(false);
      expect(store.detach(here, one.id)).toBe(true);
      expect(store.detach(here, one.id)).toBe(false);
      store.attach(here, one.id);
      expect(subject.reopen().attached(here)).toEqual([three, two, one]);
      expect(subject.reopen().attached(there)).toEqual([]);
    });

    test("a book that isn't there can't be attached", () => {
      using subject = open();
      expect(() => subject.store.attach(subject.here, "nothing")).toThrow(Error);
    });
  });
}

function aBook(changes: Partial<NewLorebook> = {}): NewLorebook {
  return {
    name: "Harbour",
    ownerId: "mara",
    scope: { kind: "guild", guildId: "guild" },
    content: "{}",
    ...changes,
  };
}
