import { expect, onTestFinished, test } from "vitest";
import { builtInPresets } from "../../../../src/conversation/presets/built-in-presets.ts";
import { PresetChoices } from "../../../../src/conversation/presets/preset-choices.ts";
import { PresetDesk } from "../../../../src/conversation/presets/preset-desk.ts";
import { defaultSampling } from "../../../../src/generation/sampling-defaults.ts";
import { createPresetStore } from "../../../../src/store/preset-store.ts";
import { openMemoryStore } from "../../../support/memory-store.ts";

const here = { channelId: "hall", guildId: "inn" };
const actorId = "mara";
const hall = {
  ...here,
  parentId: null,
  categoryId: null,
  isDirect: false,
  name: null,
  ageRestricted: false,
};

function openDesk() {
  const store = openMemoryStore();
  onTestFinished(() => store[Symbol.dispose]());
  const presets = createPresetStore(store.database);
  const audited: string[] = [];
  let ids = 0;
  const choices = new PresetChoices({
    settings: store.settings,
    presets,
    places: { placeOf: () => hall },
    base: defaultSampling,
    recommended: () => ({ topK: 7 }),
  });
  const desk = new PresetDesk({
    presets,
    choices,
    models: { at: () => ({ model: "some", origin: { kind: "default", id: null } }) },
    store: store.conversations,
    audit: {
      record: ({ action, detail }) =>
        void audited.push(typeof detail === "string" ? `${action} ${detail}` : action),
    },
    newId: () => `preset-${++ids}`,
  });
  return { desk, audited };
}

function file(settings: object, name = "Warm.json") {
  return { name, bytes: Buffer.from(JSON.stringify(settings)), actorId };
}

test("a preset of SillyTavern comes in under its file's name, and again in place of itself", () => {
  const { desk, audited } = openDesk();
  const first = desk.import(here, file({ temp: 1.2, min_p: 0.05, epsilon_cutoff: 3 }));
  expect(first).toMatchObject({
    replaced: false,
    preset: { name: "Warm", guildId: "inn", settings: { temperature: 1.2, minP: 0.05 } },
  });
  expect(first.unknown).toEqual(["epsilon_cutoff"]);
  const second = desk.import(here, file({ temp: 0.9 }));
  expect(second).toMatchObject({ replaced: true, preset: { id: first.preset.id } });
  expect(desk.list("inn").filter(({ guildId }) => guildId !== null)).toEqual([second.preset]);
  expect(desk.list("mill")).toEqual(builtInPresets);
  expect(audited).toEqual(["preset.save Warm", "preset.save Warm"]);
});

test("what is no preset is refused, and in direct messages there are none to keep", () => {
  const { desk } = openDesk();
  const noise = { name: "noise.json", bytes: Uint8Array.of(0xff, 0xfe, 0), actorId };
  expect(() => desk.import(here, noise)).toThrow("noise.json is no JSON file.");
  expect(() => desk.import({ ...here, guildId: null }, file({ temp: 1 }))).toThrow(
    "needs a server",
  );
});

test("a choice holds for the chat before the character before the server, and leaves the rest to the model", () => {
  const { desk } = openDesk();
  const make = (name: string, temperature: number) =>
    desk.edit(here, null, { name, lines: `temperature: ${temperature}`, actorId });
  const [wide, own, near] = [make("Wide", 0.5), make("Own", 0.6), make("Near", 0.7)];
  expect(desk.show(here, "rosie")).toMatchObject({ preset: null, sampling: { topK: 7 } });
  desk.choose(here, { kind: "server" }, wide.id);
  expect(desk.show(here, "rosie").sampling).toMatchObject({ temperature: 0.5, topK: 7 });
  desk.choose(here, { kind: "character", characterId: "rosie" }, own.id);
  expect(desk.show(here, "rosie").preset).toEqual(own);
  expect(desk.show(here, "tom").preset).toEqual(wide);
  desk.choose(here, { kind: "chat" }, near.id);
  expect(desk.show(here, "rosie").preset).toEqual(near);
  expect(desk.choose(here, { kind: "chat" }, null)).toBeNull();
  expect(desk.show(here, "rosie").preset).toEqual(own);
});

test("a preset is shown as it would be, whichever is chosen now", () => {
  const { desk } = openDesk();
  const chosen = desk.edit(here, null, { name: "Warm", lines: "temperature: 1.5", actorId });
  desk.choose(here, { kind: "chat" }, chosen.id);
  const narrow = desk.edit(here, null, { name: "Narrow", lines: "topP: 0.5", actorId });
  expect(desk.wouldBe(here, narrow)).toEqual({ ...defaultSampling, topK: 7, topP: 0.5 });
});

test("what ships can't be deleted, and a change of it is the server's own under another name", () => {
  const { desk } = openDesk();
  const [shipped] = builtInPresets;
  if (shipped === undefined) throw new Error("no preset ships");
  expect(() => desk.delete(here, shipped.id, actorId)).toThrow("comes with Hearthside");
  const wish = { lines: "temperature: 0.4", actorId };
  expect(() => desk.edit(here, shipped.id, { ...wish, name: shipped.name })).toThrow("already");
  const own = desk.edit(here, shipped.id, { ...wish, name: "Ours" });
  expect(own).toMatchObject({ guildId: "inn", settings: { temperature: 0.4 } });
  expect(own.id).not.toBe(shipped.id);
  expect(desk.delete(here, own.id, actorId)).toEqual(own);
  expect(() => desk.delete(here, own.id, actorId)).toThrow("no such preset");
});

test("another server's preset is none of ours", () => {
  const { desk } = openDesk();
  const theirs = desk.import({ channelId: "elsewhere", guildId: "mill" }, file({ temp: 1 })).preset;
  expect(() => desk.choose(here, { kind: "chat" }, theirs.id)).toThrow("no such preset");
});

test("a server has a hundred presets at most", () => {
  const { desk } = openDesk();
  const make = (index: number) => () =>
    desk.edit(here, null, { name: `Preset ${index}`, lines: "temperature: 1", actorId });
  for (let index = 0; index < 100; index++) make(index)();
  expect(make(100)).toThrow("at most 100 presets");
});
