import { expect, test } from "vitest";
import { AgeGate } from "../../../../src/conversation/cast/age-gate.ts";
import type { StoredValues } from "../../../../src/conversation/settings/settings-store.ts";
import { newThreadScene } from "../../../../src/conversation/threads/thread-scenes.ts";
import { rosie, says } from "../../../support/chat-bot.ts";
import { openMemoryStore } from "../../../support/memory-store.ts";
import { placeSettingsDesk } from "../../../support/place-settings.ts";

const [author, forum, category, quiet] = ["1", "2", "3", "4"].map(
  (end) => `10000000000000000${end}`,
);
const opening = says("A ship lies on the rocks.", {
  messageId: "55",
  channelId: "55",
  authorId: author ?? "",
  authorRoleIds: [quiet ?? ""],
});

function aForum(values: StoredValues = {}, { adult = false, ageRestricted = false } = {}) {
  const store = openMemoryStore();
  const places = placeSettingsDesk({ threadCharacter: rosie.id, ...values }, (channelId) => ({
    channelId,
    parentId: forum ?? "",
    categoryId: category ?? "",
    guildId: "guild",
    isDirect: false,
    name: "The wreck",
    ageRestricted,
  }));
  const context = {
    store: store.conversations,
    places,
    library: { get: () => rosie },
    gate: new AgeGate({ marked: new Set(adult ? [rosie.id] : []), inDirectMessages: false }),
    privacyStore: store.privacyStore,
  };
  return { store, context };
}

test("R25: what opens a post is its scenario, unless its author has opted out", () => {
  const { store, context } = aForum();
  expect(newThreadScene(opening, context)).toMatchObject({
    characterId: rosie.id,
    scenario: "The wreck\nA ship lies on the rocks.",
  });
  store.privacyStore.optOut(opening.authorId);
  expect(newThreadScene(opening, context)).toBeNull();
});

test.each<[string, StoredValues]>([
  ["somebody who is ignored", { ignoredUsers: [author] }],
  ["somebody of a role that is ignored", { ignoredRoles: [quiet] }],
  ["somebody in a forum that is ignored", { ignoredChannels: [forum] }],
  ["somebody in a category that is ignored", { ignoredChannels: [category] }],
  ["somebody where characters are switched off", { speaks: false }],
])("R10: nobody greets in a post of %s", (_, values) => {
  const { context } = aForum(values);
  expect(newThreadScene(opening, context)).toBeNull();
});

test("R10: nobody greets in a thread whose first message is said beside the story", () => {
  expect(newThreadScene({ ...opening, text: "// testing" }, aForum().context)).toBeNull();
});

test("R25: a character for adults greets in posts of age-restricted forums alone", () => {
  const { context } = aForum({}, { adult: true });
  expect(newThreadScene(opening, context)).toBeNull();
  const restricted = aForum({}, { adult: true, ageRestricted: true });
  expect(newThreadScene(opening, restricted.context)?.characterId).toBe(rosie.id);
});
