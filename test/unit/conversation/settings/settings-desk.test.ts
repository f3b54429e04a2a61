import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type {
  Place,
  ScopeKind,
  SettingScope,
} from "../../../../src/conversation/settings/place.ts";
import {
  placeSettings,
  settingKeys,
} from "../../../../src/conversation/settings/place-settings.ts";
import type { Setting } from "../../../../src/conversation/settings/setting.ts";
import {
  readPlaceDefaults,
  SettingsDesk,
} from "../../../../src/conversation/settings/settings-desk.ts";
import { openMemoryStore } from "../../../support/memory-store.ts";

const thread: Place = {
  channelId: "40",
  parentId: "30",
  categoryId: "20",
  guildId: "10",
  isDirect: false,
  name: "stairs",
  ageRestricted: false,
};
const channel: Place = { ...thread, channelId: "30", parentId: null };

const scopes: Readonly<Record<ScopeKind, SettingScope>> = {
  role: { kind: "role", id: "99" },
  thread: { kind: "thread", id: "40" },
  channel: { kind: "channel", id: "30" },
  category: { kind: "category", id: "20" },
  guild: { kind: "guild", id: "10" },
};

function openDesk(defaults: Readonly<Record<string, unknown>> = {}) {
  const store = openMemoryStore().settings;
  const placeOf = (channelId: string) =>
    [thread, channel].find((place) => place.channelId === channelId);
  return { store, desk: new SettingsDesk({ store, places: { placeOf }, defaults }) };
}

describe("a setting's value", () => {
  test("is the program's where nobody has set it", () => {
    const { desk } = openDesk();
    const { values, origins } = desk.at("40");
    for (const key of settingKeys) {
      expect(values[key]).toEqual(placeSettings[key].byDefault);
      expect(origins[key]).toEqual({ kind: "default", id: null });
    }
  });

  test("is that of the narrowest place that has one, whichever have", () => {
    const narrowestFirst = ["role", "thread", "channel", "category", "guild"] as const;
    fc.assert(
      fc.property(fc.subarray([...narrowestFirst]), fc.option(fc.nat(100)), (set, operator) => {
        const { desk } = openDesk(operator === null ? {} : { chance: operator });
        for (const kind of set)
          desk.change(scopes[kind], "chance", narrowestFirst.indexOf(kind) + 1);
        const { values, origins } = desk.at("40", ["99"]);
        const [narrowest] = set;
        const byDefault = operator === null ? "default" : "operator";
        expect(values.chance).toBe(
          narrowest === undefined ? (operator ?? 0) : narrowestFirst.indexOf(narrowest) + 1,
        );
        expect(origins.chance).toEqual(
          narrowest === undefined ? { kind: byDefault, id: null } : scopes[narrowest],
        );
      }),
      { numRuns: 30 },
    );
  });

  test("of a thread doesn't count in its channel, and a role's for its members alone", () => {
    const { desk } = openDesk();
    desk.change(scopes.thread, "chance", 1);
    desk.change(scopes.role, "chance", 2);
    expect(desk.at("30").values.chance).toBe(0);
    expect(desk.at("40").values.chance).toBe(1);
    expect(desk.at("40", ["98"]).values.chance).toBe(1);
    expect(desk.at("30", ["99"]).values.chance).toBe(2);
  });

  test("is inherited again once it is cleared", () => {
    const { desk } = openDesk();
    desk.change(scopes.guild, "chance", 3);
    desk.change(scopes.channel, "chance", 4);
    expect(desk.inherit(scopes.channel, "chance")).toBe(true);
    expect(desk.inherit(scopes.channel, "chance")).toBe(false);
    expect(desk.at("40").values.chance).toBe(3);
  });

  test("is collected from all places where lists add up", () => {
    const { desk } = openDesk({ ignoredUsers: ["1"] });
    desk.change(scopes.guild, "ignoredUsers", ["2", "3"]);
    desk.change(scopes.thread, "ignoredUsers", ["4", "2"]);
    const { values, origins } = desk.at("40");
    expect(values.ignoredUsers).toEqual(["4", "2", "3", "1"]);
    expect(origins.ignoredUsers).toEqual(scopes.thread);
    expect(desk.at("30").values.ignoredUsers).toEqual(["2", "3", "1"]);
  });

  test("that isn't valid any more, or stands where it may not be set, is passed over", () => {
    const { desk, store } = openDesk();
    store.set(scopes.channel, "chance", "often");
    store.set(scopes.thread, "joinThreads", false);
    store.set(scopes.thread, "from the future", 1);
    expect(desk.at("40").values).toMatchObject({ chance: 0, joinThreads: true });
  });

  test("of a channel that isn't seen is its own or the program's", () => {
    const { desk } = openDesk();
    desk.change({ kind: "channel", id: "77" }, "chance", 6);
    expect(desk.at("77").values.chance).toBe(6);
    expect(desk.at("78").values.chance).toBe(0);
  });
});

describe("what people set is checked:", () => {
  test.each<[what: string, key: string, value: unknown, says: RegExp]>([
    ["a number out of range", "chance", 101, /^chance: .*100/],
    ["a fraction where whole numbers are meant", "chain", 1.5, /^chain: /],
    ["an unknown choice", "links", "some", /^links: .*no-invites/],
    ["a list for a switch", "speaks", [], /^speaks: .*boolean/],
    ["an id that is none", "ignoredUsers", ["mara"], /^ignoredUsers: 0: not a Discord id/],
    ["a setting that isn't there", "volume", 11, /no setting "volume"/],
  ])("%s", (_, key, value, says) => {
    const { desk, store } = openDesk();
    expect(() => desk.change(scopes.guild, key, value)).toThrow(says);
    expect(store.read([scopes.guild])).toEqual([{}]);
  });

  test("a scope that the setting doesn't have", () => {
    const { desk } = openDesk();
    expect(() => desk.change(scopes.thread, "joinThreads", true)).toThrow(/thread/);
  });

  test("the operator's defaults, all of them at once", () => {
    expect(readPlaceDefaults(undefined)).toEqual({});
    expect(readPlaceDefaults('{"burst": 0, "chain": 3}')).toEqual({ burst: 0, chain: 3 });
    expect(() => readPlaceDefaults("burst=0")).toThrow(/no JSON object/);
    expect(() => readPlaceDefaults('{"burst": -1, "chian": 3}')).toThrow(/burst: .*\n.*"chian"/);
  });
});

test.each(settingKeys)("the default of %s is a value that its own schema accepts", (key) => {
  const setting: Setting<unknown> = placeSettings[key];
  expect(setting.schema.safeParse(setting.byDefault)).toMatchObject({ success: true });
  expect(setting.meaning).toMatch(/\.$/);
});
