import { describe, expect, test } from "vitest";
import type { PersonaFields } from "../../src/conversation/personas/persona.ts";
import type { PersonaStore } from "../../src/conversation/personas/persona-store.ts";

export interface PersonasUnderTest extends Disposable {
  readonly store: PersonaStore;
  /** The same personas after a restart. */
  reopen(): PersonaStore;
}

const captain: PersonaFields = {
  name: "Captain",
  pronouns: "she/her",
  description: "Lost an eye.",
  position: { depth: 3, role: "system" },
};

/** What every implementation of {@link PersonaStore} must do. */
export function describePersonaStore(name: string, open: () => PersonasUnderTest): void {
  describe(`the persona store ${name}`, () => {
    test("a persona is its owner's, as it was made and changed, after a restart too", () => {
      using subject = open();
      const added = subject.store.add("tom", captain);
      subject.store.add("ann", { ...captain, name: "Queen" });
      expect(subject.reopen().of("tom")).toEqual([{ ...captain, ...added }]);
      expect(subject.reopen().get(added.id)).toMatchObject({ ownerId: "tom", avatarHash: null });
      const cook = { ...captain, name: "Cook", position: "nowhere" } as const;
      expect(subject.reopen().change(added.id, cook)).toMatchObject(cook);
      expect(subject.reopen().change("nothing", cook)).toBeUndefined();
      expect(
        subject
          .reopen()
          .of("tom")
          .map((each) => each.name),
      ).toEqual(["Cook"]);
    });

    test("a picture comes back byte for byte, and may be taken away", () => {
      using subject = open();
      const { id } = subject.store.add("tom", captain);
      expect(subject.store.avatar(id)).toBeNull();
      subject.store.setAvatar(id, { png: new Uint8Array([0, 255, 10]), hash: "h" });
      const avatar = subject.reopen().avatar(id);
      expect([...(avatar?.png ?? [])]).toEqual([0, 255, 10]);
      expect(subject.reopen().get(id)?.avatarHash).toBe("h");
      subject.reopen().setAvatar(id, null);
      expect(subject.reopen().avatar(id)).toBeNull();
    });

    test("choices are kept by scope, and go with their persona", () => {
      using subject = open();
      const { store } = subject;
      const { id } = store.add("tom", captain);
      store.choose("tom", { scope: { kind: "everywhere" }, personaId: id });
      store.choose("tom", { scope: { kind: "server", guildId: "g" }, personaId: id });
      store.choose("tom", { scope: { kind: "channel", channelId: "c" }, personaId: id });
      store.choose("tom", { scope: { kind: "channel", channelId: "c" }, personaId: null });
      store.unchoose("tom", { kind: "everywhere" });
      expect(subject.reopen().choices("tom")).toHaveLength(2);
      expect(subject.reopen().remove(id)).toBe(true);
      expect(subject.reopen().remove(id)).toBe(false);
      expect(subject.reopen().choices("tom")).toEqual([
        { scope: { kind: "channel", channelId: "c" }, personaId: null },
      ]);
    });

    test("autoproxy is kept by person and server", () => {
      using subject = open();
      const { store } = subject;
      const { id } = store.add("tom", captain);
      store.setAutoproxy("tom", "g", { mode: "latch", personaId: id, latchedAt: 7 });
      expect(subject.reopen().autoproxy("tom", "g")).toEqual({
        mode: "latch",
        personaId: id,
        latchedAt: 7,
      });
      expect(subject.reopen().autoproxy("tom", "other")).toBeUndefined();
      subject.reopen().setAutoproxy("tom", "g", { mode: "persona", personaId: id });
      expect(subject.reopen().autoproxy("tom", "g")).toEqual({ mode: "persona", personaId: id });
      subject.reopen().setAutoproxy("tom", "g", null);
      expect(subject.reopen().autoproxy("tom", "g")).toBeUndefined();
    });
  });
}
