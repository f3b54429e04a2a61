import { expect, test } from "vitest";
import { ModelChoices } from "../../../../src/conversation/models/model-choices.ts";
import { ModelRights } from "../../../../src/conversation/models/model-rights.ts";
import type { Place } from "../../../../src/conversation/settings/place.ts";
import { openMemoryStore } from "../../../support/memory-store.ts";

const thread: Place = {
  channelId: "thread",
  parentId: "channel",
  categoryId: "category",
  guildId: "guild",
  isDirect: false,
  name: null,
  ageRestricted: false,
};

test("the narrowest choice counts and says where it comes from; what is taken back lets the wider one hold", () => {
  using store = openMemoryStore();
  const places = { placeOf: (id: string) => (id === "thread" ? thread : undefined) };
  const choices = new ModelChoices({ store: store.settings, state: store.state, places });
  const scopes = ["guild", "category", "channel", "thread"].map(
    (id) => ({ kind: id, id }) as never,
  );
  expect(choices.at("thread")).toEqual({ model: null, origin: { kind: "default", id: null } });
  choices.choose("bot", "of bot");
  expect(choices.at("elsewhere")).toEqual({ model: "of bot", origin: { kind: "bot", id: null } });
  for (const scope of scopes) {
    choices.choose(scope, "narrower");
    expect(choices.at("thread")).toEqual({ model: "narrower", origin: scope });
  }
  for (const scope of scopes.toReversed()) {
    expect(choices.at("thread").origin).toEqual(scope);
    choices.forget(scope);
  }
  expect(choices.at("thread").model).toBe("of bot");
});

test.each([
  ["op", [], "bot", true],
  ["guest", [], "channel", false],
  ["guest", ["keepers"], "channel", true],
  ["guest", ["keepers"], "server", true],
  ["guest", ["keepers"], "bot", false],
] as const)("%s with the roles %j may choose for the %s: %s", (userId, roleIds, scope, may) => {
  using store = openMemoryStore();
  const rights = new ModelRights(store.settings, () => new Set(["op"]));
  rights.delegate("guild", "keepers");
  const refusal = () => {
    try {
      rights.requireChoice({ userId, roleIds, channelId: "1", guildId: "guild" }, scope);
      return "";
    } catch (thrown) {
      return String(thrown);
    }
  };
  expect(refusal()).toMatch(may ? /^$/ : /operators/);
});
