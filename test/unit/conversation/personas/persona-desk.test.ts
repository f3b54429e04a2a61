import { expect, test } from "vitest";
import { PersonaDesk } from "../../../../src/conversation/personas/persona-desk.ts";
import { openMemoryStore } from "../../../support/memory-store.ts";

const place = { guildId: "guild", channelId: "tavern" };
const fields = { pronouns: "", description: "", position: "in-prompt" } as const;

test("R15: a latch begins with who the person is in that place, and with nobody where they are themselves", () => {
  const { personas } = openMemoryStore();
  const desk = new PersonaDesk(personas, { now: () => 7 });
  expect(desk.autoproxy("tom", place, "latch")).toBeNull();
  const cook = desk.create("tom", { ...fields, name: "Cook" }, undefined);
  desk.use("tom", cook.id, { kind: "everywhere" }, null);
  expect(desk.autoproxy("tom", place, "latch")).toMatchObject({ name: "Cook" });
  expect(personas.autoproxy("tom", "guild")).toEqual({
    mode: "latch",
    personaId: cook.id,
    latchedAt: 7,
  });
  desk.off("tom", { kind: "channel", channelId: "tavern" }, "guild");
  expect(desk.autoproxy("tom", place, "latch")).toBeNull();
});
