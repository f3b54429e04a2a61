import { describe, expect, test } from "vitest";
import type { PresetStore } from "../../src/conversation/presets/preset-store.ts";
import { defaultSampling } from "../../src/generation/sampling-defaults.ts";

export interface PresetsUnderTest extends Disposable {
  readonly store: PresetStore;
  /** The same presets after a restart. */
  reopen(): PresetStore;
}

const warm = { id: "1", guildId: "inn", name: "Warm", settings: { temperature: 1.2 } };
const cold = { id: "2", guildId: "inn", name: "Cold", settings: { temperature: 0.2, topK: 20 } };
const theirs = { id: "3", guildId: "mill", name: "Warm", settings: {} };

/** What every implementation of {@link PresetStore} must do. */
export function describePresetStore(name: string, open: () => PresetsUnderTest): void {
  describe(`the preset store ${name}`, () => {
    test("a preset with every setting comes back as it was, after a restart too", () => {
      using subject = open();
      const whole = { ...warm, settings: { ...defaultSampling, drySequenceBreakers: ["\n", '"'] } };
      subject.store.save(whole);
      expect(subject.store.get("1")).toEqual(whole);
      expect(subject.reopen().get("1")).toEqual(whole);
    });

    test("a guild has its own presets and no others, by name", () => {
      using subject = open();
      for (const preset of [warm, cold, theirs]) subject.store.save(preset);
      expect(subject.store.ofGuild("inn")).toEqual([cold, warm]);
      expect(subject.store.ofGuild("mill")).toEqual([theirs]);
      expect(subject.store.ofGuild("nowhere")).toEqual([]);
    });

    test("one that is saved again takes the place of the one before: what it says no more is gone", () => {
      using subject = open();
      subject.store.save(cold);
      const changed = { ...cold, name: "Cool", settings: { temperature: 0.4 } };
      subject.store.save(changed);
      expect(subject.reopen().ofGuild("inn")).toEqual([changed]);
    });

    test("one that is deleted is gone, and deleting says whether there was one", () => {
      using subject = open();
      subject.store.save(warm);
      subject.store.save(cold);
      expect(subject.store.delete("1")).toBe(true);
      expect(subject.store.delete("1")).toBe(false);
      const store = subject.reopen();
      expect(store.get("1")).toBeUndefined();
      expect(store.ofGuild("inn")).toEqual([cold]);
    });
  });
}
