import { describe, expect, test } from "vitest";
import type { SettingScope } from "../../src/conversation/settings/place.ts";
import type { SettingsStore } from "../../src/conversation/settings/settings-store.ts";

export interface SettingsUnderTest extends Disposable {
  readonly store: SettingsStore;
  /** The same settings after a restart. */
  reopen(): SettingsStore;
}

const guild: SettingScope = { kind: "guild", id: "1" };
const channel: SettingScope = { kind: "channel", id: "2" };

/** What every implementation of {@link SettingsStore} must do. */
export function describeSettingsStore(name: string, open: () => SettingsUnderTest): void {
  describe(`the settings store ${name}`, () => {
    test.each([[false], [0], [2.5], [""], ["no-invites"], [[]], [["a", "b"]]])(
      "a value of %j comes back as it was, after a restart too",
      (value) => {
        using subject = open();
        subject.store.set(guild, "key", "before");
        subject.store.set(guild, "key", value);
        expect(subject.store.read([guild])).toEqual([{ key: value }]);
        expect(subject.reopen().read([guild])).toEqual([{ key: value }]);
      },
    );

    test("each scope is read by itself, in the order asked for, those without settings too", () => {
      using subject = open();
      subject.store.set(guild, "chance", 5);
      subject.store.set(channel, "chance", 7);
      subject.store.set(channel, "burst", 0);
      expect(subject.store.read([channel, { kind: "role", id: "2" }, guild])).toEqual([
        { chance: 7, burst: 0 },
        {},
        { chance: 5 },
      ]);
      expect(subject.store.read([])).toEqual([]);
    });

    test("scopes of different kinds share no settings, even by the same id", () => {
      using subject = open();
      subject.store.set({ kind: "guild", id: "1" }, "chance", 5);
      expect(subject.store.read([{ kind: "channel", id: "1" }])).toEqual([{}]);
    });

    test("what is cleared is gone, and clearing says whether there was anything", () => {
      using subject = open();
      subject.store.set(guild, "chance", 5);
      subject.store.set(guild, "burst", 5);
      expect(subject.store.clear(guild, "chance")).toBe(true);
      expect(subject.store.clear(guild, "chance")).toBe(false);
      expect(subject.store.clear(channel, "burst")).toBe(false);
      expect(subject.reopen().read([guild])).toEqual([{ burst: 5 }]);
    });
  });
}
