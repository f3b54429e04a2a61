import { expect, test } from "vitest";
import type { Persona } from "../../../../src/conversation/personas/persona.ts";
import { latchMs, speakAs } from "../../../../src/conversation/personas/speak-as.ts";
import { openMemoryStore } from "../../../support/memory-store.ts";

const place = { guildId: "guild", channelId: "tavern" };
const fields = { pronouns: "", description: "", position: "in-prompt" } as const;

function aPerson() {
  const { personas } = openMemoryStore();
  const captain = personas.add("tom", { ...fields, name: "Captain" });
  const cook = personas.add("tom", { ...fields, name: "Cook" });
  const says = (text: string, { nowMs = 0, at = place } = {}) => {
    const { persona, proxied } = speakAs({ authorId: "tom", text }, at, { personas, nowMs });
    return persona === null ? null : proxied ? `proxied ${persona.name}` : persona.name;
  };
  const choose = (scope: object, persona: Persona | null) =>
    personas.choose("tom", { scope: scope as never, personaId: persona?.id ?? null });
  return { personas, captain, cook, says, choose };
}

test("R14: the narrower choice goes before the wider, and may be to be nobody", () => {
  const { captain, cook, says, choose } = aPerson();
  expect(says("hi")).toBeNull();
  choose({ kind: "everywhere" }, captain);
  expect(says("hi")).toBe("Captain");
  choose({ kind: "server", guildId: "guild" }, cook);
  expect(says("hi")).toBe("Cook");
  choose({ kind: "channel", channelId: "tavern" }, null);
  expect(says("hi")).toBeNull();
  expect(says("hi", { at: { guildId: "guild", channelId: "docks" } })).toBe("Cook");
  expect(says("hi", { at: { guildId: "elsewhere", channelId: "x" } })).toBe("Captain");
});

test("R14: who somebody is in a channel they are in its threads, unless they are somebody else there", () => {
  const { captain, cook, says, choose } = aPerson();
  const thread = { ...place, channelId: "booth", parentId: "tavern" };
  choose({ kind: "server", guildId: "guild" }, cook);
  choose({ kind: "channel", channelId: "tavern" }, captain);
  expect(says("hi", { at: thread })).toBe("Captain");
  choose({ kind: "channel", channelId: "booth" }, null);
  expect(says("hi", { at: thread })).toBeNull();
  expect(says("hi")).toBe("Captain");
});

test("R15: autoproxy goes before a choice, and a backslash before both", () => {
  const { personas, captain, cook, says, choose } = aPerson();
  choose({ kind: "everywhere" }, captain);
  personas.setAutoproxy("tom", "guild", { mode: "persona", personaId: cook.id });
  expect(says("hi")).toBe("proxied Cook");
  expect(says("\\hi")).toBeNull();
  expect(says("hi")).toBe("proxied Cook");
  expect(says("hi", { at: { guildId: "elsewhere", channelId: "x" } })).toBe("Captain");
});

test("R15: a latch holds six hours after each use, and two backslashes let it go", () => {
  const { personas, cook, says } = aPerson();
  personas.setAutoproxy("tom", "guild", { mode: "latch", personaId: cook.id, latchedAt: 0 });
  expect(says("hi", { nowMs: latchMs - 1 })).toBe("proxied Cook");
  expect(says("hi", { nowMs: 2 * latchMs - 2 })).toBe("proxied Cook");
  expect(says("hi", { nowMs: 3 * latchMs - 2 })).toBeNull();
  personas.setAutoproxy("tom", "guild", { mode: "latch", personaId: cook.id, latchedAt: 0 });
  expect(says("\\hi", { nowMs: 1 })).toBeNull();
  expect(says("hi", { nowMs: 1 })).toBe("proxied Cook");
  expect(says("\\\\hi", { nowMs: 1 })).toBeNull();
  expect(says("hi", { nowMs: 1 })).toBeNull();
});

test("nobody speaks as somebody else's persona, or as one that is gone", () => {
  const { personas, captain, says, choose } = aPerson();
  const strange = personas.add("ann", { ...fields, name: "Queen" });
  choose({ kind: "everywhere" }, strange);
  expect(says("hi")).toBeNull();
  choose({ kind: "everywhere" }, captain);
  personas.remove(captain.id);
  expect(says("hi")).toBeNull();
});
